import { LUMA } from "../../colour-matrix";
import { inRows } from "../../in-slices";
import { smoothstep } from "../../regions/sky/smoothstep";
import { defineLook } from "./parts/define-look";
import { dotScreen } from "./parts/dot-screen";
import { drawn } from "./parts/drawn";
import { softSteps } from "./parts/soft-steps";

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
  names: ["comic/comics book/strip/page/panel/drawing/drawn?", "comicbook", "graphic novel"],
  say: ["draw/redraw like/as comic book?", "comicify/comicise/comicize"],
  changes: ["light", "contrast", "colour", "sharpness", "content"],
  look: "comic-book",
  means: "loud flat colours shaded with print dots, and black outlines",
  async apply(raster, amount, { signal }) {
    const strength = Math.min(1.8, amount);
    const { colours, lines, scale } = await drawn(raster, { sheet: 680, radius: 3.5, line: 1 }, signal);
    const { data, width, height, channels } = raster;
    const pitch = Math.max(CLOSEST, Math.min(width, height) / DOTS);
    const screen = dotScreen(pitch, 45);
    const soft = Math.min(0.3, 1.1 / pitch);
    const steps = softSteps(STEPS, 0.2 / Math.max(1, scale * 0.7));
    const from = 74 - 26 * strength;
    const pen = Float32Array.from({ length: 256 }, (_, level) => smoothstep(from, from + 60 / Math.sqrt(scale), level));
    const colourful = 1 + (COLOURFUL - 1) * strength;
    const shade = SHADE * Math.min(1.3, strength);
    await inRows(width, height, signal, (y) => {
      for (let x = 0, pixel = y * width; x < width; x++, pixel++) {
        const red = colours.data[pixel * 3] ?? 0;
        const green = colours.data[pixel * 3 + 1] ?? 0;
        const blue = colours.data[pixel * 3 + 2] ?? 0;
        const light = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
        // Dark areas are inked, lights stay paper, and in between the dots say how dark it is.
        const tone = 1 - light / 255;
        const dot = smoothstep(-soft, soft, tone * 1.05 - 0.12 - screen(x, y)) * smoothstep(0.16, 0.3, tone);
        const flat = 0.55 * (steps[Math.round(light)] ?? 0) + 0.45 * light;
        const lit = 255 * (1 - (1 - flat / 255) ** 1.45);
        const black = Math.max(pen[lines.data[pixel * 3] ?? 0] ?? 0, 1 - smoothstep(20, 48, light));
        const gain = (lit / Math.max(1, light)) * (1 - shade * dot) * (1 - 0.93 * black);
        const at = pixel * channels;
        data[at] = bounded((light + (red - light) * colourful) * gain);
        data[at + 1] = bounded((light + (green - light) * colourful) * gain);
        data[at + 2] = bounded((light + (blue - light) * colourful) * gain);
      }
    });
    return raster;
  },
});

const bounded = (level: number): number => (level <= 0 ? 0 : level >= 255 ? 255 : Math.round(level));
