import sharp from "sharp";
import { distanceFrom } from "../../../draw/distance-from";
import { fillOutline } from "../../../draw/fill-outline";
import { inSlices } from "../../../pixels/in-slices";
import type { Raster } from "../../../pixels/raster";
import type { Layout } from "./lay-out";

export type Rgb = readonly [red: number, green: number, blue: number];

/** How far a said outline, and the soft edge that keeps text readable on anything, reach beyond the letters, in their sizes. */
const OUTLINE = 0.06;
const SOFT_EDGE = 0.045;

/** How soft that edge is, in sizes of the letters, and how dark. */
const SOFTNESS = 0.07;
const SOFT = 0.6;

/** The least that sharp blurs by. */
const LEAST_BLUR = 0.3;

type Frame = { width: number; height: number; left: number; top: number };
type Paint = { fill: Rgb; outline: Rgb | null; contrast: Rgb; opacity: number };

/** Letters with their outline, or a soft edge of the contrasting colour, on nothing. */
export async function paintLetters(
  { outline: shapes, size }: Layout,
  frame: Frame,
  { fill, outline, contrast, opacity }: Paint,
  signal: AbortSignal,
): Promise<Raster> {
  const { width, height } = frame;
  const letters = fillOutline(shapes, frame);
  const wide = widened(letters, width, height, size * (outline === null ? SOFT_EDGE : OUTLINE));
  const around = outline === null ? await softened(wide, width, height, size * SOFTNESS) : wide;
  const edge = outline ?? contrast;
  const strength = outline === null ? SOFT : 1;
  const data = Buffer.alloc(width * height * 4);
  await inSlices(width * height, signal, (from, to) => {
    for (let pixel = from; pixel < to; pixel++) {
      const letter = (letters[pixel] ?? 0) / 255;
      const below = (((around[pixel] ?? 0) * strength) / 255) * (1 - letter);
      const whole = letter + below;
      if (whole === 0) continue;
      for (let channel = 0; channel < 3; channel++) {
        const level = (fill[channel] ?? 0) * letter + (edge[channel] ?? 0) * below;
        data[pixel * 4 + channel] = Math.round(level / whole);
      }
      data[pixel * 4 + 3] = Math.round(whole * opacity * 255);
    }
  });
  return { data, width, height, channels: 4 };
}

/** The same shape, grown by a number of pixels on all sides. */
function widened(coverage: Buffer, width: number, height: number, by: number): Buffer {
  const distance = distanceFrom(coverage, width, height);
  const wide = Buffer.alloc(coverage.length);
  for (const [at, away] of distance.entries()) wide[at] = Math.round(255 * Math.min(1, Math.max(0, by + 0.5 - away)));
  return wide;
}

async function softened(coverage: Buffer, width: number, height: number, sigma: number): Promise<Buffer> {
  return sharp(coverage, { raw: { width, height, channels: 1 } })
    .blur(Math.max(LEAST_BLUR, sigma))
    .toColourspace("b-w")
    .raw()
    .toBuffer();
}
