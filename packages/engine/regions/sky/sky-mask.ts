import { tentBlur, weightedMean } from "../../pixels/box-filter";
import { inRows } from "../../pixels/in-slices";
import { dilate } from "../../pixels/morphology";
import { type Layer, type Plane, emptyLayer, planeOf } from "../../pixels/plane";
import type { Mask, Raster } from "../../pixels/raster";
import { smallSize, throughSharp } from "../../pixels/resize";
import { smoothstep } from "../../pixels/smoothstep";
import { planeReader } from "../../pixels/stretched-rows";
import type { StopSignal } from "../../stop-signal";
import { SURE, type Sky, findSky } from "./find-sky";
import { meanWithin } from "./small-picture";

/**
 * Within this distance in red, green and blue of the sky beside it, or of a mixture of sky and land, a pixel near
 * the edge may be of the sky; at twice the distance it may not.
 */
const ALIKE = 34;

/** Share of the sky in a mixture of the sky's and the land's colours below which a pixel is land, and from which on it is sky. */
const LAND = 0.25;
const SKY = 0.85;

/** Distance of the sky's colour from the land's below which a mixture says nothing, and from which on all. */
const SAME = 8;
const OTHER = 20;

/** Nearness to the sky (0..1) below which nothing is of it. */
const FAR = 0.02;

/**
 * A mask of the full picture from the sky on its small copy. Near the edge it takes what has the colour of
 * the sky rather than that of the land beside it, and of what mixes both the sky's share; well inside it leaves out
 * what is far darker, such as leaves, wires and birds.
 */
export function skyMask(raster: Raster, sky: Sky, signal: StopSignal): Mask {
  const { data, width, height, channels } = raster;
  const { inside, near, red, green, blue, calm, landRed, landGreen, landBlue } = skyPlanes(sky);
  const reader = planeReader([near, red, green, blue, calm, inside, landRed, landGreen, landBlue], width, height);
  const { first, second, part } = reader;
  const none = new Float32Array(0);
  const [nears = none, reds = none, greens = none, blues = none, calms = none, insides = none] = reader.rows;
  const [landReds = none, landGreens = none, landBlues = none] = reader.rows.slice(6);
  const values = new Uint8Array(width * height);

  inRows(width, height, signal, (y) => {
    reader.moveTo(y);
    if (nears.every((value) => value < FAR)) return;
    for (let x = 0; x < width; x++) {
      const left = first[x] ?? 0;
      const right = second[x] ?? 0;
      const share = part[x] ?? 0;
      const nearness = between(nears, left, right, share);
      if (nearness < FAR) continue;
      const pixel = y * width + x;
      const at = pixel * channels;
      const skyRed = between(reds, left, right, share);
      const skyGreen = between(greens, left, right, share);
      const skyBlue = between(blues, left, right, share);
      const dr = (data[at] ?? 0) - skyRed;
      const dg = (data[at + 1] ?? 0) - skyGreen;
      const db = (data[at + 2] ?? 0) - skyBlue;
      const apart = Math.sqrt(dr * dr + dg * dg + db * db);
      // Smooth dark cloud is sky, however dark.
      const isDark = dr + dg + db < 0;
      const asSky = isDark
        ? Math.max(between(calms, left, right, share), 1 - smoothstep(1.5 * ALIKE, 3 * ALIKE, apart))
        : 1;
      const inner = smoothstep(0.7, 0.98, between(insides, left, right, share));
      let edge = 0;
      if (inner < 1) {
        // The way from the sky's colour to the land's, and how far along it the pixel is.
        const wr = between(landReds, left, right, share) - skyRed;
        const wg = between(landGreens, left, right, share) - skyGreen;
        const wb = between(landBlues, left, right, share) - skyBlue;
        const square = wr * wr + wg * wg + wb * wb;
        const way = square === 0 ? 0 : (dr * wr + dg * wg + db * wb) / square;
        const land = Math.min(1, Math.max(0, way)) * smoothstep(SAME, OTHER, Math.sqrt(square));
        const sr = dr - land * wr;
        const sg = dg - land * wg;
        const sb = db - land * wb;
        const strange = Math.sqrt(sr * sr + sg * sg + sb * sb);
        edge =
          smoothstep(LAND, SKY, 1 - land) *
          (1 - smoothstep(ALIKE, 2 * ALIKE, strange)) *
          smoothstep(FAR, 0.4, nearness);
      }
      values[pixel] = Math.round(255 * (inner * asSky + (1 - inner) * edge));
    }
  });
  return { values, width, height };
}

