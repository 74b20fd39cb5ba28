import type { Raster } from "../../../pixels/raster";
import { edgeLines } from "./edge-lines";
import type { Sheet } from "./enlarged";
import { flattened } from "./flattened";
import { flowOf } from "./flow";
import { lightOf } from "./planes";
import { workingCopy } from "./working-copy";

type Drawn = {
  /** Red, green and blue of flat colours, and how strongly a pen drew each place, on a small copy. */
  sheet: Sheet;
  /** How many times larger the picture is than the copy. */
  scale: number;
};

type Pen = {
  /** Shorter side of the copy that is drawn, in pixels; lines and areas are in proportion to it. */
  side: number;
  /** Pixels of the copy within which colours are made flat. */
  radius: number;
  /** About half the width of a line, in pixels of the copy. */
  line: number;
};

/** Draws a picture as flat colours and lines, ready to be put together. */
export async function drawn(raster: Raster, { side, radius, line }: Pen, signal: AbortSignal): Promise<Drawn> {
  const small = await workingCopy(raster, side);
  const { width, height } = small;
  const size = Math.sqrt(Math.min(width, height) / side);
  const flat = await flattened(small, Math.max(2, Math.round(radius * size)), signal);
  const light = lightOf(small);
  const calm = lightOf(flat);
  for (let at = 0; at < light.length; at++) light[at] = 0.4 * (light[at] ?? 0) + 0.6 * (calm[at] ?? 0);
  const flow = flowOf(calm, width, height, 3);
  const lines = await edgeLines(light, width, height, flow, Math.max(1, Math.round(line * size)), signal);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0, from = 0, to = 0; pixel < lines.length; pixel++, from += 3, to += 4) {
    data[to] = flat.data[from] ?? 0;
    data[to + 1] = flat.data[from + 1] ?? 0;
    data[to + 2] = flat.data[from + 2] ?? 0;
    data[to + 3] = lines[pixel] ?? 0;
  }
  return { sheet: { data, width, height, channels: 4 }, scale: raster.width / width };
}
