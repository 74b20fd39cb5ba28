import type { DeepPixels } from "../colour/tiff-of-pixels";

/** What the thread is given: the file, and how many pixels a picture in it may have. */
export type HeicJob = { bytes: Uint8Array; maxPixels: number };

/** Why there are no pixels; `message` is libheif's own, for the log. */
export type HeicTrouble = { reason: "damaged" | "unsupported" | "memory"; message: string };

export type HeicAnswer = DeepPixels | HeicTrouble;