function between(row: Float32Array, left: number, right: number, share: number): number {
  const low = row[left] ?? 0;
  return low + ((row[right] ?? 0) - low) * share;
}

/** Radii on the small copy, in pixels: the edge of the sky, what lies beside a place, and how rough it is there. */
const EDGE = 2;
const BESIDE = 10;
const ROUGH = 2;

/** Pixels of the small copy by which the sky on it may fall short of the true edge. */
const SHORT = 3;

/** Radius on the small copy, in pixels, within which the land beside the sky says what the land is like. */
const LAND_RADIUS = 3;

/** What is known of the sky at each place of the small copy. */
type SkyPlanes = {
  /** 0..1, how far inside the sky the place is. */
  inside: Plane;
  /** 0..1, how near or inside the sky the place is; 1 wherever the edge of the sky may be. */
  near: Plane;
  /** Colour of the sky around it. */
  red: Plane;
  green: Plane;
  blue: Plane;
  /** Colour of what is beyond the edge of the sky. */
  landRed: Plane;
  landGreen: Plane;
  landBlue: Plane;
  /** 1 where the sky is smooth; 0 where leaves or wires stand before it. */
  calm: Plane;
};

/** Works out the planes, letting other work of the process run in between. */
function skyPlanes({ picture, mask, open }: Sky): SkyPlanes {
  const { width, height } = mask;
  const at = (plane: Plane, index: number): number => plane.values[index] ?? 0;
  // Bright sky counts most, so that the gaps between leaves and not the leaves say what the sky is like there.
  const bright = planeOf(width, height, (index) => at(open, index) * (at(picture.light, index) / 255) ** 2);
  const beside = (plane: Plane): Plane => {
    return weightedMean(plane, bright, BESIDE, meanWithin(plane, mask));
  };
  const wide = dilate(mask, SHORT);
  // One pixel further, as the tentBlur colours of the edge itself are mixed.
  const beyond = dilate(wide, 1);
  const land = planeOf(width, height, (index) => 1 - at(beyond, index));
  const besideLand = (plane: Plane): Plane => {
    return weightedMean(plane, land, LAND_RADIUS, meanWithin(plane, land));
  };
  const busy = tentBlur(picture.texture, ROUGH);
  return {
    inside: tentBlur(mask, EDGE),
    near: tentBlur(wide, EDGE),
    red: beside(picture.red),
    green: beside(picture.green),
    blue: beside(picture.blue),
    landRed: besideLand(picture.red),
    landGreen: besideLand(picture.green),
    landBlue: besideLand(picture.blue),
    calm: planeOf(width, height, (index) => at(mask, index) * (1 - smoothstep(3, 8, at(busy, index)))),
  };
}

/** Where the sky is, and how far down it reaches, as a share of the height. */
export type SkyPart = { mask: Mask; horizon: number };

/** The sky of a picture; `null` where none is found with enough certainty. */
export async function skyPart(raster: Raster, signal: StopSignal): Promise<SkyPart | null> {
  const sky = await findSky(raster);
  return sky.confidence < SURE ? null : { mask: skyMask(raster, sky, signal), horizon: sky.horizon };
}

/** How much of each place is sky, 0..1, with branches and roofs left out, on a copy whose shorter side is at most `shorter`. */
export async function skyLayer(raster: Raster, sky: Sky, shorter: number, signal: StopSignal): Promise<Layer> {
  const { width, height } = smallSize(raster, shorter);
  const small =
    width === raster.width && height === raster.height
      ? raster
      : await throughSharp(raster, (image) => image.resize(width, height, { fit: "fill" }));
  const mask = skyMask(small, sky, signal);
  const layer = emptyLayer(width, height, 1);
  for (let place = 0; place < layer.values.length; place++) layer.values[place] = (mask.values[place] ?? 0) / 255;
  return layer;
}
