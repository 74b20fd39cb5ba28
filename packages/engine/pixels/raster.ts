/** Decoded pixels: 8-bit sRGB, row by row, red green blue and, with 4 channels, straight alpha. */
export type Raster = { data: Buffer; width: number; height: number; channels: 3 | 4 };

/** How far an operation shows at each pixel, row by row: 0 not at all … 255 wholly. As large as the picture. */
export type Mask = { values: Uint8Array; width: number; height: number };

/** What a picture is like, measured on a small copy. Light is luma of sRGB, 0..255. */
export type PictureFacts = {
  width: number;
  height: number;
  meanLight: number;
  /** Standard deviation of the light. */
  lightSpread: number;
  /** Mean distance between the highest and the lowest of red, green and blue, 0..255. */
  meanColour: number;
};

/** Facts that only a person is told: what colours a picture has, the most frequent first, in plain words. */
export type PictureAnalysis = PictureFacts & { dominantColours: readonly string[] };
