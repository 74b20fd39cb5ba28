import { lumaOf } from "../../pixels/colour-matrix";
import { applyLook } from "../../pixels/film";
import { type Grade, type Rgb, atStrength, between } from "../../pixels/grade";
import { inRows } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";
import type { Work } from "../../work";
import { findLamps } from "./lamps";
import { type SkyPart, skyPart } from "./sky-mask";

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

/** A day can be made later only so far: of what is asked beyond the usual strength this share goes on to `atStrength`, which damps it again. */
const LATER = 0.45;

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
    applyLook(raster, { grade: atStrength(daytime.grade, amount <= 1 ? amount : 1 + (amount - 1) * LATER) }, signal);
    work.progress(0.6);
    if (sky === null && lamps === null) return raster;

    const share = daytime.skyShare * Math.min(1, amount);
    const usual = sky === null ? 1 : meanLight(before, channels, sky);
    const rowOf = (): Float32Array => new Float32Array(width);
    const [lampShares, redGlow, greenGlow, blueGlow] = [rowOf(), rowOf(), rowOf(), rowOf()] as const;
    inRows(width, height, signal, (y) => {
      const rise = sky === null ? 0 : 1 - (y + 0.5) / Math.max(1, sky.horizon * height);
      const [skyRed, skyGreen, skyBlue] = skyColour(daytime.sky, rise);
      const near = sky === null ? 0 : Math.min(1, amount) * Math.exp(-(((y / height - sky.horizon) / HAZE) ** 2));
      const [hazeRed, hazeGreen, hazeBlue] = between([0, 0, 0], daytime.haze, near);
      const first = y * width * channels;
      if (lamps !== null) {
        lamps.moveTo(y);
        lamps.shares(before, first, channels, lampShares);
        lamps.glow(0, redGlow);
        lamps.glow(1, greenGlow);
        lamps.glow(2, blueGlow);
      }
      for (let x = 0, at = first; x < width; x++, at += channels) {
        const inside = sky === null ? 0 : ((sky.mask.values[y * width + x] ?? 0) / 255) * share;
        const red = before[at] ?? 0;
        const green = before[at + 1] ?? 0;
        const blue = before[at + 2] ?? 0;
        const lamp = inside > 0.5 ? 0 : (lampShares[x] ?? 0);
        const light = inside === 0 ? 0 : 255 * cloudLight(lumaOf(red, green, blue) / usual, daytime.clouds);
        const shine = (1 - inside) / 255;
        data[at] = lit(data[at] ?? 0, skyRed * light, inside, hazeRed, red, lamp, (redGlow[x] ?? 0) * shine);
        data[at + 1] = lit(
          data[at + 1] ?? 0,
          skyGreen * light,
          inside,
          hazeGreen,
          green,
          lamp,
          (greenGlow[x] ?? 0) * shine,
        );
        data[at + 2] = lit(
          data[at + 2] ?? 0,
          skyBlue * light,
          inside,
          hazeBlue,
          blue,
          lamp,
          (blueGlow[x] ?? 0) * shine,
        );
      }
    });
    return raster;
  };
}

/** A level with the sky's own in it, haze over it, the lamps as they were, and their light around them. */
function lit(
  level: number,
  sky: number,
  inside: number,
  haze: number,
  before: number,
  lamp: number,
  glow: number,
): number {
  const hazy = level + (sky - level) * inside;
  const land = hazy + (255 - hazy) * haze;
  const kept = land + (before - land) * lamp;
  const out = kept + (255 - kept) * glow;
  return out <= 0 ? 0 : out >= 255 ? 255 : (out + 0.5) | 0;
}

/** Clouds by how their light compares with that of the sky as a whole. */
const cloudLight = (ratio: number, clouds: number): number => Math.min(1.6, Math.max(0.4, 1 + (ratio - 1) * clouds));

/** The mean light of the sky on every seventh pixel, 1..255. */
function meanLight(data: Buffer, channels: number, { mask }: SkyPart): number {
  let [sum, count] = [0, 0];
  for (let pixel = 0; pixel < mask.values.length; pixel += 7) {
    if ((mask.values[pixel] ?? 0) < 128) continue;
    const at = pixel * channels;
    sum += lumaOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    count++;
  }
  return count === 0 ? 255 : Math.max(1, sum / count);
}

function skyColour(colours: readonly Rgb[], rise: number): Rgb {
  const exact = Math.min(1, Math.max(0, rise)) * (colours.length - 1);
  const lower = colours[Math.floor(exact)] ?? [0, 0, 0];
  return between(lower, colours[Math.floor(exact) + 1] ?? lower, exact % 1);
}
