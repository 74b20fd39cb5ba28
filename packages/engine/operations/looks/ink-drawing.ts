import { tentBlur } from "../../pixels/box-filter";
import { enlarged } from "../../pixels/cubic-rows";
import { alongFlow, flowOf } from "../../pixels/edge-flow";
import { inRows } from "../../pixels/in-slices";
import { type Plane, lumaPlane } from "../../pixels/plane";
import { workingCopy } from "../../pixels/resize";
import { smoothstep } from "../../pixels/smoothstep";
import { defineLook, mediumPhrases } from "../define-look";

/** Shorter side of the copy on which the pen is led, in pixels. */
const SHEET = 820;

/** How much edges count beside tone. */
const EDGES = 15;

/** How far ink is smoothed along the flow: as far as with four steps of one pixel, but with half as many. */
const SMOOTH = { reach: 2, stride: 1.8 };

/** Ink and paper. */
const INK = [24, 22, 26] as const;
const PAPER = [251, 249, 243] as const;

/** Pen and ink: black lines that follow the shapes, black where it is dark, bare paper elsewhere. */
export const inkDrawing = defineLook({
  name: "ink-drawing",
  title: "an ink drawing",
  examples: ["make it look like an ink drawing", "pen and ink sketch", "turn it into line art"],
  names: ["ink drawn"],
  things: [
    "ink drawing/sketch/illustration/painting?",
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
    const light = stretched(lumaPlane(small));
    const radius = Math.max(1, Math.round(Math.min(width, height) / 700));
    const flow = flowOf(light, radius + 2);
    signal.throwIfAborted();
    const ink = tentBlur(light, radius);
    const wide = tentBlur(light, Math.ceil(radius * 1.7)).values;
    signal.throwIfAborted();
    const local = tentBlur(light, Math.max(2, Math.round(Math.min(width, height) / 7))).values;
    signal.throwIfAborted();
    const mean = meanOf(light);
    const edges = EDGES * Math.min(1.6, 0.5 + 0.5 * amount);
    for (let at = 0; at < wide.length; at++) {
      const value = ink.values[at] ?? 0;
      const edge = value + edges * (value - (wide[at] ?? 0));
      // Black begins well below the light of the picture and of the place, so that no part drowns or stays empty.
      const black = (0.34 + 0.1 * amount) * (0.55 * mean + 0.45 * (local[at] ?? 0));
      ink.values[at] = Math.min(290, Math.max(-60, 128 + (edge - black) * 1.6));
    }
    const { values: lines } = alongFlow(ink, flow, SMOOTH, signal);
    const sheet = { data: new Uint8ClampedArray(lines), width, height, channels: 1 };
    // The larger the picture, the slower the levels change from pixel to pixel, and the harder the edge may be.
    const soft = Math.max(10, 46 / Math.max(1, raster.width / width));
    const levels = Uint8Array.from({ length: 256 * 3 }, (_, at) => {
      const dark = INK[at % 3] ?? 0;
      const bare = smoothstep(128 - soft, 128 + soft, Math.floor(at / 3));
      return Math.round(dark + ((PAPER[at % 3] ?? 0) - dark) * bare);
    });
    const { data, channels } = raster;
    const drawing = enlarged(sheet, raster.width, raster.height);
    inRows(raster.width, raster.height, signal, (y) => {
      drawing.moveTo(y);
      for (let x = 0, at = y * raster.width * channels; x < raster.width; x++, at += channels) {
        const level = (drawing.row[x] ?? 0) * 3;
        data[at] = levels[level] ?? 0;
        data[at + 1] = levels[level + 1] ?? 0;
        data[at + 2] = levels[level + 2] ?? 0;
      }
    });
    return raster;
  },
});

function meanOf({ values }: Plane): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] ?? 0;
  return sum / Math.max(1, values.length);
}

/** The most that a pale picture's contrast is stretched before it is drawn. */
const STRETCH = 1.6;

/** Light with its range, but for the last fiftieth at either end, stretched about its middle. */
function stretched(light: Plane): Plane {
  const { values } = light;
  const sorted = new Float32Array(Math.ceil(values.length / 13));
  for (let at = 0; at < sorted.length; at++) sorted[at] = values[13 * at] ?? 0;
  sorted.sort();
  const least = sorted[Math.floor(sorted.length / 50)] ?? 0;
  const most = sorted[Math.floor((sorted.length * 49) / 50)] ?? 255;
  const middle = (least + most) / 2;
  const factor = Math.min(STRETCH, Math.max(1, 255 / Math.max(1, most - least)));
  return {
    ...light,
    values: values.map((value) => Math.min(255, Math.max(0, middle + (value - middle) * factor))),
  };
}
