import type { Layer } from "./layer";

/** One row at a time of a layer stretched to a picture: `moveTo(y)` fills `row` with that row. */
export type LayerRows = { readonly row: Float32Array; moveTo(y: number): void };

/** Stretches a layer to a picture of this size, row by row, without ever holding all of it. */
export function layerRows(layer: Layer, width: number, height: number): LayerRows {
  const { values, channels } = layer;
  const line = layer.width * channels;
  const narrow = new Float32Array(line);
  const row = new Float32Array(width * channels);
  const { first, second, part } = placesOf(width, layer.width, channels);
  const lines = placesOf(height, layer.height, line);
  return {
    row,
    moveTo(y) {
      const upper = lines.first[y] ?? 0;
      const lower = lines.second[y] ?? 0;
      const down = lines.part[y] ?? 0;
      for (let at = 0; at < line; at++) {
        const above = values[upper + at] ?? 0;
        narrow[at] = above + ((values[lower + at] ?? 0) - above) * down;
      }
      if (width === layer.width) {
        row.set(narrow);
        return;
      }
      for (let channel = 0; channel < channels; channel++) {
        for (let x = 0, at = channel; x < width; x++, at += channels) {
          const here = narrow[(first[x] ?? 0) + channel] ?? 0;
          row[at] = here + ((narrow[(second[x] ?? 0) + channel] ?? 0) - here) * (part[x] ?? 0);
        }
      }
    },
  };
}

/**
 * Where each of `length` pixels lies among `small` samples that are `step` values apart: the two beside it, and how
 * far it is from the first.
 */
function placesOf(length: number, small: number, step: number) {
  const first = new Uint32Array(length);
  const second = new Uint32Array(length);
  const part = new Float32Array(length);
  for (let index = 0; index < length; index++) {
    const exact = Math.min(small - 1, Math.max(0, ((index + 0.5) * small) / length - 0.5));
    const low = Math.floor(exact);
    first[index] = low * step;
    second[index] = Math.min(small - 1, low + 1) * step;
    part[index] = exact - low;
  }
  return { first, second, part };
}
