import type { Raster } from "../../../pixels/raster";
import { findMask } from "../../../regions/find-mask";
import type { Mask } from "../../../regions/mask";
import { isCutOut } from "../../../regions/subject/is-cut-out";
import type { Work } from "../../../work";

export type Subject = { mask: Mask; wasCutOut: boolean };

/**
 * How far each pixel belongs to the subject: what is opaque of a picture that has been cut out before,
 * else what is found.
 * @throws {EngineError} `NOTHING_CHANGED` when none is found with enough certainty.
 */
export async function subjectOf(raster: Raster, work: Work): Promise<Subject> {
  if (await isCutOut(raster, work.signal)) {
    const { data, width, height } = raster;
    const values = Uint8Array.from({ length: width * height }, (_, pixel) => data[pixel * 4 + 3] ?? 0);
    return { mask: { values, width, height }, wasCutOut: true };
  }
  return { mask: await findMask(raster, [{ name: "subject" }], work), wasCutOut: false };
}
