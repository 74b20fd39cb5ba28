import type { StopSignal } from "../stop-signal";
import { applyLook } from "../pixels/film";
import { type Grade, atStrength } from "../pixels/grade";
import { inRows } from "../pixels/in-slices";
import { hashNoise, noiseReader } from "../pixels/noise";
import type { Raster } from "../pixels/raster";
import { fillRow } from "../pixels/stretched-rows";
import type { Work } from "../work";

type Age = {
  grade: Grade;
  vignette: number;
  grain: number;
  /** How much dust, scratches and stains: 1 for a print that lay in a box for a century. */
  marks: number;
};

/** Specks of dust, and scratches, on a whole picture at the usual strength. */
const SPECKS = 90;
const SCRATCHES = 7;

/** How much stains lighten or darken at most, in levels. */
const STAINS = 9;

/** What carries out a look of an old print or plate, at any strength. */
export function aged({ grade, vignette, grain, marks }: Age) {
  return async (raster: Raster, amount: number, work: Work): Promise<Raster> => {
    const { signal } = work;
    const times = Math.min(1.6, amount);
    const look = {
      grade: atStrength(grade, amount),
      vignette: vignette * Math.min(1.25, amount),
      grain: grain * times,
    };
    applyLook(raster, look, signal);
    work.progress(0.6);
    const { data, width, height, channels } = raster;
    const unit = Math.min(width, height);
    stain(raster, STAINS * marks * times, signal);

    const add = (x: number, y: number, light: number): void => {
      const [column, row] = [Math.round(x), Math.round(y)];
      if (column < 0 || row < 0 || column >= width || row >= height) return;
      const at = (row * width + column) * channels;
      for (let channel = 0; channel < 3; channel++) {
        data[at + channel] = Math.min(255, Math.max(0, Math.round((data[at + channel] ?? 0) + light)));
      }
    };
    for (let index = 0; index < Math.round(SPECKS * marks * times); index++) {
      const place = { x: chance(index, 1) * width, y: chance(index, 2) * height };
      const radius = (unit / 900) * (0.5 + 2.2 * chance(index, 3) ** 4);
      disc(place, radius, (chance(index, 4) > 0.35 ? 46 : -40) * Math.min(1, 0.5 + amount / 2), add);
    }
    for (let index = 0; index < Math.round(SCRATCHES * marks * times); index++) {
      const length = height * (0.1 + 0.5 * chance(index, 5));
      let x = chance(index, 6) * width;
      const top = chance(index, 7) * height;
      const lean = (chance(index, 8) - 0.5) * 0.12;
      for (let step = 0; step < length; step++) {
        x += lean + 0.25 * hashNoise(index, step >> 3, 9);
        const fade = Math.sin((Math.PI * step) / length);
        for (let wide = 0; wide < Math.max(1, unit / 1200); wide++) add(x + wide, top + step, 26 * fade);
      }
    }
    return raster;
  };
}

const chance = (index: number, what: number): number => (hashNoise(index, what, 17) + 1) / 2;

function disc(
  { x, y }: { x: number; y: number },
  radius: number,
  light: number,
  add: (x: number, y: number, light: number) => void,
): void {
  const reach = Math.ceil(radius);
  for (let down = -reach; down <= reach; down++) {
    for (let across = -reach; across <= reach; across++) {
      const inside = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(across, down)));
      if (inside > 0) add(x + across, y + down, light * inside);
    }
  }
}

/** Large soft patches of more and less light, as of damp and fading. */
function stain({ data, width, height, channels }: Raster, most: number, signal: StopSignal): void {
  const stains = noiseReader([31], width, height, Math.min(width, height) * 0.35);
  const row = new Float32Array(width);
  inRows(width, height, signal, (y) => {
    stains.moveTo(y);
    fillRow(stains, 0, row);
    for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
      const light = most * (row[x] ?? 0);
      data[at] = bounded((data[at] ?? 0) + light);
      data[at + 1] = bounded((data[at + 1] ?? 0) + light);
      data[at + 2] = bounded((data[at + 2] ?? 0) + light * 0.9);
    }
  });
}

const bounded = (level: number): number => Math.min(255, Math.max(0, Math.round(level)));
