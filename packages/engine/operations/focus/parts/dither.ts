import { seeded } from "./seeded";

const SIDE = 128;
const next = seeded(7);
const TABLE = Float32Array.from({ length: SIDE * SIDE }, () => next() - 0.5);

/**
 * −0.5..0.5 by place: added before a value is rounded to a whole level, it keeps soft gradients free of
 * bands.
 */
export const dither = (x: number, y: number): number => TABLE[(y & (SIDE - 1)) * SIDE + (x & (SIDE - 1))] ?? 0;
