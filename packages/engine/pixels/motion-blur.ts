import type { StopSignal } from "../stop-signal";
import { inRows } from "./in-slices";
import type { Raster } from "./raster";

/**
 * The mean along lines of this length in pixels and direction (degrees, counterclockwise from the
 * horizontal). Each line goes one pixel at a time along the longer axis of its direction; all lines are
 * steps of the same line, so that every pixel lies on exactly one of them.
 */
export function applyMotionBlur(raster: Raster, length: number, degrees: number, signal: StopSignal): Raster {
  const { width, height, channels } = raster;
  const angle = (degrees * Math.PI) / 180;
  const isFlat = Math.abs(Math.cos(angle)) >= Math.abs(Math.sin(angle));
  const slope = isFlat ? -Math.tan(angle) : -1 / Math.tan(angle);
  const along = isFlat ? width : height;
  const beside = isFlat ? height : width;
  const [step, across] = isFlat ? [channels, width * channels] : [width * channels, channels];
  const half = Math.max(1, Math.round((length * Math.max(Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle)))) / 2));
  const offsets = Int32Array.from({ length: along }, (_, index) => Math.round(index * slope));
  const least = Math.min(offsets[0] ?? 0, offsets[along - 1] ?? 0);
  const most = Math.max(offsets[0] ?? 0, offsets[along - 1] ?? 0);
  const out: Raster = { ...raster, data: Buffer.from(raster.data) };
  const line = lineMean(raster, out, { offsets, beside, step, across, half });
  inRows(along, beside + most - least, signal, (start) => line(start - most));
  return out;
}

type Way = { offsets: Int32Array; beside: number; step: number; across: number; half: number };

/** Works on the line that begins at a place beside the axis; only the part inside of the picture counts. */
function lineMean(from: Raster, to: Raster, { offsets, beside, step, across, half }: Way): (start: number) => void {
  const { channels } = from;
  const places = new Int32Array(offsets.length);
  return (start) => {
    let count = 0;
    for (let index = 0; index < offsets.length; index++) {
      const aside = start + (offsets[index] ?? 0);
      if (aside >= 0 && aside < beside) places[count++] = index * step + aside * across;
    }
    let [red, green, blue, weight] = [0, 0, 0, 0];
    const add = (index: number, sign: 1 | -1): void => {
      const at = places[index] ?? 0;
      const counts = channels === 4 ? sign * (from.data[at + 3] ?? 0) : sign;
      red += (from.data[at] ?? 0) * counts;
      green += (from.data[at + 1] ?? 0) * counts;
      blue += (from.data[at + 2] ?? 0) * counts;
      weight += counts;
    };
    for (let index = 0; index < Math.min(half, count); index++) add(index, 1);
    for (let index = 0; index < count; index++) {
      if (index + half < count) add(index + half, 1);
      if (index - half - 1 >= 0) add(index - half - 1, -1);
      if (weight === 0) continue;
      const at = places[index] ?? 0;
      to.data[at] = Math.round(red / weight);
      to.data[at + 1] = Math.round(green / weight);
      to.data[at + 2] = Math.round(blue / weight);
    }
  };
}
