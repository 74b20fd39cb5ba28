import { z } from "zod";
import { moreOrLess, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { amountPhrases } from "../../pattern";
import { LUMA } from "../../pixels/colour-matrix";
import { throughSharp } from "../../pixels/resize";

const warmer = amountPhrases(["warmth", "temperature", "warmness"]);
const cooler = amountPhrases(["coolness"]);

/** Colour temperature: towards amber or towards blue, the light of greys kept. */
export const warmth = defineOperation({
  name: "warmth",
  family: "colour",
  title: "warmer or cooler colours",
  examples: ["warm it up a little", "make the colours cooler", "it feels cold", "less warm please"],
  schema: z.object({ amount: z.number().min(-4).max(4) }),
  changes: ["colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        ...warmer.more,
        ...cooler.less,
        "{make}? colours? warmer tones/colours?",
        "{make}? white balance warmer",
        "{give} warmth",
        "{make}? colours? {more} warm tones/colours?",
        "{make}? {give}? warmer/warm tones/tone/colours/colour/feeling/feel/mood/light/temperature",
        "{make} colours? warm",
        "{make}? {give}? warm ,? cosy/cozy feeling/mood/atmosphere/light/tones?",
        "{make} {more}? cosy/cosier/cozy/cozier",
        "warm up? colours?",
        "warm colours? up",
        "{make}? colours? {less} cold/cool/bluish/blue",
        "colours? too cold/cool/bluish/blue",
        "colours? cold",
        "excess blue",
      ],
    },
    {
      means: -1,
      say: [
        ...warmer.less,
        ...cooler.more,
        "{make}? colours? cooler/colder tones/colours?",
        "{make}? white balance cooler/colder",
        "{make}? colours? {more} cool/cold tones/colours?",
        "{make}? {give}? cooler/cool/colder/cold tones/tone/colours/colour/feeling/feel/mood/light/temperature",
        "{make} colours? cool/cold",
        "cool down? colours?",
        "cool colours? down",
        "{make}? colours? {less} warm/yellowish/yellow/orange/orangish",
        "excess yellow/orange",
        "colours? too warm/yellowish/yellow/orange/orangish",
      ],
    },
  ],
  amounts: ["percent"],
  params({ means, strength, amount }) {
    const size = amount === null ? strength : amount.value / 40;
    return size <= 4 ? { amount: rounded(means * size) } : null;
  },
  sentence({ amount }, exact, of) {
    const which = amount > 0 ? "warmer" : "cooler";
    const size = exact ? ` ${which} by ${Math.round(Math.abs(amount) * 40)} %` : moreOrLess(Math.abs(amount), which);
    return `Make the colours of ${of}${size}.`;
  },
  apply(raster, { amount }) {
    const gains = [Math.max(0.2, 1 + 0.11 * amount), 1 + 0.01 * amount, Math.max(0.2, 1 - 0.16 * amount)] as const;
    const light = gains[0] * LUMA[0] + gains[1] * LUMA[1] + gains[2] * LUMA[2];
    const [red, green, blue] = gains.map((gain) => gain / light);
    return throughSharp(raster, (image) =>
      image.recomb([
        [red ?? 1, 0, 0],
        [0, green ?? 1, 0],
        [0, 0, blue ?? 1],
      ]),
    );
  },
});
