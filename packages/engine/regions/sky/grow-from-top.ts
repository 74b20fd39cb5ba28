import { partsOf } from "../parts";
import { meanWithin } from "./mean-within";
import { planeOf, type Plane } from "../plane";
import type { SmallPicture } from "./small-picture";

/** How far colours of neighbours may differ within one sky, as a distance in red, green and blue. */
const STEP = 11;

/** How far colours may differ across a place, over `REACH` pixels to both sides: single steps along a slanting edge are small. */
const EDGE = 36;
const REACH = 2;

/** The same where the colour is neither blue nor that of a cloud: a hill in evening light is warm as well. */
const WARM_EDGE = 25;

/** By how many levels of light what lies beyond an edge must be darker than the sky to be land. */
const DARKER = 6;

/** The part of a hole that must have a sky's colour to be sky. */
const MOSTLY = 0.6;

/** The part of the sides and of the top that may be a frame. */
const FRAME = 0.025;

/** 1 where there is sky, else 0: `open` without what it surrounds, such as the sun, `whole` with it. */
type Grown = { open: Plane; whole: Plane };

/** Grows a region of sky colour from the top edge down, over soft changes only, and closes the holes that sky shows through. */
export function growFromTop(picture: SmallPicture): Grown {
  const { width, height } = picture.skyColour;
  const mask = withoutLand(grown(picture, false), grown(picture, true), picture);
  const open = planeOf(width, height, (index) => mask[index] ?? 0);
  fillHoles(mask, picture, width, height);
  return { open, whole: planeOf(width, height, (index) => mask[index] ?? 0) };
}

/** With `stops`, growth does not pass edges, however it might find a way around single steps. */
function grown(picture: SmallPicture, stops: boolean): Uint8Array {
  const { width, height, values: skyColour } = picture.skyColour;
  const mask = new Uint8Array(width * height);
  const edge = Math.floor(width * FRAME);
  for (let y = 0; y <= Math.floor(height * FRAME); y++) {
    for (let x = edge; x < width - edge; x++) {
      const seed = y * width + x;
      if (mask[seed] === 0 && skyColour[seed] === 1) growFrom(seed, mask, picture, stops);
    }
  }
  return mask;
}

/** Beyond an edge there are clouds or hills in the sky's colours: hills lie below the sky and are darker. Changes and returns `mask`. */
function withoutLand(mask: Uint8Array, near: Uint8Array, { light }: SmallPicture): Uint8Array {
  const { width, height } = light;
  const sure = planeOf(width, height, (index) => near[index] ?? 0);
  const rows = planeOf(width, height, (index) => Math.floor(index / width));
  const middle = meanWithin(rows, sure);
  const lower = planeOf(width, height, (index) => ((rows.values[index] ?? 0) > middle ? (near[index] ?? 0) : 0));
  const skyLight = Math.max(meanWithin(light, sure), meanWithin(light, lower));
  const beyond = mask.map((value, index) => (near[index] === 1 ? 0 : value));
  for (const part of partsOf(beyond, width)) {
    const sum = (plane: Plane): number => part.reduce((total, index) => total + (plane.values[index] ?? 0), 0);
    if (sum(light) >= (skyLight - DARKER) * part.length || sum(rows) <= middle * part.length) continue;
    for (const index of part) mask[index] = 0;
  }
  return mask;
}

function growFrom(seed: number, mask: Uint8Array, picture: SmallPicture, stops: boolean): void {
  const { width, height, values } = picture.besideSky;
  const region = [seed];
  mask[seed] = 1;
  for (let at = 0; at < region.length; at++) {
    const index = region[at] ?? seed;
    for (let side = 0; side < 4; side++) {
      const next = neighbour(index, side, width, height);
      if (next < 0 || mask[next] === 1 || values[next] !== 1 || apart(picture, index, next) >= STEP * STEP) continue;
      if (stops && isEdge(picture, next)) continue;
      mask[next] = 1;
      region.push(next);
    }
  }
}

function isEdge(picture: SmallPicture, index: number): boolean {
  const { width, height } = picture.light;
  const [x, y] = [index % width, Math.floor(index / width)];
  const across = apart(picture, index - Math.min(REACH, x), index + Math.min(REACH, width - 1 - x));
  const down = apart(picture, index - width * Math.min(REACH, y), index + width * Math.min(REACH, height - 1 - y));
  const most = picture.cool.values[index] === 1 ? EDGE : WARM_EDGE;
  return Math.max(across, down) >= most * most;
}

/** The pixel left, right, above or below (`side` 0..3); −1 beyond the edge. */
function neighbour(index: number, side: number, width: number, height: number): number {
  if (side === 0) return index % width === 0 ? -1 : index - 1;
  if (side === 1) return index % width === width - 1 ? -1 : index + 1;
  if (side === 2) return index - width;
  return index < width * (height - 1) ? index + width : -1;
}

/** The square of the distance of two pixels in red, green and blue. */
function apart({ red, green, blue }: SmallPicture, a: number, b: number): number {
  const dr = (red.values[a] ?? 0) - (red.values[b] ?? 0);
  const dg = (green.values[a] ?? 0) - (green.values[b] ?? 0);
  const db = (blue.values[a] ?? 0) - (blue.values[b] ?? 0);
  return dr * dr + dg * dg + db * db;
}

/** Sun, moon and clouds: of a sky's colour and surrounded by it, the sides of the picture apart. What touches its lower edge is none. */
function fillHoles(mask: Uint8Array, picture: SmallPicture, width: number, height: number): void {
  const seen = new Uint8Array(mask.length);
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 1 || seen[start] === 1) continue;
    const hole = [start];
    seen[start] = 1;
    let skyColoured = 0;
    let isOpen = false;
    for (let at = 0; at < hole.length; at++) {
      const index = hole[at] ?? start;
      if (index >= width * (height - 1)) isOpen = true;
      skyColoured += picture.skyColour.values[index] ?? 0;
      for (let side = 0; side < 4; side++) {
        const next = neighbour(index, side, width, height);
        if (next < 0 || mask[next] === 1 || seen[next] === 1) continue;
        seen[next] = 1;
        hole.push(next);
      }
    }
    if (!isOpen && skyColoured > hole.length * MOSTLY) for (const index of hole) mask[index] = 1;
  }
}
