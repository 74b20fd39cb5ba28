import { clamp } from "../how-much";
import type { Work } from "../work";
import { guidedFilter } from "./guided-filter";
import { inRows } from "./in-slices";
import { lumaPlane } from "./plane";
import type { Raster } from "./raster";
import { smallOpaqueCopy } from "./resize";
import { planeReader } from "./stretched-rows";

/** Longer side of the copy on which the surroundings are measured. */
const SMALL = 400;

/** Variance of light, in levels squared, up to which structure counts as detail and not as an edge. */
const FLAT = 26 ** 2;

/** Added to levels before they are multiplied, so that the noise of deep shadows is raised and not multiplied. */
const FLOOR = 12;

type LocalTone = {
  /** Radius of the surroundings as a share of the shorter side. */
  radius: number;
  /** The new light of a pixel from the light around it and its own, all 0..1. */
  tone: (around: number, own: number) => number;
};

/**
 * Changes the light of each pixel by its own light and that of the area it lies in; areas end at edges,
 * so there are no halos. Hue and, where there is room, strength of colour stay. Overwrites the raster.
 */
export async function applyLocalTone(raster: Raster, { radius, tone }: LocalTone, work: Work): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const light = lumaPlane(await smallOpaqueCopy(raster, SMALL));
  const reach = Math.max(1, Math.round(Math.min(light.width, light.height) * radius));
  const { slope, offset } = guidedFilter(light, light, reach, FLAT);
  const ratios = ratioTable(tone);
  const reader = planeReader([slope, offset], width, height);
  const [slopes = new Float32Array(), offsets = new Float32Array()] = reader.rows;
  const { first, second, part } = reader;
  // Rounds and limits what is written to it.
  const levels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);

  inRows(width, height, work.signal, (y) => {
    reader.moveTo(y);
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      // Rec. 709 luma in 256ths.
      const own = (red * 54 + green * 183 + blue * 19 + 128) >> 8;
      const left = first[x] ?? 0;
      const right = second[x] ?? 0;
      const share = part[x] ?? 0;
      const rise = (slopes[left] ?? 0) * (1 - share) + (slopes[right] ?? 0) * share;
      const base = (offsets[left] ?? 0) * (1 - share) + (offsets[right] ?? 0) * share;
      const measured = Math.trunc(rise * own + base + 0.5);
      const around = measured < 0 ? 0 : measured > 255 ? 255 : measured;
      const ratio = ratios[around * 256 + own] ?? 1;
      const added = FLOOR * (ratio - 1);
      let r = red * ratio + added;
      let g = green * ratio + added;
      let b = blue * ratio + added;
      const most = r > g ? (r > b ? r : b) : g > b ? g : b;
      if (most > 255) {
        // Paler instead of another hue where the light is kept but a channel would clip.
        const wanted = Math.min(255, own * ratio + added);
        const room = (255 - wanted) / (most - wanted);
        r = wanted + (r - wanted) * room;
        g = wanted + (g - wanted) * room;
        b = wanted + (b - wanted) * room;
      }
      levels[at] = r;
      levels[at + 1] = g;
      levels[at + 2] = b;
    }
    if (y % 256 === 0) work.progress(y / height);
  });
  return raster;
}

/** Factor on a pixel's levels for each pair of the light around it and its own. */
function ratioTable(tone: LocalTone["tone"]): Float32Array {
  const table = new Float32Array(256 * 256);
  for (let around = 0; around < 256; around++) {
    for (let own = 0; own < 256; own++) {
      const wanted = clamp(tone(around / 255, own / 255), 0, 1) * 255;
      table[around * 256 + own] = (wanted + FLOOR) / (own + FLOOR);
    }
  }
  return table;
}
