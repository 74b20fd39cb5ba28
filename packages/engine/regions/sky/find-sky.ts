import type { StopSignal } from "../../stop-signal";
import { LUMA } from "../../pixels/colour-matrix";
import { inSlices } from "../../pixels/in-slices";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import { ramp } from "../../pixels/smoothstep";
import { notFound } from "../failures";
import { growSky, horizonWall } from "./grow-sky";
import { likenessToSky } from "./like-sky";
import { type SmallPicture, colourTrend, readColours } from "./small-picture";

/** The sky of a picture, found on a small copy of it. */
export type Sky = {
  picture: SmallPicture;
  /** 1 where the small copy shows sky, else 0. */
  mask: Plane;
  /** The same without what the sky surrounds, such as the sun. */
  open: Plane;
  /** 0..1; below `SURE` there is nothing that should be treated as sky. */
  confidence: number;
  /** Lowest row of the sky, as a share of the height. */
  horizon: number;
};

/** The confidence from which on a sky counts as found. */
export const SURE = 0.6;

/** Longest side of the small copy, in pixels. Both sides are at most this: the copy may be distorted. */
const SMALL = 256;

/**
 * Looks for sky by classical means: smooth, blue, bright and pale or glowing, and connected to the
 * top edge. The confidence falls when it is small or narrow, hardly reaches the top, reaches the
 * bottom, is rougher or darker than the rest, or leaves nothing else. Where it would run on into hazy hills
 * or a sea, an edge all across the picture stops it.
 */
export async function findSky(raster: Raster): Promise<Sky> {
  const width = Math.min(SMALL, raster.width);
  const height = Math.min(SMALL, raster.height);
  const small = await throughSharp(raster, (image) => image.ensureAlpha().resize(width, height, { fit: "fill" }));
  const picture = readColours(small);
  const sky = grown(picture);
  if (sky.confidence >= SURE) return sky;
  const wall = horizonWall(picture);
  if (wall === null) return sky;
  const besideSky = planeOf(
    width,
    height,
    (index) => (picture.besideSky.values[index] ?? 0) * (1 - (wall[index] ?? 0)),
  );
  const stopped = grown({ ...picture, besideSky });
  return stopped.confidence > sky.confidence ? stopped : sky;
}

function grown(picture: SmallPicture): Sky {
  const { open, whole: mask } = growSky(picture);
  return { picture, mask, open, ...judge(picture, mask) };
}

function judge(picture: SmallPicture, mask: Plane): { confidence: number; horizon: number } {
  const { light, roughness, blueness } = picture;
  const { width, height, values } = mask;
  const inside = { count: 0, light: 0, roughness: 0, blueness: 0, least: 255, most: 0 };
  const outside = { count: 0, light: 0, roughness: 0 };
  const rows = new Float32Array(height);
  const columns = new Uint8Array(width);
  for (let index = 0; index < values.length; index++) {
    const level = light.values[index] ?? 0;
    if (values[index] === 1) {
      inside.count++;
      inside.light += level;
      inside.roughness += roughness.values[index] ?? 0;
      inside.blueness += blueness.values[index] ?? 0;
      inside.least = Math.min(inside.least, level);
      inside.most = Math.max(inside.most, level);
      const row = Math.floor(index / width);
      rows[row] = (rows[row] ?? 0) + 1;
      columns[index % width] = 1;
    } else {
      outside.count++;
      outside.light += level;
      outside.roughness += roughness.values[index] ?? 0;
    }
  }
  if (inside.count === 0) return { confidence: 0, horizon: 0 };

  let seen = 0;
  const lowest = rows.findIndex((count) => (seen += count) >= inside.count * 0.98);
  const horizon = (lowest + 1) / height;
  const share = inside.count / values.length;
  const edge = Math.max(1, Math.round(height * 0.06));
  const shareOf = (part: Float32Array): number => part.reduce((sum, count) => sum + count, 0) / (part.length * width);
  const atTop = shareOf(rows.subarray(0, edge));
  const atBottom = shareOf(rows.subarray(height - edge));
  const across = columns.reduce((sum, column) => sum + column, 0) / width;
  const { down, sideways, colour } = colourTrend(picture, mask);
  const isBlue = inside.blueness / inside.count > 0.4;

  if (outside.count < values.length * 0.02) {
    // Nothing but sky: only believed when it is blue and has clouds or pales from top to bottom, as no painted wall does.
    const isShaded = inside.most - inside.least > (down > sideways ? 15 : 60);
    return { confidence: isBlue && isShaded ? 0.7 : 0, horizon: 1 };
  }
  const isGlow = !isBlue && colour > 50;
  const skyLight = inside.light / inside.count;
  const groundLight = outside.light / outside.count;
  const smoothness = (outside.roughness / outside.count + 0.5) / (inside.roughness / inside.count + 0.5);
  const confidence =
    ramp(share, 0.02, 0.06) *
    ramp(atTop, 0.08, 0.25) *
    ramp(across, 0.3, 0.6) *
    ramp(atBottom, 0.5, 0.2) *
    ramp(smoothness, 0.3, 1.1) *
    // A small one must be the lighter for it; one that is not blue must be lighter than the ground in any case.
    ramp(skyLight - groundLight + 200 * share, 10, 40) *
    (isBlue ? 1 : ramp(skyLight - groundLight, -5, 25)) *
    // A glow is of many colours from top to bottom, a painted wall is not.
    (isGlow ? ramp(down, 3, 10) : 1) *
    likenessToSky(picture, mask);
  return { confidence, horizon };
}

