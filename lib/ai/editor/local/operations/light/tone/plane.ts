/** One number per pixel of a small copy of a picture, row by row. */
export type Plane = { values: Float32Array; width: number; height: number };
