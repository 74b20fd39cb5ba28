import { inRows } from "../../../pixels/in-slices";
import type { Raster } from "../../../pixels/raster";
import { filmGrain } from "./film-grain";
import type { Grade } from "./grade";
import { gradeTable, STRIDES } from "./grade-table";

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
export async function applyLook(
  raster: Raster,
  { grade, vignette = 0, grain = 0 }: Look,
  signal: AbortSignal,
): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const { nodes, node, part } = gradeTable(grade);
  const [stepRed, stepGreen, stepBlue] = STRIDES;
  const whole = stepRed + stepGreen + stepBlue;
  const grains = filmGrain(width, height);
  const rings = fallOff(vignette);
  const across = Float32Array.from({ length: width }, (_, x) => ((2 * (x + 0.5)) / width - 1) ** 2 / 2);

  await inRows(width, height, signal, (y) => {
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
