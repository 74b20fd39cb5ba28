import { z } from "zod";
import { drawText } from "../../draw/draw-text";
import { cleanText } from "../../draw/lay-out-text";
import { clamp, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { PLACES } from "../../plan";
import { placeName } from "../parameters";

/** Height of the letters, in percent of the shorter side. */
const SIZE = 4;

/** How much of the usual watermark covers the picture, 0..1. */
const USUAL = 0.55;

const VERB = "add/put/place/write/stamp/give/insert/overlay";
const NOUN = "watermark/copyright/signature/credit";
const WHERE = ",? on/across/over/along/near? {place} side/corner/edge/part?";
/** In a corner is where it stands in any case. */
const CORNER = "corner?";
const FAINT = ",? with? semi/half/see? transparent/semitransparent/translucent/through/faint?";
const LOOK =
  "semi/half/see? transparent/semitransparent/translucent/through/faint/small/tiny? small/tiny? white/black/grey?";

/** Small half-transparent words in a corner. */
export const watermark = defineOperation({
  name: "watermark",
  family: "composition",
  title: "watermark",
  examples: [
    'add the watermark "© Jane Doe"',
    'watermark it with "draft" at the top left',
    'put a watermark "sample" in the middle',
  ],
  schema: z.object({
    text: z.string().min(1).max(200),
    place: z.enum(PLACES),
    opacity: z.number().min(0.1).max(1),
  }),
  changes: ["content", "shape"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        `${VERB}? ${LOOK} ${NOUN} notice? saying/says/text/reading/with/of? {text} ${FAINT} ${WHERE}`,
        `${VERB}? ${LOOK} ${NOUN} notice? saying/says/text/reading/with/of? {text} ${WHERE} ${FAINT}`,
        `${VERB}? ${LOOK} ${NOUN} notice? saying/says/text/reading/with/of? {text} ${CORNER} ${FAINT}`,
        `${VERB} {text} as ${LOOK} watermark/signature ${WHERE}`,
        `${VERB} {text} as ${LOOK} watermark/signature ${CORNER}`,
        `${VERB} {text} ${WHERE} as ${LOOK} watermark/signature`,
        `watermark/sign with/as? {text} ${WHERE}`,
        `watermark/sign with/as? {text} ${CORNER}`,
      ],
    },
  ],
  amounts: ["percent"],
  params({ slots, strength, amount }) {
    const text = cleanText(slots.text ?? "");
    const opacity = amount === null ? USUAL * Math.sqrt(strength) : amount.value / 100;
    if (text === "" || text.length > 200 || opacity < 0.1 || opacity > 1) return null;
    return { text, place: slots.place ?? "bottom-right", opacity: rounded(clamp(opacity, 0.1, 1)) };
  },
  sentence: ({ text, place }) =>
    `Write “${text.replaceAll("\n", " ")}” ${placeName(place)} as a small half-transparent watermark.`,
  apply(raster, { text, place, opacity }, { signal }) {
    const size = (Math.min(raster.width, raster.height) * SIZE) / 100;
    const wish = { text, place, colour: "auto", outline: "none", size, exactSize: false, bold: false, opacity };
    return drawText(raster, wish, signal);
  },
});
