import { LUMA } from "../../../colour-matrix";
import { inRows } from "../../../in-slices";
import type { Raster } from "../../../raster";
import type { Work } from "../../../work";
import { applyLook } from "./apply-look";
import { findLamps } from "./find-lamps";
import { atStrength, between, type Grade, type Rgb } from "./grade";
import { skyPart, type SkyPart } from "./sky-part";

type Daytime = {
  grade: Grade;
  /** Colours of the sky over 0..1, from the horizon up, at even distances. */
  sky: readonly Rgb[];
  /** How far the sky takes these colours, 0..1. */
  skyShare: number;
  /** How much lighter or darker parts of the sky, such as clouds, show in it: 1 as before. */
  clouds: number;
  /** Light that lies over the land at the horizon; black for none. */
  haze: Rgb;
  /** Whether lamps and lit windows keep their light, and shine. */
  lamps: boolean;
};

/** A day can be made later only so far: what is asked beyond the usual strength counts this much. */
const BEYOND = 0.45;

/** Height of the haze above and below the horizon, as a share of the picture's height. */
const HAZE = 0.16;

/** What carries out another time of the day: a grade for everything, a sky of its own where there is one, and lamps. */
export function relit(daytime: Daytime) {
  return async (raster: Raster, amount: number, work: Work): Promise<Raster> => {
    const { signal } = work;
    const { data, width, height, channels } = raster;
    const sky = await skyPart(raster, signal);
    work.progress(0.2);
    const before = Buffer.from(data);
    const inSky = (x: number, y: number): boolean =>
      (sky?.mask.values[Math.floor(y * height) * width + Math.floor(x * width)] ?? 0) > 127;
    const lamps = daytime.lamps ? await findLamps(raster, inSky) : null;
    await applyLook(
      raster,
      { grade: atStrength(daytime.grade, amount <= 1 ? amount : 1 + (amount - 1) * BEYOND) },
      signal,
    );
    work.progress(0.6);
    if (sky === null && lamps === null) return raster;

    const share = daytime.skyShare * Math.min(1, amount);
    const usual = sky === null ? 1 : meanLight(before, channels, sky);
    const glows = [new Float32Array(width), new Float32Array(width), new Float32Array(width)] as const;
    await inRows(width, height, signal, (y) => {
      const rise = sky === null ? 0 : 1 - (y + 0.5) / Math.max(1, sky.horizon * height);
      const colour = skyColour(daytime.sky, rise);
      const near = sky === null ? 0 : Math.min(1, amount) * Math.exp(-(((y / height - sky.horizon) / HAZE) ** 2));
      const haze = [daytime.haze[0] * near, daytime.haze[1] * near, daytime.haze[2] * near] as const;
      lamps?.moveTo(y);
      for (const [channel, row] of glows.entries()) lamps?.glow(channel, row);
      for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
        const inside = sky === null ? 0 : ((sky.mask.values[y * width + x] ?? 0) / 255) * share;
        const red = before[at] ?? 0;
        const green = before[at + 1] ?? 0;
        const blue = before[at + 2] ?? 0;
        const lamp = lamps === null || inside > 0.5 ? 0 : lamps.at(x, red, green, blue);
        const light = inside === 0 ? 255 : 255 * cloudLight(lightOf(red, green, blue) / usual, daytime.clouds);
        for (let channel = 0; channel < 3; channel++) {
          let value = data[at + channel] ?? 0;
          if (inside > 0) value += ((colour[channel] ?? 0) * light - value) * inside;
          value += (255 - value) * (haze[channel] ?? 0);
          if (lamp > 0) value += ((before[at + channel] ?? 0) - value) * lamp;
          const glow = glows[channel]?.[x] ?? 0;
          if (glow > 0) value += (255 - value) * (glow / 255) * (1 - inside);
          data[at + channel] = value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
        }
      }
    });
    return raster;
  };
}

const lightOf = (red: number, green: number, blue: number): number => red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];

/** Clouds by how their light compares with that of the sky as a whole. */
const cloudLight = (ratio: number, clouds: number): number => Math.min(1.6, Math.max(0.4, 1 + (ratio - 1) * clouds));

/** The mean light of the sky on every seventh pixel, 1..255. */
function meanLight(data: Buffer, channels: number, { mask }: SkyPart): number {
  let [sum, count] = [0, 0];
  for (let pixel = 0; pixel < mask.values.length; pixel += 7) {
    if ((mask.values[pixel] ?? 0) < 128) continue;
    const at = pixel * channels;
    sum += lightOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    count++;
  }
  return count === 0 ? 255 : Math.max(1, sum / count);
}

function skyColour(colours: readonly Rgb[], rise: number): Rgb {
  const exact = Math.min(1, Math.max(0, rise)) * (colours.length - 1);
  const lower = colours[Math.floor(exact)] ?? [0, 0, 0];
  return between(lower, colours[Math.floor(exact) + 1] ?? lower, exact % 1);
}
