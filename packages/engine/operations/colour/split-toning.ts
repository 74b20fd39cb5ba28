import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyLut, oklabLut } from "../../pixels/colour-lut";
import { smoothstep } from "../../pixels/smoothstep";
import { spokenColour } from "../../vocabulary/colours";
import { colourName, labOfColour } from "../parameters";

/** By how much the usual amount moves greys towards each colour, in Oklab. */
const USUAL = 0.055;

/** Where shadows end and highlights begin, in lightness; between them neither colour shows. */
const MIDDLE = 0.56;
const OVERLAP = 0.38;

const LOOK = "look/grade/grading/tones/toning/style/colours/colour/palette/filter";
const SHADOWS = "shadow/shadows/darks";
const HIGHLIGHTS = "highlight/highlights/lights";
const TONE = "split tone/toning/toned";

/** One colour into the shadows and another into the highlights, as in a graded film. */
export const splitToning = defineOperation({
  name: "split-toning",
  family: "colour",
  title: "split toning",
  examples: [
    "give it a teal and orange look",
    "teal shadows and orange highlights",
    "make the shadows blue and the highlights yellow",
    "split toning",
  ],
  schema: z.object({ shadows: colourName, highlights: colourName, amount: z.number().min(0.1).max(2.5) }),
  changes: ["colour"],
  regional: true,
  phrases: [
    {
      means: "look" as const,
      say: [
        `{make}? teal and orange ${LOOK}? ${LOOK}?`,
        `{give}? teal orange ${LOOK} ${LOOK}?`,
        `{give}? orange teal ${LOOK} ${LOOK}?`,
        `{make}? orange and teal ${LOOK}? ${LOOK}?`,
        `{give} teal and orange ${LOOK}? ${LOOK}?`,
        `{give} orange and teal ${LOOK}? ${LOOK}?`,
        `{make}? ${TONE}`,
        `{give} ${TONE} look?`,
        `{make}? ${TONE} with/using? {colour} and {colour}`,
        `{give} ${TONE} with/using? {colour} and {colour}`,
        `{make}? {colour} and {colour} ${TONE}`,
        `{give} {colour} and {colour} ${TONE}`,
        "{give} {colour} and {colour} grade/grading",
        "{give} {colour} and {colour} colour grade/grading",
        "colour grade with? {colour} and {colour}",
      ],
    },
    {
      means: "shadows first" as const,
      say: [
        `{make}? {colour} ${SHADOWS} and {colour} ${HIGHLIGHTS}`,
        `{give} {colour} ${SHADOWS} and {colour} ${HIGHLIGHTS}`,
        `${TONE} with? {colour} ${SHADOWS} and? {colour} ${HIGHLIGHTS}`,
        `{make}/tone/tint/colour? ${SHADOWS} {colour} and {make}/tone/tint/colour? ${HIGHLIGHTS} {colour}`,
        `{make}/tone/tint/colour? ${SHADOWS} {colour} , {make}/tone/tint/colour? ${HIGHLIGHTS} {colour}`,
        `{give} {colour} ${SHADOWS} and {give} {colour} ${HIGHLIGHTS}`,
      ],
    },
    {
      means: "highlights first" as const,
      say: [
        `{make}? {colour} ${HIGHLIGHTS} and {colour} ${SHADOWS}`,
        `{give} {colour} ${HIGHLIGHTS} and {colour} ${SHADOWS}`,
        `${TONE} with? {colour} ${HIGHLIGHTS} and {colour} ${SHADOWS}`,
        `{make}/tone/tint/colour? ${HIGHLIGHTS} {colour} and {make}/tone/tint/colour? ${SHADOWS} {colour}`,
        `{give} {colour} ${HIGHLIGHTS} and {give} {colour} ${SHADOWS}`,
      ],
    },
  ],
  amounts: [],
  params({ means, strength, slots: { colours = [] } }) {
    const [first = "teal", second = "orange"] = colours;
    if (first === second || colours.length === 1) return null;
    const amount = rounded(Math.min(2.5, strength));
    const isCoolFirst = labOfColour(first)[2] <= labOfColour(second)[2];
    const keep = means === "look" ? isCoolFirst : means === "shadows first";
    return keep ? { shadows: first, highlights: second, amount } : { shadows: second, highlights: first, amount };
  },
  sentence: ({ shadows, highlights, amount }, _exact, of) =>
    `Tone the shadows of ${of} ${spokenColour(shadows)} and the highlights ${spokenColour(highlights)}${howMuch(amount)}.`,
  apply(raster, { shadows, highlights, amount }, { signal }) {
    const [darkA, darkB] = towards(shadows, amount);
    const [lightA, lightB] = towards(highlights, amount);
    const lut = oklabLut((lightness, a, b) => {
      // Black and white stay black and white.
      const dark = (1 - smoothstep(MIDDLE - OVERLAP, MIDDLE + OVERLAP / 2, lightness)) * smoothstep(0, 0.28, lightness);
      const light =
        smoothstep(MIDDLE - OVERLAP / 2, MIDDLE + OVERLAP, lightness) * (1 - smoothstep(0.94, 1, lightness));
      return [lightness, a + darkA * dark + lightA * light, b + darkB * dark + lightB * light];
    });
    return applyLut(raster, lut, signal);
  },
});

function towards(colour: string, amount: number): [number, number] {
  const [, a, b] = labOfColour(colour);
  const scale = (USUAL * amount) / Math.hypot(a, b);
  return [a * scale, b * scale];
}
