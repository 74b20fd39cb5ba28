import type { Raster } from "../../../raster";
import { findMask } from "../../../regions/find-mask";
import type { Mask } from "../../../regions/mask";
import type { Work } from "../../../work";

/** From this share of transparent pixels on, a picture has been cut out before. */
const CUT_OUT = 0.02;

/** What is at most so opaque counts as transparent, 0..255. */
const CLEAR = 16;

export type Subject = { mask: Mask; wasCutOut: boolean };

/**
 * How far each pixel belongs to the subject: what is opaque of a picture that has been cut out before,
 * else what is found.
 * @throws {AppError} `NOTHING_CHANGED` when none is found with enough certainty.
 */
export async function subjectOf(raster: Raster, work: Work): Promise<Subject> {
  const { data, width, height, channels } = raster;
  if (channels === 4) {
    const values = new Uint8Array(width * height);
    let clear = 0;
    for (let pixel = 0; pixel < values.length; pixel++) {
      const alpha = data[pixel * 4 + 3] ?? 0;
      values[pixel] = alpha;
      if (alpha <= CLEAR) clear++;
    }
    if (clear > values.length * CUT_OUT && clear < values.length)
      return { mask: { values, width, height }, wasCutOut: true };
  }
  return { mask: await findMask(raster, [{ name: "subject" }], work), wasCutOut: false };
}
