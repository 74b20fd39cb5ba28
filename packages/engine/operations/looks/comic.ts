import { dotScreen } from "../../draw/dot-screen";
import { drawn } from "../../draw/pen-drawing";
import { LUMA } from "../../pixels/colour-matrix";
import { enlarged } from "../../pixels/cubic-rows";
import { inRows } from "../../pixels/in-slices";
import { smoothstep } from "../../pixels/smoothstep";
import { softSteps } from "../../pixels/tone-curve";
import { defineLook } from "../define-look";

/** Dots along the shorter side of the picture, and their least distance in pixels. */
const DOTS = 125;
const CLOSEST = 4;

const STEPS = 4;
const COLOURFUL = 1.7;

/** How much darker and lighter dots are than the flat colour that they shade. */
const SHADE = 0.42;

/** A comic: loud flat colours shaded with print dots, thick black outlines. */
export const comic = defineLook({
  name: "comic",
  title: "a comic",
  examples: ["make it look like a comic book", "comic style", "turn it into a comic strip"],
  names: ["comicbook style"],
  things: ["comic/comics book/strip/page/panel/drawing/drawn?", "comicbook", "graphic novel"],
  say: ["draw/redraw like/as comic book?", "comicify/comicise/comicize"],
  changes: ["light", "contrast", "colour", "sharpness", "content"],
  look: "comic-book",
  means: "loud flat colours shaded with print dots, and black outlines",
  async apply(raster, amount, { signal }) {
    const strength = Math.min(1.8, amount);
    const { sheet, scale } = await drawn(raster, { side: 680, radius: 3.5, line: 1 }, signal);
    const { data, width, height, channels } = raster;
    const pitch = Math.max(CLOSEST, Math.min(width, height) / DOTS);
    const screen = dotScreen(pitch, 45);
    const soft = Math.min(0.3, 1.1 / pitch);
    const steps = softSteps(STEPS, 0.2 / Math.max(1, scale * 0.7));
    const from = 74 - 26 * strength;
    const pen = Float32Array.from({ length: 256 }, (_, level) => smoothstep(from, from + 60 / Math.sqrt(scale), level));
    const colourful = 1 + (COLOURFUL - 1) * strength;
    const shade = SHADE * Math.min(1.3, strength);
    const tones = tonesOf(steps);
    const drawing = enlarged(sheet, width, height);
    const { row } = drawing;
    const dots = new Float32Array(width);
    inRows(width, height, signal, (y) => {
      drawing.moveTo(y);
      screen(y, dots);
      for (let x = 0, from = 0, at = y * width * channels; x < width; x++, from += 4, at += channels) {
        const red = row[from] ?? 0;
        const green = row[from + 1] ?? 0;
        const blue = row[from + 2] ?? 0;
        const light = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
        const level = (light + 0.5) | 0;
        const shaded = tones.shaded[level] ?? 0;
        const dot = shaded === 0 ? 0 : shaded * smoothstep(-soft, soft, (tones.dark[level] ?? 0) - (dots[x] ?? 0));
        const black = Math.max(pen[row[from + 3] ?? 0] ?? 0, tones.black[level] ?? 0);
        const gain = (tones.gain[level] ?? 0) * (1 - shade * dot) * (1 - 0.93 * black);
        data[at] = bounded((light + (red - light) * colourful) * gain);
        data[at + 1] = bounded((light + (green - light) * colourful) * gain);
        data[at + 2] = bounded((light + (blue - light) * colourful) * gain);
      }
    });
    return raster;
  },
});

/** Dark areas are inked, lights stay paper, and in between the dots say how dark it is. By level of light: how dark it is, how far dots shade it, how black it is inked, and by what it is multiplied. */
function tonesOf(steps: Float32Array) {
  const table = (): Float32Array => new Float32Array(256);
  const [dark, shaded, black, gain] = [table(), table(), table(), table()] as const;
  for (let level = 0; level < 256; level++) {
    const tone = 1 - level / 255;
    dark[level] = tone * 1.05 - 0.12;
    shaded[level] = smoothstep(0.16, 0.3, tone);
    black[level] = 1 - smoothstep(20, 48, level);
    const flat = 0.55 * (steps[level] ?? 0) + 0.45 * level;
    gain[level] = (255 * (1 - (1 - flat / 255) ** 1.45)) / Math.max(1, level);
  }
  return { dark, shaded, black, gain };
}

const bounded = (level: number): number => (level <= 0 ? 0 : level >= 255 ? 255 : (level + 0.5) | 0);
