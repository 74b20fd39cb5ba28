import sharp, { type Sharp } from "sharp";
import { LUMA } from "./colour-matrix";
import { dominantColours } from "./dominant-colours";
import type { PictureAnalysis } from "./raster";

/** Longer side of the copy that is measured, in pixels. */
const MEASURED = 160;

/** Measures a picture on a small copy; transparent pixels count for nothing. `width` and `height` are the picture's own. */
export async function measure(image: Sharp, width: number, height: number): Promise<PictureAnalysis> {
  const { data } = await image
    .resize(MEASURED, MEASURED, { fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  let weight = 0;
  let light = 0;
  let lightSquared = 0;
  let colour = 0;
  for (let at = 0; at + 3 < data.length; at += 4) {
    const [red, green, blue, alpha] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0, (data[at + 3] ?? 0) / 255];
    const luma = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
    weight += alpha;
    light += luma * alpha;
    lightSquared += luma * luma * alpha;
    colour += (Math.max(red, green, blue) - Math.min(red, green, blue)) * alpha;
  }
  if (weight === 0) return { width, height, meanLight: 128, lightSpread: 0, meanColour: 0, dominantColours: [] };
  const meanLight = light / weight;
  const lightSpread = Math.sqrt(Math.max(0, lightSquared / weight - meanLight ** 2));
  const colours = dominantColours(data);
  return { width, height, meanLight, lightSpread, meanColour: colour / weight, dominantColours: colours };
}

/** Measures an encoded picture. */
export const measureBytes = (bytes: Uint8Array, width: number, height: number): Promise<PictureAnalysis> =>
  measure(sharp(bytes, { limitInputPixels: 60_000_000 }), width, height);
