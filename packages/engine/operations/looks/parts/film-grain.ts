import { textureOf, type Texture } from "./texture";

/** Shorter side of a picture, in pixels, from which on grains are larger than a pixel. */
const ONE_PIXEL = 1100;

/** Grain as of film for a picture of this size: fixed in place, coarser the larger the picture. */
export const filmGrain = (width: number, height: number): Texture =>
  textureOf("grain", width, Math.max(1, Math.min(width, height) / ONE_PIXEL));
