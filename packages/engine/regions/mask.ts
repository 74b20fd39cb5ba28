/** How far an operation shows at each pixel, row by row: 0 not at all … 255 wholly. As large as the picture. */
export type Mask = { values: Uint8Array; width: number; height: number };
