import { z } from "zod";
import { moreOrLess, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { amountPhrases } from "../../pattern";
import { applyLut, saturationLut } from "../../pixels/colour-lut";

const USUAL = 0.4;

const { more, less } = amountPhrases(["saturation", "colour", "vividness", "colourfulness"]);

/** How strong the colours are; their hue and light stay. */
export const saturation = defineOperation({
  name: "saturation",
  family: "colour",
  title: "stronger or paler colours",
  examples: [
    "more saturation",
    "make the colours a bit more vivid",
    "desaturate it slightly",
    "the colours are too strong",
  ],
  schema: z.object({ factor: z.number().min(0).max(5) }),
  changes: ["colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        ...more,
        "saturate colours?",
        "{make}? colours? {more} saturated/vivid/vibrant/colourful/lively/rich/intense",
        "{make} colours? saturated/vivid/vibrant/colourful/lively/richer/livelier",
        "{more} vivid/vibrant/saturated/rich/intense/lively colours",
        "{give}? richer/stronger/bolder/livelier/vivid/vibrant colours",
        "{make}? colours richer/stronger/bolder/pop",
        "{make}? colours {more}? stand out {more}?",
        "{make}? colours stand out",
        "{more} colours",
        "{make}? colours? {up} as? saturated/vivid/vibrant/colourful",
        "colours too pale/dull/muted/faded",
        "colours faded",
        "too pale/muted",
        "{make}? colours {less} pale/dull/muted",
        "{make}? {less} pale/muted",
      ],
    },
    {
      means: -1,
      say: [
        ...less.filter((pattern) => !pattern.startsWith("take out")),
        "desaturate colours? {down}?",
        "{make}? colours weaker/softer/calmer",
        "{make}? colours? {down} as? saturated/vivid/vibrant/colourful",
        "{make}? colours? {less} saturated/vivid/vibrant/colourful/intense/strong/garish/neon/electric/gaudy",
        "{make}? colours? {more} muted/pale/desaturated/subdued",
        "{make} colours? muted/pale/desaturated/paler/subdued",
        "mute/fade/soften colours",
        "{make}? colours {more} natural",
        "tone down colours",
        "{turn} colours down",
        "{turn} down colours",
        "{less} colours",
        "oversaturated",
        "colours? too saturated/vivid/colourful/garish",
        "colours excessive",
        "{give}? muted/paler/pale/faded colours",
      ],
    },
  ],
  amounts: ["percent", "times"],
  params({ means, strength, amount }) {
    const factor =
      amount === null
        ? Math.max(0.02, 1 + means * USUAL * strength)
        : amount.unit === "times"
          ? amount.value ** means
          : 1 + (means * amount.value) / 100;
    return factor >= 0 && factor <= 5 ? { factor: rounded(factor) } : null;
  },
  sentence({ factor }, exact, of) {
    const which = factor > 1 ? "stronger" : "paler";
    const change = Math.abs(factor - 1);
    const size = exact ? ` ${which} by ${Math.round(change * 100)} %` : moreOrLess(change / USUAL, which);
    return `Make the colours of ${of}${size}.`;
  },
  apply: (raster, { factor }, { signal }) => applyLut(raster, saturationLut(factor), signal),
});
