import { clamp } from "../how-much";
import type { Work } from "../work";
import { guidedFilter } from "./guided-filter";
import { inRows } from "./in-slices";
import { erode } from "./morphology";
import { type Plane, lumaPlane } from "./plane";
import type { Raster } from "./raster";
import { smallOpaqueCopy } from "./resize";
import { planeReader } from "./stretched-rows";

/** Longer side of the copy on which the veil is measured. */
const SMALL = 400;

/** Some dark or coloured point is expected within this share of the shorter side; without haze it would be near black. */
const PATCH = 1 / 50;

/** Radius over which the veil is evened out, as a share of the shorter side. */
const RADIUS = 1 / 12;

/** Variance of light, in levels squared, up to which the veil is as even as an area without edges. */
const FLAT = 14 ** 2;

/** Share of the haziest places whose mean is the colour of the haze, and how far that is taken for grey. */
const HAZIEST = 0.005;
const GREY = 0.35;

/** Most of the veil that is ever taken, and how quickly a stronger request comes near it. */
const MOST = 0.92;
const QUICKNESS = 0.95;

/** What must stay of the light through the haze, so that noise is not raised without end. */
const LEAST_THROUGH = 0.28;

/** How much of the darkening that clearing brings is made good. */
const MADE_GOOD = 0.6;

/**
 * Takes a veil of haze away (after He, Sun and Tang's dark channel prior): where even the darkest of an
 * area is light, that light is haze. Overwrites the raster.
 */
export async function clearHaze(raster: Raster, amount: number, work: Work): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const small = await smallOpaqueCopy(raster, SMALL);
  const shorter = Math.min(small.width, small.height);
  const darkest = erode(leastChannel(small), Math.max(1, Math.round(shorter * PATCH)));
  const haze = hazeColour(small, darkest);
  const taken = MOST * (1 - Math.exp(-QUICKNESS * amount));
  const light = lumaPlane(small);
  const veil: Plane = { ...darkest, values: darkest.values.map((value) => (taken * value) / haze.light) };
  const { slope, offset } = guidedFilter(light, veil, Math.max(1, Math.round(shorter * RADIUS)), FLAT);

  const through = (own: number, rise: number, base: number): number => clamp(1 - rise * own - base, LEAST_THROUGH, 1);
  const brighten = brightenedAgain(light, (own, index) => {
    const clear = through(own, slope.values[index] ?? 0, offset.values[index] ?? 0);
    return (own - haze.light) / clear + haze.light;
  });

  const reader = planeReader([slope, offset], width, height);
  const [slopes = new Float32Array(), offsets = new Float32Array()] = reader.rows;
  const { first, second, part } = reader;
  inRows(width, height, work.signal, (y) => {
    reader.moveTo(y);
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      const left = first[x] ?? 0;
      const right = second[x] ?? 0;
      const share = part[x] ?? 0;
      const rise = (slopes[left] ?? 0) * (1 - share) + (slopes[right] ?? 0) * share;
      const base = (offsets[left] ?? 0) * (1 - share) + (offsets[right] ?? 0) * share;
      const clear = 1 / through((red * 54 + green * 183 + blue * 19) / 256, rise, base);
      data[at] = brighten[limited((red - haze.red) * clear + haze.red)] ?? 0;
      data[at + 1] = brighten[limited((green - haze.green) * clear + haze.green)] ?? 0;
      data[at + 2] = brighten[limited((blue - haze.blue) * clear + haze.blue)] ?? 0;
    }
    if (y % 256 === 0) work.progress(y / height);
  });
  return raster;
}

const limited = (level: number): number => (level <= 0 ? 0 : level >= 255 ? 255 : Math.trunc(level + 0.5));

function leastChannel({ data, width, height, channels }: Raster): Plane {
  const values = new Float32Array(width * height);
  for (let index = 0; index < values.length; index++) {
    const at = index * channels;
    values[index] = Math.min(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
  }
  return { values, width, height };
}

type Haze = { red: number; green: number; blue: number; light: number };

function hazeColour({ data, channels }: Raster, darkest: Plane): Haze {
  const ordered = darkest.values.toSorted();
  const limit = ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * (1 - HAZIEST)))] ?? 255;
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (const [index, value] of darkest.values.entries()) {
    if (value < limit) continue;
    red += data[index * channels] ?? 0;
    green += data[index * channels + 1] ?? 0;
    blue += data[index * channels + 2] ?? 0;
    count++;
  }
  const grey = (red + green + blue) / (3 * count);
  // A dark picture without haze must not be taken for one that is all haze.
  const raised = Math.max(1, 150 / Math.max(1, grey));
  const of = (sum: number): number => Math.min(255, ((sum / count) * (1 - GREY) + grey * GREY) * raised);
  return { red: of(red), green: of(green), blue: of(blue), light: Math.min(255, grey * raised) };
}

/** A table of levels that gives part of the light back that `cleared` takes in the mean. */
function brightenedAgain(light: Plane, cleared: (own: number, index: number) => number): Uint8Array {
  let [before, after] = [0, 0];
  for (const [index, own] of light.values.entries()) {
    before += own;
    after += clamp(cleared(own, index), 0, 255);
  }
  const mean = (sum: number): number => clamp(sum / light.values.length / 255, 0.02, 0.98);
  const power = clamp((Math.log(mean(before)) / Math.log(mean(after))) ** MADE_GOOD, 0.5, 1);
  return Uint8Array.from({ length: 256 }, (_, level) => Math.round(255 * (level / 255) ** power));
}
