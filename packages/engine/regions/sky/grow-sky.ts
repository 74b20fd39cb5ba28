import { connectedComponents, floodFill } from "../../pixels/connected-components";
import { type Plane, planeOf } from "../../pixels/plane";
import { type SmallPicture, meanWithin } from "./small-picture";

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
export function growSky(picture: SmallPicture): Grown {
  const { width, height } = picture.skyColour;
  const mask = withoutLand(grown(picture, false), grown(picture, true), picture);
  const open = planeOf(width, height, (index) => mask[index] ?? 0);
  fillHoles(mask, picture);
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
  for (const part of connectedComponents(beyond, width)) {
    const sum = (plane: Plane): number => part.reduce((total, index) => total + (plane.values[index] ?? 0), 0);
    if (sum(light) >= (skyLight - DARKER) * part.length || sum(rows) <= middle * part.length) continue;
    for (const index of part) mask[index] = 0;
  }
  return mask;
}

function growFrom(seed: number, mask: Uint8Array, picture: SmallPicture, stops: boolean): void {
  const { width, values } = picture.besideSky;
  floodFill(
    seed,
    mask,
    width,
    (next, from) => values[next] === 1 && apart(picture, from, next) < STEP * STEP && !(stops && isEdge(picture, next)),
  );
}

function isEdge(picture: SmallPicture, index: number): boolean {
  const { width, height } = picture.light;
  const [x, y] = [index % width, Math.floor(index / width)];
  const across = apart(picture, index - Math.min(REACH, x), index + Math.min(REACH, width - 1 - x));
  const down = apart(picture, index - width * Math.min(REACH, y), index + width * Math.min(REACH, height - 1 - y));
  const most = picture.cool.values[index] === 1 ? EDGE : WARM_EDGE;
  return Math.max(across, down) >= most * most;
}

/** The square of the distance of two pixels in red, green and blue. */
function apart({ red, green, blue }: SmallPicture, a: number, b: number): number {
  const dr = (red.values[a] ?? 0) - (red.values[b] ?? 0);
  const dg = (green.values[a] ?? 0) - (green.values[b] ?? 0);
  const db = (blue.values[a] ?? 0) - (blue.values[b] ?? 0);
  return dr * dr + dg * dg + db * db;
}

/** Sun, moon and clouds: of a sky's colour and surrounded by it, the sides of the picture apart. What touches its lower edge is none. */
function fillHoles(mask: Uint8Array, { skyColour }: SmallPicture): void {
  const { width, height, values } = skyColour;
  for (const hole of connectedComponents(mask, width, 0)) {
    const isOpen = hole.some((index) => index >= width * (height - 1));
    const skyColoured = hole.reduce((sum, index) => sum + (values[index] ?? 0), 0);
    if (!isOpen && skyColoured > hole.length * MOSTLY) for (const index of hole) mask[index] = 1;
  }
}

/** Rows above and below a place that are compared, and how far away the change must be the smaller for it to be an edge. */
const ROWS = 2;
const BESIDE = 6;

/** Least step of colour (distance in red, green and blue) that counts as an edge, and how far it stands above the change around it. */
const LEAST_STEP = 9;
const ABOVE = 1.7;

/** Gaps in an edge are closed over this many pixels to either side. */
const GAP = 3;

/**
 * Where an edge runs all across the picture, over hazy hills or a sea, though single places of it may be
 * soft: 1 on it, else 0. What has no sky's colour, such as trees, may bridge it. `null` when there is none.
 */
export function horizonWall(picture: SmallPicture): Uint8Array | null {
  const { width, height } = picture.light;
  const steps = new Float32Array(width * height);
  for (let y = ROWS; y < height - ROWS; y++) {
    for (let x = 0; x < width; x++) {
      const index = y * width + x;
      steps[index] = stepAt(picture, index - ROWS * width, index + ROWS * width);
    }
  }
  const edge = new Uint8Array(width * height);
  for (let y = BESIDE; y < height - BESIDE; y++) {
    for (let x = 0; x < width; x++) {
      const index = y * width + x;
      const step = steps[index] ?? 0;
      const around = ((steps[index - BESIDE * width] ?? 0) + (steps[index + BESIDE * width] ?? 0)) / 2;
      if (step > LEAST_STEP && step > ABOVE * around) edge[index] = 1;
    }
  }
  const barrier = new Uint8Array(width * height);
  for (let index = 0; index < barrier.length; index++) {
    if (picture.besideSky.values[index] !== 1) barrier[index] = 1;
    if (edge[index] !== 1) continue;
    const x = index % width;
    for (let other = Math.max(0, x - GAP); other <= Math.min(width - 1, x + GAP); other++) {
      barrier[index - x + other] = 1;
    }
  }
  const across = connectedComponents(barrier, width).filter(
    (part) => part.some((index) => index % width === 0) && part.some((index) => index % width === width - 1),
  );
  if (across.length === 0) return null;
  const wall = new Uint8Array(width * height);
  for (const part of across) for (const index of part) wall[index] = 1;
  return wall;
}

function stepAt({ red, green, blue }: SmallPicture, above: number, below: number): number {
  const dr = (red.values[above] ?? 0) - (red.values[below] ?? 0);
  const dg = (green.values[above] ?? 0) - (green.values[below] ?? 0);
  const db = (blue.values[above] ?? 0) - (blue.values[below] ?? 0);
  return Math.hypot(dr, dg, db);
}
