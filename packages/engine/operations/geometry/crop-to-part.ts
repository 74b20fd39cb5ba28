import { z } from "zod";
import { defineOperation } from "../../operation";
import { throughSharp } from "../../pixels/resize";
import { KEPT_PARTS } from "../../vocabulary/strengths";

const SHARES = { half: 1 / 2, third: 1 / 3, quarter: 1 / 4 } as const;

const SIDES = ["left", "right", "top", "bottom", "centre"] as const;

/** Keeps a half, a third or a quarter of the picture and nothing else; the middle one lies between left and right. */
export const cropToPart = defineOperation({
  name: "crop-to-part",
  family: "geometry",
  title: "crop to a half, a third or a quarter",
  examples: ["crop to the left half", "crop it to the middle third", "cut it down to the top quarter"],
  schema: z.object({ side: z.enum(SIDES), share: z.enum(["half", "third", "quarter"]) }),
  changes: ["shape"],
  regional: false,
  phrases: KEPT_PARTS.map(({ side, share, word }) => ({
    means: { side, share },
    say: [`crop/cut/trim/reduce/cropped/cropping down? ${word}`],
  })),
  amounts: [],
  params: ({ means, strength }) => (strength < 1 ? null : means),
  sentence({ side, share }) {
    const where = side === "centre" ? `middle ${share} from left to right` : `${side} ${share}`;
    return `Crop the picture to its ${where}.`;
  },
  apply(raster, { side, share }) {
    const isAcross = side !== "top" && side !== "bottom";
    const length = isAcross ? raster.width : raster.height;
    const kept = Math.max(1, Math.round(length * SHARES[share]));
    const from = side === "left" || side === "top" ? 0 : side === "centre" ? (length - kept) >> 1 : length - kept;
    return throughSharp(raster, (image) =>
      image.extract(
        isAcross
          ? { left: from, top: 0, width: kept, height: raster.height }
          : { left: 0, top: from, width: raster.width, height: kept },
      ),
    );
  },
});
