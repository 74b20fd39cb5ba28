import { LUMA } from "../../colour-matrix";
import { inRows } from "../../in-slices";
import { planeReader } from "../../regions/plane-reader";
import { smoothstep } from "../../regions/sky/smoothstep";
import { defineLook } from "./parts/define-look";
import { mediumPhrases } from "./parts/medium-phrases";
import { boxBlur, planesOf } from "./parts/planes";
import { textureOf } from "./parts/texture";
import { workingCopy } from "./parts/working-copy";

/** Shorter side, in pixels, of the copy that says what is around a place, and the radius of that. */
const SMALL = 480;
const AROUND = 3;

/** Strokes, and grains of graphite, are one pixel wide in a picture whose shorter side has this many. */
const FINE = 850;

/** The lightest and the darkest a pencil makes, in levels. */
const PAPER = 250;
const GRAPHITE = 38;

/** Pencil on paper: lines where the light changes, and hatching where it is dark. */
export const pencilSketch = defineLook({
  name: "pencil-sketch",
  title: "a pencil sketch",
  examples: ["make it look like a pencil sketch", "turn it into a drawing", "sketch effect", "draw it in pencil"],
  names: [
    "pencil/graphite sketch/drawing/drawn/sketched?",
    "sketch/sketched/drawing/drawn/sketchy",
    "hand drawn sketch/drawing?",
    "charcoal sketch/drawing/drawn?",
  ],
  say: [
    ...mediumPhrases("draw", ["pencil/pencils/graphite/charcoal sketch/drawing?", "sketch/drawing", "hand"]),
    "{make}/{give}? pencil/charcoal and? paper sketch/drawing?",
    "sketch/draw",
  ],
  changes: ["light", "contrast", "colour", "sharpness", "content"],
  look: "pencil-sketch",
  means: "grey lines on paper, with hatching where it is dark",
  async apply(raster, amount, { signal }) {
    const { data, width, height, channels } = raster;
    const small = await workingCopy(raster, SMALL);
    const [, , , light] = planesOf(small);
    const radius = Math.max(1, Math.round((AROUND * Math.min(small.width, small.height)) / SMALL));
    const around = boxBlur(light, small.width, small.height, radius);
    const wide = boxBlur(light, small.width, small.height, radius * 3);
    const reader = planeReader(
      [around, wide].map((values) => ({ values, width: small.width, height: small.height })),
      width,
      height,
    );
    const scale = Math.max(1, Math.min(width, height) / FINE);
    const strokes = textureOf("strokes", width, scale);
    const grain = textureOf("grain", width, scale);
    const press = Math.min(1.9, 0.35 + 0.65 * amount);
    await inRows(width, height, signal, (y) => {
      reader.moveTo(y);
      strokes.moveTo(y);
      grain.moveTo(y);
      for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
        const here = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
        // The darker a place is than what is around it, the harder the pencil is pressed.
        const line = 1 - Math.min(1, (here + 10) / (reader.at(0, x) + 10));
        const tone = 1 - reader.at(1, x) / 255;
        const hatch = 0.55 + 0.3 * strokes.at(x);
        const shade = tone * tone * 0.74 * smoothstep(0.05, 0.95, hatch + tone * 0.35 - 0.15) + tone * 0.05;
        const lead = press * (line * 1.95 + shade) * (1 + 0.13 * grain.at(x));
        const level = PAPER - (PAPER - GRAPHITE) * (1 - Math.exp(-1.35 * Math.max(0, lead))) * 1.12 + grain.at(x) * 1.6;
        const grey = Math.min(255, Math.max(GRAPHITE - 10, Math.round(level)));
        data[at] = grey;
        data[at + 1] = grey;
        data[at + 2] = Math.max(0, grey - 2);
      }
    });
    return raster;
  },
});
