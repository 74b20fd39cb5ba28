import { drawn } from "../../draw/pen-drawing";
import { LUMA } from "../../pixels/colour-matrix";
import { enlarged } from "../../pixels/cubic-rows";
import { inRows } from "../../pixels/in-slices";
import { smoothstep } from "../../pixels/smoothstep";
import { softSteps } from "../../pixels/tone-curve";
import { defineLook } from "../define-look";

/** Steps of light, and the share of a step over which one passes to the next. */
const STEPS = 7;
const SOFT = 0.3;

/** Colours of cartoons are cleaner than those of things. */
const COLOURFUL = 1.45;

/** Lines are nearly black, with a little of the colour below. */
const LINE = 0.9;

/** A cartoon: a few flat, strong colours with dark outlines. */
export const cartoon = defineLook({
  name: "cartoon",
  title: "a cartoon",
  examples: ["make it look like a cartoon", "cartoon effect", "cartoonify it", "turn this into a cartoon drawing"],
  names: ["cartoonish/cartoony/toon", "cel/cell shaded/shading"],
  things: ["cartoon/cartoons drawing/drawn/picture/film?"],
  say: [
    "cartoonify/cartoonise/cartoonize/toonify",
    "draw/redraw like/as? cartoon",
    "{make}/{give}? like/as if/though? was/were/been? drawn cartoon/cartoonist",
  ],
  changes: ["light", "contrast", "colour", "sharpness", "content"],
  look: "cartoon",
  means: "a few flat, strong colours with dark outlines",
  async apply(raster, amount, { signal }) {
    const strength = Math.min(1.8, amount);
    const { sheet, scale } = await drawn(raster, { side: 720, radius: 2 + 1.5 * strength, line: 1 }, signal);
    const steps = softSteps(Math.max(4, Math.round(STEPS + 3 * (1 - strength))), SOFT / Math.max(1, scale * 0.7));
    const from = 70 - 22 * strength;
    const pen = Float32Array.from(
      { length: 256 },
      (_, level) => LINE * smoothstep(from, from + 75 / Math.sqrt(scale), level),
    );
    const colourful = 1 + (COLOURFUL - 1) * strength;
    const { data, width, height, channels } = raster;
    const drawing = enlarged(sheet, width, height);
    const { row } = drawing;
    inRows(width, height, signal, (y) => {
      drawing.moveTo(y);
      for (let from = 0, at = y * width * channels; from < row.length; from += 4, at += channels) {
        const red = row[from] ?? 0;
        const green = row[from + 1] ?? 0;
        const blue = row[from + 2] ?? 0;
        const light = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
        const stepped = steps[(light + 0.5) | 0] ?? 0;
        const gain = ((stepped * 0.85 + light * 0.15) / Math.max(1, light)) * (1 - (pen[row[from + 3] ?? 0] ?? 0));
        data[at] = bounded((light + (red - light) * colourful) * gain);
        data[at + 1] = bounded((light + (green - light) * colourful) * gain);
        data[at + 2] = bounded((light + (blue - light) * colourful) * gain);
      }
    });
    return raster;
  },
});

const bounded = (level: number): number => (level <= 0 ? 0 : level >= 255 ? 255 : (level + 0.5) | 0);
