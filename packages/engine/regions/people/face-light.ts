import { facesInTheDark } from "./dark-faces";
import { findFaces } from "../../nets/find-faces";
import type { Face } from "../../nets/look-for-faces";
import { lumaOf } from "../../pixels/colour-matrix";
import { type Triple, oklabOf } from "../../pixels/oklab";
import type { Raster } from "../../pixels/raster";
import { smallOpaqueCopy } from "../../pixels/resize";
import type { Work } from "../../work";

/** Longer side of the copy on which faces are looked for, in pixels: at four megapixels and above it costs the same. */
const LOOKED_AT = 1024;

/** A face so small a share of the picture decides nothing, and from the second share on it weighs fully. */
const SMALL = 0.0004;
const WEIGHTY = 0.006;

/** Which part of a face's box is cheeks, nose and brow, in shares of it: left, right, top, bottom. */
const INNER = [0.22, 0.78, 0.1, 0.85] as const;

/** What is lit on a copy: the faces, with how much each weighs. */
export type LitFaces = {
  /** The copy, without alpha, on which the faces lie. */
  small: Raster;
  faces: ReadonlyArray<{ face: Face; weight: number }>;
};

/**
 * Looks for faces to light a picture by, the largest first: on a copy, once more on a lifted one where it is dark. A look
 * costs about 140 ms of one core, making the copy of 12 megapixels another 100 ms; the net is loaded at the first call.
 */
export async function litFaces(raster: Raster, work: Work): Promise<LitFaces> {
  const small = await smallOpaqueCopy(raster, LOOKED_AT);
  const lit = await findFaces(small, [], work);
  const found = lit.length > 0 ? lit : await facesInTheDark(small, work);
  const pixels = small.width * small.height;
  const faces = found
    .map((face) => ({ face, weight: Math.min(1, (face.width * face.height) / pixels / WEIGHTY) }))
    .filter(({ face }) => (face.width * face.height) / pixels >= SMALL);
  return { small, faces };
}

/** The place of each pixel in the inner part of a face: skin, for the most part. */
function* innerPixels({ width, height }: Raster, face: Face): Generator<number> {
  const [left, right, top, bottom] = INNER;
  const lastX = Math.min(width - 1, Math.floor(face.left + face.width * right));
  const lastY = Math.min(height - 1, Math.floor(face.top + face.height * bottom));
  for (let y = Math.max(0, Math.floor(face.top + face.height * top)); y <= lastY; y++) {
    for (let x = Math.max(0, Math.floor(face.left + face.width * left)); x <= lastX; x++) yield y * width + x;
  }
}

/** Mean luma 0..1 of the inner part of a face on the copy it was found on, after `map`; `null` where none of it is in the picture. */
export function lightOfFace(
  small: Raster,
  face: Face,
  map: (luma: number, pixel: number) => number = (luma) => luma,
): number | null {
  let [sum, count] = [0, 0];
  for (const pixel of innerPixels(small, face)) {
    const at = pixel * small.channels;
    sum += map(lumaOf(small.data[at] ?? 0, small.data[at + 1] ?? 0, small.data[at + 2] ?? 0) / 255, pixel);
    count++;
  }
  return count === 0 ? null : sum / count;
}

/** The mean light 0..1 of the faces, the larger ones counting more, and how much it weighs, 0..1; `null` without faces. */
export function meanLightOfFaces({ small, faces }: LitFaces): { light: number; weight: number } | null {
  let [sum, total, most] = [0, 0, 0];
  for (const { face, weight } of faces) {
    const light = lightOfFace(small, face);
    if (light === null) continue;
    [sum, total, most] = [sum + weight * light, total + weight, Math.max(most, weight)];
  }
  return total === 0 ? null : { light: sum / total, weight: most };
}

/** The median colour of the inner part of each face, as sRGB levels 0..255. */
export function skinColours({ small, faces }: LitFaces): Triple[] {
  return faces.flatMap(({ face }) => {
    const pixels = [...innerPixels(small, face)];
    if (pixels.length === 0) return [];
    const median = (channel: number): number =>
      pixels.map((pixel) => small.data[pixel * small.channels + channel] ?? 0).toSorted((one, other) => one - other)[
        Math.floor(pixels.length / 2)
      ] ?? 0;
    return [[median(0), median(1), median(2)] as const];
  });
}

/** Hue (radians) and strength of colour of human skin of any tone in Oklab, in white light. */
const SKIN_HUE = [0.55, 1.15] as const;
const SKIN_STRENGTH = [0.03, 0.125] as const;

/** How far an sRGB colour of 8 bits is from what skin can look like, 0: it can be skin. */
export function awayFromSkin(red: number, green: number, blue: number): number {
  const [, a, b] = oklabOf(red, green, blue);
  const strength = Math.hypot(a, b);
  const beyond = (value: number, [least, most]: readonly [number, number]): number =>
    Math.max(0, least - value, value - most);
  return beyond(Math.atan2(b, a), SKIN_HUE) * strength + beyond(strength, SKIN_STRENGTH);
}
