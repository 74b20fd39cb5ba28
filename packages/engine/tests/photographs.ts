import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Raster } from "../pixels/raster";
import { decode } from "../render";

/** What is on the photographs of `tests/photographs`, marked by hand: where heads are, as shares of width and height. */
export const HEADS = {
  "three-men": [
    [0.36, 0.31],
    [0.52, 0.36],
    [0.66, 0.27],
  ],
  "woman-red-wall": [[0.53, 0.28]],
  "two-men-at-table": [
    [0.32, 0.56],
    [0.73, 0.49],
  ],
  "three-on-wall": [
    [0.26, 0.41],
    [0.28, 0.49],
    [0.37, 0.5],
    [0.5, 0.54],
  ],
  "woman-in-street": [[0.54, 0.48]],
  "man-on-bench": [[0.41, 0.35]],
  "dog-on-grass": [],
  kitchen: [],
  bridge: [],
  boat: [],
  daisy: [],
  rose: [],
  scooter: [],
  "laptop-on-desk": [],
  "autumn-path": [],
  "race-car": [],
} as const satisfies Record<string, ReadonlyArray<readonly [across: number, down: number]>>;

export type Photograph = keyof typeof HEADS;

/** One of the photographs, decoded. */
export const photograph = async (name: Photograph): Promise<Raster> =>
  decode(await readFile(path.join(import.meta.dirname, "photographs", `${name}.webp`)));
