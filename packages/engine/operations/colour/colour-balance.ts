import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyLut, oklabLut } from "../../pixels/colour-lut";
import { smoothstep } from "../../pixels/smoothstep";
import { spokenColour } from "../../vocabulary/colours";
import { colourName, labOfColour } from "../parameters";

/** By how much the usual amount moves a grey, in Oklab; about 10 points of a photo editor's tint slider. */
const USUAL = 0.022;

/** Of these there is less in what is warmer or cooler, which has an operation of its own. */
const TEMPERATURES: ReadonlySet<string> = new Set(["blue", "bluish", "yellow", "yellowish", "orange", "orangish"]);

const UGLY = "nasty/ugly/horrible/awful/weird/strange/odd/annoying/unpleasant";
const CAST = "cast/tint/tinge/tone/tones/hue/hues";

/** Away from one colour (or towards it) for the whole balance of colours, lightness kept: "less green", "too magenta". */
export const colourBalance = defineOperation({
  name: "colour-balance",
  family: "colour",
  title: "less of one colour in the balance",
  examples: ["less green", "it's too magenta", "remove the green cast", "shift the tint towards magenta"],
  schema: z.object({ colour: colourName, amount: z.number().min(-2.5).max(2.5) }),
  changes: ["colour"],
  regional: true,
  phrases: [
    {
      means: "less" as const,
      say: [
        "{make}? colours? {less} {colour}",
        "colours? too {colour}",
        "excess {colour}",
        "{turn} down {colour}",
        "take {colour} out",
        "take out {colour}",
      ],
    },
    {
      means: "away" as const,
      say: [
        `remove/reduce/fix/correct/neutralise/neutralize/kill/eliminate/drop/lose/lessen/decrease/counter/cancel {colour} ${CAST}`,
        `{turn} away/out/down {colour} ${CAST}`,
        `get rid {colour} ${CAST}`,
        `less {colour} ${CAST}`,
        `excess {colour} ${CAST}`,
        `too {colour} ${CAST}`,
        `has/have/got ${UGLY}? {colour} ${CAST}`,
        `remove/fix/correct/lose/less ${UGLY} {colour} ${CAST}`,
        `get rid ${UGLY} {colour} ${CAST}`,
        `{colour} ${CAST} excessive`,
        "shift/push/move/nudge/{turn} tint/balance/colours/hue/hues? away from {colour}",
      ],
    },
    {
      means: "towards" as const,
      say: [
        "shift/push/move/nudge/{turn} tint/balance/colours/hue/hues? towards/toward {colour}",
        "{more} tint/balance towards/toward {colour}",
      ],
    },
  ],
  amounts: ["percent"],
  params({ means, strength, amount, slots: { colour, colours } }) {
    if (colour === undefined || colours?.length !== 1) return null;
    if (means === "less" && TEMPERATURES.has(colour)) return null;
    const size = amount === null ? strength : amount.value / 40;
    return size > 0 && size <= 2.5 ? { colour, amount: rounded(means === "towards" ? size : -size) } : null;
  },
  sentence({ colour, amount }, exact, of) {
    const size = exact ? ` by ${Math.round(Math.abs(amount) * 40)} %` : howMuch(Math.abs(amount));
    return `Shift the colours of ${of}${size} ${amount > 0 ? "towards" : "away from"} ${spokenColour(colour)}.`;
  },
  apply(raster, { colour, amount }, { signal }) {
    const [, a, b] = labOfColour(colour);
    const strength = Math.hypot(a, b);
    const [towardsA, towardsB] = [(a / strength) * USUAL * amount, (b / strength) * USUAL * amount];
    const lut = oklabLut((lightness, ownA, ownB) => {
      // Black and white have no room for colour; next to them there is little.
      const room = smoothstep(0, 0.35, lightness) * (1 - smoothstep(0.93, 1, lightness));
      return [lightness, ownA + towardsA * room, ownB + towardsB * room];
    });
    return applyLut(raster, lut, signal);
  },
});
