import type { Region } from "@/lib/ai/edit-plan";
import type { Raster } from "../raster";
import type { Work } from "../work";
import type { Mask } from "./mask";
import { subjectMask } from "./subject/subject-mask";
import { without } from "./without";

/**
 * Finds one kind of region in a picture.
 * @throws {AppError} `NOTHING_CHANGED`, saying what was looked for, when it is not there or not certain.
 */
export type RegionFinder = (raster: Raster, region: Region, work: Work) => Promise<Mask>;

/** Halves of the picture; the seam is softened inside of it, so that the other half stays as it is. */
const half =
  (share: (x: number, y: number) => number): RegionFinder =>
  async ({ width, height }) => {
    const values = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        values[y * width + x] = share((x + 0.5) / width, (y + 0.5) / height) > 0 ? 255 : 0;
      }
    }
    return { values, width, height };
  };

const unknown: RegionFinder = () => Promise.reject(new Error("No finder yet"));

export const REGION_FINDERS: Readonly<Record<Region["name"], RegionFinder>> = {
  sky: unknown,
  ground: unknown,
  water: unknown,
  subject: (raster, _region, work) => subjectMask(raster, "the subject", work),
  background: async (raster, _region, work) => without(await subjectMask(raster, "the background", work)),
  skin: unknown,
  left: half((x) => 0.5 - x),
  right: half((x) => x - 0.5),
  top: half((_x, y) => 0.5 - y),
  bottom: half((_x, y) => y - 0.5),
  "top-left": unknown,
  "top-right": unknown,
  "bottom-left": unknown,
  "bottom-right": unknown,
  centre: unknown,
  edges: unknown,
  shadows: unknown,
  midtones: unknown,
  highlights: unknown,
  colour: unknown,
};