/** The confidence from which on a sky counts as found by night, when much is blue. */
const SURE_BY_NIGHT = 0.8;

/**
 * The sky of a picture, and the picture in which it was seen: a lighter one by night.
 * @throws {EngineError} `NOTHING_CHANGED` when there is no certain sky; `what` names what was looked for.
 */
export async function certainSky(
  raster: Raster,
  what: string,
  signal: StopSignal,
): Promise<{ sky: Sky; seen: Raster }> {
  const sky = await findSky(raster);
  if (sky.confidence >= SURE) return { sky, seen: raster };
  const seen = lifted(raster, signal);
  if (seen === null) throw notFound(what);
  const byNight = await findSky(seen);
  if (byNight.confidence < SURE_BY_NIGHT) throw notFound(what);
  return { sky: byNight, seen };
}

/** Share of the picture that is lighter than its brightest parts are counted from. */
const LIGHTEST = 0.02;

/** Light (0..255) of the brightest parts below which a picture is one of the night, and to which it is lifted. */
const NIGHT = 125;
const DAY = 220;

/** Most that light is multiplied by: beyond there is only noise. */
const MOST = 6;

/** A picture of the night as light as one of the day, so that what is known of skies holds for it; `null` for any other. */
export function lifted({ data, ...raster }: Raster, signal: StopSignal): Raster | null {
  const { width, height, channels } = raster;
  const counts = new Uint32Array(256);
  inSlices(width * height, signal, (from, to) => {
    for (let at = from * channels; at < to * channels; at += channels) {
      const light = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
      counts[Math.round(light)] = (counts[Math.round(light)] ?? 0) + 1;
    }
  });
  let lightest = 255;
  for (let count = counts[255] ?? 0; lightest > 0 && count <= LIGHTEST * width * height;) {
    lightest--;
    count += counts[lightest] ?? 0;
  }
  if (lightest >= NIGHT) return null;
  const gain = Math.min(MOST, DAY / Math.max(1, lightest));
  const levels = Uint8Array.from({ length: 256 }, (_, level) => Math.min(255, Math.round(level * gain)));
  const out = Buffer.from(data);
  inSlices(width * height, signal, (from, to) => {
    for (let at = from * channels; at < to * channels; at += channels) {
      for (let byte = at; byte < at + 3; byte++) out[byte] = levels[out[byte] ?? 0] ?? 0;
    }
  });
  return { ...raster, data: out };
}
