import type { StopSignal } from "../stop-signal";
import type { Work } from "../work";
import { tentBlur } from "./box-filter";
import { type Grade, STRIDES, atStrength, gradeTable } from "./grade";
import { filmGrain } from "./grain";
import { inRows } from "./in-slices";
import { planeOf } from "./plane";
import type { Raster } from "./raster";
import { smallCopy } from "./resize";
import { smoothstep } from "./smoothstep";
import { fillRow, planeReader } from "./stretched-rows";

type Look = {
  grade: Grade;
  /** Share of its light that a corner loses; negative: gains. */
  vignette?: number;
  /** Standard deviation of grain in middle tones, in levels of 255. */
  grain?: number;
};

/** Entries of the table of how light falls off from the centre. */
const RINGS = 1024;

/** Share of the way from the centre to a corner within which nothing falls off. */
const CALM = 0.35;

/**
 * Colours, vignette and grain of a look in one pass, rounded once. Overwrites the raster; its alpha stays.
 */
export function applyLook(raster: Raster, { grade, vignette = 0, grain = 0 }: Look, signal: StopSignal): Raster {
  const { data, width, height, channels } = raster;
  const { nodes, node, part } = gradeTable(grade);
  const [stepRed, stepGreen, stepBlue] = STRIDES;
  const whole = stepRed + stepGreen + stepBlue;
  const grains = filmGrain(width, height);
  const rings = fallOff(vignette);
  const across = Float32Array.from({ length: width }, (_, x) => ((2 * (x + 0.5)) / width - 1) ** 2 / 2);

  inRows(width, height, signal, (y) => {
    const down = ((2 * (y + 0.5)) / height - 1) ** 2 / 2;
    if (grain > 0) grains.moveTo(y);
    for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
      const red = data[at] ?? 0;
      const green = data[at + 1] ?? 0;
      const blue = data[at + 2] ?? 0;
      const fr = part[red] ?? 0;
      const fg = part[green] ?? 0;
      const fb = part[blue] ?? 0;
      // The colour lies in one of the six tetrahedra of its cell: from its lowest corner one goes along the
      // channel with the largest part first, along the one with the least part last.
      const most = Math.max(fr, fg, fb);
      const least = Math.min(fr, fg, fb);
      const middle = fr + fg + fb - most - least;
      const first = fr === most ? stepRed : fg === most ? stepGreen : stepBlue;
      const last = fb === least ? stepBlue : fg === least ? stepGreen : stepRed;
      // All parts the same, so every way will do, as long as it is one.
      const second = most === least ? first : whole - last;
      const w0 = 1 - most;
      const w1 = most - middle;
      const w2 = middle - least;
      const cell = (node[red] ?? 0) * stepRed + (node[green] ?? 0) * stepGreen + (node[blue] ?? 0) * stepBlue;

      const light = vignette === 0 ? 1 : (rings[Math.min(RINGS, ((across[x] ?? 0) + down) * RINGS) | 0] ?? 1);
      let noise = 0;
      if (grain > 0) {
        const level = (red + green + green + blue) / 1020;
        noise = grain * (0.35 + 2.6 * level * (1 - level)) * grains.at(x);
      }
      for (let channel = 0; channel < 3; channel++) {
        const from = cell + channel;
        const value =
          (nodes[from] ?? 0) * w0 +
          (nodes[from + first] ?? 0) * w1 +
          (nodes[from + second] ?? 0) * w2 +
          (nodes[from + whole] ?? 0) * least;
        const out = value * light + noise;
        data[at + channel] = out <= 0 ? 0 : out >= 255 ? 255 : (out + 0.5) | 0;
      }
    }
  });
  return raster;
}

/** How much light is left by the square of the distance from the centre, a corner being 1. */
function fallOff(vignette: number): Float32Array {
  return Float32Array.from({ length: RINGS + 1 }, (_, index) => {
    const away = Math.max(0, (Math.sqrt(index / RINGS) - CALM) / (1 - CALM));
    return 1 - vignette * away * away * (1.5 - 0.5 * away);
  });
}

/** Vignette and grain grow with the strength up to this many times what is usual. */
const STRONGEST = 1.6;

type Film = {
  grade: Grade;
  /** Share of its light that a corner loses. */
  vignette?: number;
  /** Standard deviation of grain in middle tones, in levels of 255. */
  grain?: number;
};

/** What carries out a look that consists of colours, a vignette and grain, at any strength. */
export function photographic({ grade, vignette = 0, grain = 0 }: Film) {
  return (raster: Raster, amount: number, { signal }: Work): Raster => {
    const times = Math.min(STRONGEST, amount);
    const look = { grade: atStrength(grade, amount), vignette: vignette * times, grain: grain * times };
    return applyLook(raster, look, signal);
  };
}

type Glow = {
  grade: Grade;
  /** Share of the glow that is laid over the picture. */
  glow: number;
  /** Light 0..1 from which on something glows. */
  from: number;
  vignette?: number;
};

/** Longer side of the copy that the glow is made of, in pixels, and its reach there. */
const SMALL = 480;
const REACH = 5;

/** The most of the glow that is ever laid over. */
const MOST_GLOW = 0.9;

/** What carries out a look with light that shines over its edges, at any strength. */
export function glowing({ grade, glow, from, vignette = 0 }: Glow) {
  return async (raster: Raster, amount: number, work: Work): Promise<Raster> => {
    const { signal } = work;
    applyLook(raster, { grade: atStrength(grade, amount), vignette: vignette * Math.min(1.6, amount) }, signal);
    work.progress(0.5);
    const small = await smallCopy(raster, SMALL);
    const planes = [0, 1, 2].map((channel) =>
      tentBlur(
        planeOf(small.width, small.height, (index) => {
          const level = (small.data[index * 4 + channel] ?? 0) / 255;
          return (small.data[index * 4 + 3] ?? 0) < 128 ? 0 : level * smoothstep(from, from + 0.5, level);
        }),
        REACH,
      ),
    );
    const { data, width, height, channels } = raster;
    const reader = planeReader(planes, width, height);
    const share = Math.min(MOST_GLOW, glow * amount);
    // Screened: light is added as on a second exposure, so that it never breaks off.
    const gains = Float32Array.from(
      { length: 256 },
      (_, level) => (255 - level) * share * (0.45 + (0.4 * level) / 255),
    );
    const glows = new Float32Array(width);
    inRows(width, height, signal, (y) => {
      reader.moveTo(y);
      for (let channel = 0; channel < 3; channel++) {
        fillRow(reader, channel, glows);
        for (let x = 0, at = y * width * channels + channel; x < width; x++, at += channels) {
          const level = data[at] ?? 0;
          data[at] = Math.min(255, level + (gains[level] ?? 0) * (glows[x] ?? 0) + 0.5);
        }
      }
    });
    return raster;
  };
}
