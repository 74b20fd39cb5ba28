import { z } from "zod";
import { defineOperation } from "../../operation";
import { blend } from "../../pixels/blend";
import { applyLut, saturationLut } from "../../pixels/colour-lut";
import { findColour, ownOrMixed } from "../../regions/colour/find-colour";
import { spokenColour } from "../../vocabulary/colours";
import { THING_NOUNS } from "../../vocabulary/things";
import { colourName } from "../parameters";

const THINGS = `things/thing/parts/part/areas/area/objects/object/bits/tones/tone/colour/colours/elements/items/${THING_NOUNS}`;
const BW = "bw/greyscale/monochrome/grey";

/** One colour stays, all others turn to the grey of their light. */
export const keepColour = defineOperation({
  name: "keep-colour",
  family: "colour",
  title: "only one colour kept",
  examples: [
    "keep only the green",
    "black and white except red",
    "colour splash red",
    "make everything black and white but the blue",
    "selective colour red",
  ],
  schema: z.object({ colour: colourName }),
  changes: ["colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        `{keep}/show only {colour} ${THINGS}? colour/coloured?`,
        `only {keep}/show colour? {colour} ${THINGS}? colour/coloured?`,
        `{keep} {colour} ${THINGS}? only/alone`,
        `{keep} {colour} ${THINGS}? and {make} rest/else/everything? else? ${BW}`,
        `{keep} {colour} ${THINGS}? and {make} rest/else/everything? else? black and white`,
        `{keep} {colour} ${THINGS}? and desaturate rest/else/everything? else?`,
        `only {colour} ${THINGS}? colour/coloured/visible/remains/stays`,
        `only {colour} ${THINGS}? stay/stays/remain/remains colour/coloured/visible`,
        `{make}? all? black and white except/but/besides for? {colour} ${THINGS}?`,
        `{make}? all? ${BW} except/but/besides for? {colour} ${THINGS}?`,
        `{make}? all? black and white apart from {colour} ${THINGS}?`,
        `{make}? all? ${BW} apart from {colour} ${THINGS}?`,
        `{make}? all? except/but for? {colour} ${THINGS}? ${BW}`,
        `{make}? all? except/but for? {colour} ${THINGS}? black and white`,
        `{make}? black and white with only {colour} ${THINGS}? colour/coloured?`,
        `{make}? black and white {keep} only? {colour} ${THINGS}? colour/coloured?`,
        `{make}? black and white and/but {keep} only? {colour} ${THINGS}? colour/coloured?`,
        `{make}? ${BW} and/but {keep} only? {colour} ${THINGS}? colour/coloured?`,
        `desaturate all? colours? except/but for? {colour} ${THINGS}?`,
        `remove all? colours/colour except/but for? {colour} ${THINGS}?`,
        "{give}? colour splash with? {colour}",
        "{give}? colour splash ,? with? {colour}",
        "{give}? {colour} colour splash",
        "{give}? selective colour with? {colour}",
        "{give}? {colour} selective colour",
        "{give}? colour pop {colour}",
        "isolate {colour} colour/tones?",
      ],
    },
  ],
  amounts: [],
  params: ({ strength, slots: { colour, colours } }) =>
    colour === undefined || colours?.length !== 1 || strength < 1 ? null : { colour },
  sentence: ({ colour }, _exact, of) =>
    `Keep only what is ${spokenColour(colour)} in ${of} and turn the rest black and white.`,
  async apply(raster, { colour }, { signal }) {
    const found = await findColour(raster, colour, signal);
    const kept = ownOrMixed(raster, found, (_share, there) => there, signal);
    const before = { ...raster, data: Buffer.from(raster.data) };
    const grey = applyLut(raster, saturationLut(0), signal);
    return blend(grey, before, kept, signal);
  },
});
