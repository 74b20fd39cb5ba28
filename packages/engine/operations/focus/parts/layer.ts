/**
 * Values at each place, row by row, `channels` of them side by side. Often smaller than the picture that
 * it is laid over, and then stretched to it.
 */
export type Layer = { values: Float32Array; width: number; height: number; channels: number };
