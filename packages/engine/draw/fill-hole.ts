import type { Hole } from "../pixels/plane";
import sharp from "sharp";
import { gaussianNoise } from "../pixels/noise";
import type { Cv } from "../pixels/opencv";
import type { Raster } from "../pixels/raster";
import type { Work } from "../work";

/** Longer side of the part that is filled, in pixels; larger parts are filled on a copy of this size. */
const MOST = 560;

/** How far around a pixel the filling looks, in pixels of that part. */
const RADIUS = 5;

/** Softness of the hole's edge in pixels of the picture, per thousand pixels of the part. */
const FEATHER = 2;

/**
 * Fills a hole (255 in `values`, 0 in what is known around it) from its surroundings by Telea's method
 * (2004), with as much grain as they have. Overwrites and returns the raster; alpha stays.
 */
export async function fillHole(raster: Raster, hole: Hole, work: Work): Promise<Raster> {
  const { left, top, width, height, values } = hole;
  const part = await sharp(raster.data, {
    raw: { width: raster.width, height: raster.height, channels: raster.channels },
  })
    .extract({ left, top, width, height })
    .removeAlpha()
    .raw()
    .toBuffer();
  const raw = { width, height, channels: 3 as const };
  const share = Math.min(1, MOST / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
  const small =
    share === 1
      ? part
      : await sharp(part, { raw })
          .resize({ ...size, fit: "fill" })
          .raw()
          .toBuffer();
  const smallHole = share === 1 ? values : await resized(values, { width, height }, size, 0);
  const filled = telea(await work.cv(), small, smallHole, size);
  work.signal.throwIfAborted();
  const whole =
    share === 1
      ? filled
      : await sharp(filled, { raw: { ...size, channels: 3 } })
          .resize({ width, height, fit: "fill", kernel: "cubic" })
          .raw()
          .toBuffer();
  const soft = await resized(
    values,
    { width, height },
    { width, height },
    Math.max(0.6, (FEATHER * Math.max(width, height)) / 1000),
  );
  const grain = await grainOf(part, values, width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const index = y * width + x;
      // Never less than the hole: what is to go must not shine through.
      const take = values[index] === 255 ? 1 : (soft[index] ?? 0) / 255;
      if (take === 0) continue;
      const noise = grain * gaussianNoise(left + x, top + y);
      const at = ((top + y) * raster.width + left + x) * raster.channels;
      for (let channel = 0; channel < 3; channel++) {
        const was = raster.data[at + channel] ?? 0;
        const to = (whole[index * 3 + channel] ?? 0) + noise;
        raster.data[at + channel] = Math.min(255, Math.max(0, Math.round(was + (to - was) * take)));
      }
    }
  }
  return raster;
}

type Size = { width: number; height: number };

async function resized(values: Uint8Array, from: Size, to: Size, blur: number): Promise<Uint8Array> {
  const image = sharp(values, { raw: { ...from, channels: 1 } }).resize({ ...to, fit: "fill", kernel: "linear" });
  const soft = blur > 0 && Math.min(from.width, from.height) > 2 ? image.blur({ sigma: blur }) : image;
  return soft.extractChannel(0).raw().toBuffer();
}

function telea(cv: Cv, picture: Uint8Array, hole: Uint8Array, { width, height }: Size): Buffer {
  const source = new cv.Mat(height, width, cv.CV_8UC3);
  const mask = new cv.Mat(height, width, cv.CV_8UC1);
  const out = new cv.Mat();
  try {
    source.data.set(picture);
    mask.data.set(hole.map((value) => (value > 20 ? 255 : 0)));
    cv.inpaint(source, mask, out, RADIUS, cv.INPAINT_TELEA as number);
    return Buffer.from(out.data);
  } finally {
    for (const mat of [source, mask, out]) mat.delete();
  }
}

/** Known pixels kept around a hole, as a share of its longer side. */
const CONTEXT = 0.35;
const LEAST = 12;

/** The same hole in a part no larger than is needed to fill it. */
export function aroundHole(hole: Hole): Hole {
  const box = { left: hole.width, top: hole.height, right: -1, bottom: -1 };
  for (let index = 0; index < hole.values.length; index++) {
    if (hole.values[index] === 0) continue;
    const [x, y] = [index % hole.width, Math.floor(index / hole.width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  const context = Math.max(LEAST, Math.round(Math.max(box.right - box.left, box.bottom - box.top) * CONTEXT));
  const left = Math.max(0, box.left - context);
  const top = Math.max(0, box.top - context);
  const width = Math.min(hole.width, box.right + context + 1) - left;
  const height = Math.min(hole.height, box.bottom + context + 1) - top;
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * hole.width + left;
    values.set(hole.values.subarray(from, from + width), y * width);
  }
  return { left: hole.left + left, top: hole.top + top, width, height, values };
}

/** Only the finest structure counts as grain: what a blur of this standard deviation takes away, in pixels. */
const FINE = 0.8;

/** Share of the pixels with the least structure that is measured: edges are no grain. */
const QUIET = 0.7;

/** Standard deviation of the fine structure around a hole, in levels. `part` is red, green and blue. */
async function grainOf(part: Buffer, hole: Uint8Array, width: number, height: number): Promise<number> {
  if (Math.min(width, height) < 3) return 0;
  const blurred = await sharp(part, { raw: { width, height, channels: 3 } })
    .blur({ sigma: FINE, precision: "float" })
    .raw()
    .toBuffer();
  const differences: number[] = [];
  for (let index = 0; index < hole.length; index += 3) {
    if (hole[index] === 0) differences.push(Math.abs((part[index * 3 + 1] ?? 0) - (blurred[index * 3 + 1] ?? 0)));
  }
  const quiet = differences.toSorted((a, b) => a - b).slice(0, Math.floor(differences.length * QUIET));
  const squares = quiet.reduce((sum, difference) => sum + difference * difference, 0);
  return quiet.length === 0 ? 0 : Math.sqrt(squares / quiet.length);
}
