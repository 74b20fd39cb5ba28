import { inRows } from "../../in-slices";
import { smoothstep } from "../../regions/sky/smoothstep";
import { defineLook } from "./parts/define-look";
import { alongFlow, flowOf } from "./parts/flow";
import { mediumPhrases } from "./parts/medium-phrases";
import { packed } from "./parts/packed";
import { boxBlur, planesOf } from "./parts/planes";
import { atSize, workingCopy } from "./parts/working-copy";

/** Shorter side of the copy on which the pen is led, in pixels. */
const SHEET = 820;

/** How much edges count beside tone. */
const EDGES = 15;

/** Ink and paper. */
const INK = [24, 22, 26] as const;
const PAPER = [251, 249, 243] as const;

/** Pen and ink: black lines that follow the shapes, black where it is dark, bare paper elsewhere. */
export const inkDrawing = defineLook({
  name: "ink-drawing",
  title: "an ink drawing",
  examples: ["make it look like an ink drawing", "pen and ink sketch", "turn it into line art"],
  names: [
    "ink drawing/drawn/sketch/illustration/painting?",
    "pen drawing/sketch?",
    "pen and ink drawing/sketch/illustration?",
    "line art/drawing",
    "lineart",
    "woodcut/linocut/engraving print?",
  ],
  say: mediumPhrases("draw", ["ink", "pen", "pen and ink", "ink and? pen"]),
  changes: ["light", "contrast", "colour", "sharpness", "content"],
  look: "ink-drawing",
  means: "black lines and black shadows on bare paper",
  async apply(raster, amount, { signal }) {
    const small = await workingCopy(raster, SHEET);
    const { width, height } = small;
    const [, , , light] = planesOf(small);
    const radius = Math.max(1, Math.round(Math.min(width, height) / 700));
    const flow = await flowOf(light, width, height, radius + 2);
    signal.throwIfAborted();
    const near = boxBlur(light, width, height, radius);
    const wide = boxBlur(light, width, height, Math.ceil(radius * 1.7));
    const local = boxBlur(light, width, height, Math.max(2, Math.round(Math.min(width, height) / 7)));
    const mean = light.reduce((sum, value) => sum + value, 0) / Math.max(1, light.length);
    const ink = near.map((value, at) => {
      const edge = value + EDGES * Math.min(1.6, 0.5 + 0.5 * amount) * (value - (wide[at] ?? 0));
      // Black begins well below the light of the picture and of the place, so that no part drowns or stays empty.
      const black = (0.34 + 0.1 * amount) * (0.55 * mean + 0.45 * (local[at] ?? 0));
      return 128 + (edge - black) * 1.6;
    });
    const [smooth = ink] = alongFlow([ink.map((value) => Math.min(290, Math.max(-60, value)))], flow, 4);
    signal.throwIfAborted();
    const full = await atSize(packed([smooth, smooth, smooth], width, height), raster.width, raster.height);
    // The larger the picture, the slower the levels change from pixel to pixel, and the harder the edge may be.
    const soft = Math.max(10, 46 / Math.max(1, raster.width / width));
    const table = Float32Array.from({ length: 256 }, (_, level) => smoothstep(128 - soft, 128 + soft, level));
    const { data, channels } = raster;
    await inRows(raster.width, raster.height, signal, (y) => {
      for (let x = 0, pixel = y * raster.width; x < raster.width; x++, pixel++) {
        const bare = table[full.data[pixel * 3] ?? 0] ?? 0;
        for (let channel = 0; channel < 3; channel++) {
          const dark = INK[channel] ?? 0;
          data[pixel * channels + channel] = Math.round(dark + ((PAPER[channel] ?? 0) - dark) * bare);
        }
      }
    });
    return raster;
  },
});
