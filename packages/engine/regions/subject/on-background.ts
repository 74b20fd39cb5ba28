import { inRows } from "../../pixels/in-slices";
import type { Mask, Raster } from "../../pixels/raster";
import type { StopSignal } from "../../stop-signal";
import type { Work } from "../../work";
import { findMask } from "../find-mask";
import { isCutOut } from "./is-cut-out";
import sharp from "sharp";

/**
 * Puts the subject of a picture before another background, given as a colour at each place (0..1 across and
 * down). The result is opaque. Overwrites the raster.
 */
export async function onBackground(
  raster: Raster,
  background: (across: number, down: number, out: [number, number, number]) => void,
  work: Work,
): Promise<Raster> {
  const { mask, wasCutOut } = await subjectOf(raster, work);
  work.progress(0.7);
  if (!wasCutOut) await cleanFringe(raster, mask, work.signal);
  const { data, width, height, channels } = raster;
  const colour: [number, number, number] = [0, 0, 0];
  inRows(width, height, work.signal, (y) => {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const share = (mask.values[pixel] ?? 0) / 255;
      const at = pixel * channels;
      if (channels === 4) data[at + 3] = 255;
      if (share === 1) continue;
      background((x + 0.5) / width, (y + 0.5) / height, colour);
      // Half a level of pattern, so that a gradient has no steps.
      const dither = ((x * 7 + y * 13) % 16) / 16 - 0.5;
      for (let channel = 0; channel < 3; channel++) {
        const behind = colour[channel] ?? 0;
        const mixed = behind + ((data[at + channel] ?? 0) - behind) * share;
        data[at + channel] = Math.min(255, Math.max(0, Math.round(mixed + (Number.isInteger(behind) ? 0 : dither))));
      }
    }
  });
  return raster;
}

type Subject = { mask: Mask; wasCutOut: boolean };

/**
 * How far each pixel belongs to the subject: what is opaque of a picture that has been cut out before,
 * else what is found.
 * @throws {EngineError} `NOTHING_CHANGED` when none is found with enough certainty.
 */
export async function subjectOf(raster: Raster, work: Work): Promise<Subject> {
  if (isCutOut(raster, work.signal)) {
    const { data, width, height } = raster;
    const values = Uint8Array.from({ length: width * height }, (_, pixel) => data[pixel * 4 + 3] ?? 0);
    return { mask: { values, width, height }, wasCutOut: true };
  }
  return { mask: await findMask(raster, [{ name: "subject" }], work), wasCutOut: false };
}

/** Longer side of the copy on which the subject's own colours are spread outwards, in pixels. */
const SMALL = 640;

/** How far they are spread, as a standard deviation in pixels of the copy. */
const SPREAD = 2.2;

/** From this on a pixel surely shows the subject alone. */
const SURE = 250;

/** How quickly the spread colour takes over as a pixel belongs less to the subject. */
const EAGER = 1.6;

/**
 * Takes the old background's colour out of the half-covered pixels at a subject's edge: they get the
 * colour of the subject next to them. Overwrites the raster.
 */
export async function cleanFringe(raster: Raster, { values }: Mask, signal: StopSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const spread = await spreadColours(raster, values);
  if (spread === null) return raster;
  inRows(width, height, signal, (y) => {
    const v = Math.min(spread.height - 1, Math.max(0, ((y + 0.5) * spread.height) / height - 0.5));
    for (let x = 0; x < width; x++) {
      const share = (values[y * width + x] ?? 0) / 255;
      if (share === 0 || share >= SURE / 255) continue;
      const u = Math.min(spread.width - 1, Math.max(0, ((x + 0.5) * spread.width) / width - 0.5));
      const take = Math.min(1, (1 - share) * EAGER);
      const at = (y * width + x) * channels;
      const near = nearest(spread, u, v);
      if (near === null) continue;
      for (let channel = 0; channel < 3; channel++) {
        const was = data[at + channel] ?? 0;
        data[at + channel] = Math.round(was + ((near[channel] ?? 0) - was) * take);
      }
    }
  });
  return raster;
}

type Spread = { data: Buffer; width: number; height: number };

/** The subject's surely own pixels on a small copy, blurred outwards: colours with alpha where there are any near. */
async function spreadColours({ data, width, height, channels }: Raster, values: Uint8Array): Promise<Spread | null> {
  const size = { width: SMALL, height: SMALL, fit: "inside" as const, withoutEnlargement: true };
  const colours = await sharp(data, { raw: { width, height, channels } })
    .removeAlpha()
    .resize({ ...size, kernel: "linear" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const sure = await sharp(values, { raw: { width, height, channels: 1 } })
    .resize({ ...size, kernel: "linear" })
    .extractChannel(0)
    .raw()
    .toBuffer();
  const small = Buffer.alloc(sure.length * 4);
  for (let pixel = 0; pixel < sure.length; pixel++) {
    if ((sure[pixel] ?? 0) < SURE) continue;
    small[pixel * 4] = colours.data[pixel * 3] ?? 0;
    small[pixel * 4 + 1] = colours.data[pixel * 3 + 1] ?? 0;
    small[pixel * 4 + 2] = colours.data[pixel * 3 + 2] ?? 0;
    small[pixel * 4 + 3] = 255;
  }
  const raw = { width: colours.info.width, height: colours.info.height, channels: 4 as const };
  if (Math.min(raw.width, raw.height) < 3) return null;
  const blurred = await sharp(small, { raw }).blur({ sigma: SPREAD, precision: "float" }).raw().toBuffer();
  return { data: blurred, width: raw.width, height: raw.height };
}

/** The colour at a place between pixels, weighted by alpha; `null` where there is none. */
function nearest({ data, width, height }: Spread, u: number, v: number): [number, number, number] | null {
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const sums: [number, number, number] = [0, 0, 0];
  let weight = 0;
  for (let row = top; row <= Math.min(height - 1, top + 1); row++) {
    for (let column = left; column <= Math.min(width - 1, left + 1); column++) {
      const at = (row * width + column) * 4;
      const share = (1 - Math.abs(u - column)) * (1 - Math.abs(v - row)) * (data[at + 3] ?? 0);
      sums[0] += share * (data[at] ?? 0);
      sums[1] += share * (data[at + 1] ?? 0);
      sums[2] += share * (data[at + 2] ?? 0);
      weight += share;
    }
  }
  // Alpha of 1 in 255 is too coarse to carry a colour.
  return weight < 2 ? null : [sums[0] / weight, sums[1] / weight, sums[2] / weight];
}
