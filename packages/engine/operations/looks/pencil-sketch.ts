import { tentBlur } from "../../pixels/box-filter";
import { LUMA } from "../../pixels/colour-matrix";
import { textureOf } from "../../pixels/grain";
import { inRows } from "../../pixels/in-slices";
import { lumaPlane } from "../../pixels/plane";
import { workingCopy } from "../../pixels/resize";
import { smoothstep } from "../../pixels/smoothstep";
import { fillRow, planeReader } from "../../pixels/stretched-rows";
import { defineLook, mediumPhrases } from "../define-look";

/** Shorter side, in pixels, of the copy that says what is around a place, and the radius of that. */
const SMALL = 480;
const AROUND = 3;

/** Strokes, and grains of graphite, are one pixel wide in a picture whose shorter side has this many. */
const FINE = 850;

/** The lightest and the darkest a pencil makes, in levels. */
const PAPER = 250;
const GRAPHITE = 38;

/** How dark lead makes paper, 0..1.12, in parts of the lead that a pencil leaves when it is pressed once. */
const PARTS = 512;
const DARKNESS = Float32Array.from({ length: 6 * PARTS }, (_, part) => (1 - Math.exp((-1.35 * part) / PARTS)) * 1.12);

/** Pencil on paper: lines where the light changes, and hatching where it is dark. */
export const pencilSketch = defineLook({
  name: "pencil-sketch",
  title: "a pencil sketch",
  examples: ["make it look like a pencil sketch", "turn it into a drawing", "sketch effect", "draw it in pencil"],
  names: ["sketched/drawn/sketchy", "hand drawn"],
  things: [
    "pencil/graphite sketch/drawing/drawn/sketched?",
    "sketch/drawing",
    "hand drawn sketch/drawing",
    "charcoal sketch/drawing/drawn?",
  ],
  say: [
    ...mediumPhrases("draw", ["pencil/pencils/graphite/charcoal sketch/drawing?", "sketch/drawing"]),
    "{make}/{give}? pencil/charcoal and? paper sketch/drawing?",
    "sketch/draw",
  ],
  changes: ["light", "contrast", "colour", "sharpness", "content"],
  look: "pencil-sketch",
  means: "grey lines on paper, with hatching where it is dark",
  async apply(raster, amount, { signal }) {
    const { data, width, height, channels } = raster;
    const small = await workingCopy(raster, SMALL);
    const light = lumaPlane(small);
    const radius = Math.max(1, Math.round((AROUND * Math.min(small.width, small.height)) / SMALL));
    const around = tentBlur(light, radius);
    const wide = tentBlur(light, radius * 3);
    const reader = planeReader([around, wide], width, height);
    const scale = Math.max(1, Math.min(width, height) / FINE);
    const strokes = textureOf("strokes", width, scale);
    const grain = textureOf("grain", width, scale);
    const press = Math.min(1.9, 0.35 + 0.65 * amount);
    const [nearby, far] = [new Float32Array(width), new Float32Array(width)];
    inRows(width, height, signal, (y) => {
      reader.moveTo(y);
      fillRow(reader, 0, nearby);
      fillRow(reader, 1, far);
      strokes.moveTo(y);
      grain.moveTo(y);
      for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
        const here = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
        // The darker a place is than what is around it, the harder the pencil is pressed.
        const line = 1 - Math.min(1, (here + 10) / ((nearby[x] ?? 0) + 10));
        const tone = 1 - (far[x] ?? 0) / 255;
        const hatch = 0.55 + 0.3 * strokes.at(x);
        const tooth = grain.at(x);
        const shade = tone * tone * 0.74 * smoothstep(0.05, 0.95, hatch + tone * 0.35 - 0.15) + tone * 0.05;
        const lead = press * (line * 1.95 + shade) * (1 + 0.13 * tooth);
        const dark = DARKNESS[Math.min(DARKNESS.length - 1, lead * PARTS + 0.5) | 0] ?? 0;
        const level = PAPER - (PAPER - GRAPHITE) * dark + tooth * 1.6;
        const grey = level >= 255 ? 255 : level <= GRAPHITE - 10 ? GRAPHITE - 10 : (level + 0.5) | 0;
        data[at] = grey;
        data[at + 1] = grey;
        data[at + 2] = grey - 2;
      }
    });
    return raster;
  },
});
