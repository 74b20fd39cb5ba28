import type { Raster } from "../../../raster";
import { edgeLines } from "./edge-lines";
import { flattened } from "./flattened";
import { flowOf } from "./flow";
import { packed } from "./packed";
import { planesOf, type Values } from "./planes";
import { atSize, workingCopy } from "./working-copy";

type Drawn = {
  /** Flat colours, as large as the picture, without alpha. */
  colours: Raster;
  /** How strongly a pen drew each place, in every channel of a raster of the same size. */
  lines: Raster;
  /** How many times larger the picture is than the copy that was drawn. */
  scale: number;
};

type Pen = {
  /** Shorter side of the copy that is drawn, in pixels; lines and areas are in proportion to it. */
  sheet: number;
  /** Pixels of the copy within which colours are made flat. */
  radius: number;
  /** About half the width of a line, in pixels of the copy. */
  line: number;
};

/** Draws a picture as flat colours and lines, ready to be put together. */
export async function drawn(raster: Raster, { sheet, radius, line }: Pen, signal: AbortSignal): Promise<Drawn> {
  const small = await workingCopy(raster, sheet);
  const { width, height } = small;
  const size = Math.sqrt(Math.min(width, height) / sheet);
  const flat = packed(await flattened(small, Math.max(2, Math.round(radius * size))), width, height);
  signal.throwIfAborted();
  const [, , , light] = planesOf(small);
  const [, , , calm] = planesOf(flat);
  const mixed: Values = light.map((value, at) => 0.4 * value + 0.6 * (calm[at] ?? 0));
  const lines = edgeLines(mixed, await flowOf(calm, width, height, 3), Math.max(1, Math.round(line * size)));
  signal.throwIfAborted();
  return {
    colours: await atSize(flat, raster.width, raster.height),
    lines: await atSize(packed([lines, lines, lines], width, height), raster.width, raster.height),
    scale: raster.width / width,
  };
}
