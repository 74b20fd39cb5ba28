import type { StopSignal } from "../stop-signal";
import type { Sheet } from "../pixels/cubic-rows";
import { edgeLines, flowOf } from "../pixels/edge-flow";
import { kuwahara } from "../pixels/kuwahara";
import { lumaPlane, planeOf } from "../pixels/plane";
import type { Raster } from "../pixels/raster";
import { workingCopy } from "../pixels/resize";

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
export async function drawn(raster: Raster, { side, radius, line }: Pen, signal: StopSignal): Promise<Drawn> {
  const small = await workingCopy(raster, side);
  const { width, height } = small;
  const size = Math.sqrt(Math.min(width, height) / side);
  const flat = kuwahara(small, Math.max(2, Math.round(radius * size)), signal);
  const light = lumaPlane(small);
  const calm = lumaPlane(flat);
  const mixed = planeOf(width, height, (at) => 0.4 * (light.values[at] ?? 0) + 0.6 * (calm.values[at] ?? 0));
  const flow = flowOf(calm, 3);
  const { values: lines } = edgeLines(mixed, flow, Math.max(1, Math.round(line * size)), signal);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0, from = 0, to = 0; pixel < lines.length; pixel++, from += 3, to += 4) {
    data[to] = flat.data[from] ?? 0;
    data[to + 1] = flat.data[from + 1] ?? 0;
    data[to + 2] = flat.data[from + 2] ?? 0;
    data[to + 3] = lines[pixel] ?? 0;
  }
  return { sheet: { data, width, height, channels: 4 }, scale: raster.width / width };
}
