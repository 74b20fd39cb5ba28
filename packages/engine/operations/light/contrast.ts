import { z } from "zod";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { amountPhrases } from "../../pattern";
import { applyCurve } from "../../pixels/tone-curve";

const USUAL = 0.4;

const { more, less } = amountPhrases(["contrast"]);

/** Steeper or flatter tones around a middle level, black and white staying where they are when it gets steeper. */
export const contrast = defineOperation({
  name: "contrast",
  family: "light",
  title: "contrast",
  examples: ["more contrast", "lower the contrast a little", "it looks flat", "20% more contrast"],
  schema: z.object({ factor: z.number().min(0.1).max(5), middle: z.number().min(0.2).max(0.8) }),
  changes: ["contrast", "light"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        ...more,
        "{make}? contrastier/punchier",
        "{make}? {more} contrasty/contrasted/contrast",
        "{make} contrasty",
        "flat",
        "too flat",
        "{make}? {less} flat",
        "{make}? {up} as? contrast",
        "{make} high contrast",
        "with? high/strong contrast",
      ],
    },
    {
      means: -1,
      say: [
        ...less,
        "{make}? flatter contrast?",
        "{make}? softer contrast",
        "{make}? {less} contrasty/contrasted/harsh light/lighting?",
        "light/lighting/flash too harsh/hard",
        "too contrasty/harsh",
        "{make} low contrast",
        "with? low/soft contrast",
        "soften/flatten contrast",
        "{make}? soft/softer/diffuse/diffused light/lighting",
        "{give} soft/softer/diffuse/diffused light/lighting",
        "soften/diffuse light/lighting",
      ],
    },
  ],
  amounts: ["percent", "times"],
  params({ means, strength, amount }) {
    const factor =
      amount === null
        ? (1 + USUAL * strength) ** means
        : amount.unit === "times"
          ? amount.value ** means
          : 1 + (means * amount.value) / 100;
    return factor >= 0.1 && factor <= 5 ? { factor: rounded(factor), middle: 0.5 } : null;
  },
  adapt: ({ factor }, { meanLight }) => ({ factor, middle: rounded(clamp(meanLight / 255, 0.35, 0.65)) }),
  sentence({ factor }, exact, of) {
    const verb = factor > 1 ? "Increase" : "Reduce";
    if (exact) return `${verb} the contrast of ${of} by ${Math.round(Math.abs(factor - 1) * 100)} %.`;
    return `${verb} the contrast of ${of}${howMuch(((factor > 1 ? factor : 1 / factor) - 1) / USUAL)}.`;
  },
  apply: (raster, { factor, middle }, { signal }) => applyCurve(raster, contrastCurve(factor, middle), signal),
});

/** The tone curve of `factor` (slope at the middle) around `middle`, both over levels 0..1. */
export function contrastCurve(factor: number, middle: number): (level: number) => number {
  return (level) => {
    if (factor < 1) return middle + (level - middle) * factor;
    if (level < middle) return middle * (level / middle) ** factor;
    return 1 - (1 - middle) * ((1 - level) / (1 - middle)) ** factor;
  };
}
