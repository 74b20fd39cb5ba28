import { z } from "zod";
import { defineOperation } from "../../operation";
import { inRows } from "../../pixels/in-slices";

const MIRROR = "mirror/reflect/copy/repeat/duplicate";
const OPPOSITE = { left: "right", right: "left", top: "bottom", bottom: "top" } as const;

// "Half" is heard as an amount with a direction.
const saying = (from: keyof typeof OPPOSITE): string[] => [
  `${MIRROR} ${from} {down} on/onto/over/across? ${OPPOSITE[from]}/other side?`,
  `${MIRROR} {down} ${from} on/onto/over/across? ${OPPOSITE[from]}/other side?`,
  `${MIRROR} ${from} side on/onto/over/across ${OPPOSITE[from]}/other side?`,
  `${MIRROR} ${from} on/onto/over ${OPPOSITE[from]}`,
];

/** One half of the picture and its mirror image instead of the other half. */
export const mirrorHalf = defineOperation({
  name: "mirror-half",
  family: "geometry",
  title: "mirror one half onto the other",
  examples: ["mirror the left half onto the right", "make it symmetrical", "mirror the top half onto the bottom"],
  schema: z.object({ from: z.enum(["left", "right", "top", "bottom"]) }),
  changes: ["content", "shape"],
  regional: false,
  phrases: [
    {
      means: "left" as const,
      say: [
        "{make} symmetrical/symmetric",
        "{make}? {give}? mirror symmetry",
        "symmetrical/symmetric",
        "{give} kaleidoscope/symmetry",
      ],
    },
    ...(["left", "right", "top", "bottom"] as const).map((from) => ({ means: from, say: saying(from) })),
    { means: "top" as const, say: ["{make} symmetrical/symmetric vertically", "{give}? reflection below/underneath"] },
  ],
  amounts: ["times"],
  params: ({ means }) => ({ from: means }),
  sentence: ({ from }) => `Mirror the ${from} half of the picture onto the ${OPPOSITE[from]} half.`,
  async apply(raster, { from }, { signal }) {
    const { data, width, height, channels } = raster;
    const stride = width * channels;
    inRows(width, height, signal, (y) => {
      if (from === "top" || from === "bottom") {
        const isKept = from === "top" ? y < height / 2 : y >= Math.floor(height / 2);
        if (!isKept) data.copy(data, y * stride, (height - 1 - y) * stride, (height - y) * stride);
        return;
      }
      for (let x = 0; x < Math.floor(width / 2); x++) {
        const left = y * stride + x * channels;
        const right = y * stride + (width - 1 - x) * channels;
        const [to, source] = from === "left" ? [right, left] : [left, right];
        data.copy(data, to, source, source + channels);
      }
    });
    return raster;
  },
});
