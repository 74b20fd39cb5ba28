import { tentBlur } from "../../pixels/box-filter";
import { type Component, connectedComponents } from "../../pixels/connected-components";
import type { Plane } from "../../pixels/plane";
import { ramp } from "../../pixels/smoothstep";
import type { Sky } from "../sky/find-sky";
import type { waterColours } from "./water-colours";

/** How well the shore must mirror, −1..1: none below the first, certain from the second on. */
const MIRRORS = [0.5, 0.65] as const;

/** How far each level of a colour may be from that of the mirrored place. */
const SAME = 34;

/** The part of what is below the shore that may be sky, as a picture is not always quite level. */
const SKY_BELOW = 0.03;

/** The share of the picture that a piece of the water must have. */
const LEAST = 0.002;

/** Pixels of the small copy by which water is grown towards what stands before it. */
const SPREAD = 3;

/** Finds the water that mirrors what stands above its shore, where it is not too dark or by its colour could be water. */
export function stillWater(
  { picture, mask: sky }: Sky,
  { dark, could }: ReturnType<typeof waterColours>,
): { part: Component; confidence: number } {
  const { width, height } = picture.light;
  const { row, likeness } = mirrorLine(picture.light);
  const skyBelow = sky.values.subarray(row * width).reduce((sum, value) => sum + value, 0);
  if (likeness < MIRRORS[0] || skyBelow > SKY_BELOW * width * (height - row)) return { part: [], confidence: 0 };
  const planes = [picture.red, picture.green, picture.blue].map((plane) => tentBlur(plane, 1).values);
  const water = new Uint8Array(width * height);
  for (let index = row * width; index < water.length; index++) {
    const y = Math.floor(index / width);
    const above = Math.max(0, 2 * row - 1 - y) * width + (index % width);
    const isSame = planes.every((values) => Math.abs((values[index] ?? 0) - (values[above] ?? 0)) < SAME);
    if ((isSame && (picture.light.values[index] ?? 0) >= dark) || could[index] === 1) water[index] = 1;
  }
  // Trees part it: what is seen between them counts as well.
  const parts = connectedComponents(water, width).filter((piece) => piece.length > LEAST * water.length);
  const part = parts.flat();
  spread(part, width, (index) => index >= row * width && (picture.light.values[index] ?? 0) >= dark);
  const share = part.length / (width * Math.max(1, height - row));
  return { part, confidence: ramp(likeness, ...MIRRORS) * ramp(share, 0.3, 0.5) };
}

/** Grows a part a little, up to the things before it, whose edges are rough. Changes it. */
function spread(part: number[], width: number, isFree: (index: number) => boolean): void {
  const inside = new Set(part);
  let rim = part;
  for (let turn = 0; turn < SPREAD; turn++) {
    const next: number[] = [];
    for (const index of rim) {
      for (const other of [index - 1, index + 1, index - width, index + width]) {
        const isBeside = Math.abs((other % width) - (index % width)) <= 1;
        if (!isBeside || inside.has(other) || !isFree(other)) continue;
        inside.add(other);
        next.push(other);
      }
    }
    part.push(...next);
    rim = next;
  }
}

/** Rows among which the shore is looked for, as shares of the height, and how far up and down it mirrors. */
const HIGHEST = 0.3;
const LOWEST = 0.85;
const DEPTH = 0.22;
const LEAST_DEPTH = 0.08;

/** Columns that are compared, as shares of the width: at the sides trees and banks stand before the water. */
const FROM = 0.2;
const TO = 0.8;

/** Mean square of the change of light from row to row below which there is nothing to mirror. */
const FLAT = 0.5;

/** The row at which a picture mirrors what is above, as a shore of still water does, and how well, −1..1. */
function mirrorLine({ values, width, height }: Plane): { row: number; likeness: number } {
  const [from, to] = [Math.floor(width * FROM), Math.ceil(width * TO)];
  const waves = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    let mean = 0;
    for (let x = from; x < to; x++) mean += (values[y * width + x] ?? 0) / (to - from);
    for (let x = from; x < to; x++) waves[y * width + x] = (values[y * width + x] ?? 0) - mean;
  }
  const best = { row: 0, likeness: 0 };
  // Changes along the columns, which a mirror turns over; upright posts and stripes, alike on every row, have none.
  const turns = waves.map((wave, index) => (index < width ? 0 : wave - (waves[index - width] ?? 0)));
  for (let row = Math.floor(height * HIGHEST); row < height * LOWEST; row++) {
    const depth = Math.min(row, height - row, Math.floor(height * DEPTH));
    if (depth < height * LEAST_DEPTH) continue;
    let [both, above, below] = [0, 0, 0];
    for (let step = 1; step < depth; step++) {
      for (let x = from; x < to; x++) {
        const one = turns[(row - step) * width + x] ?? 0;
        const other = turns[(row + step) * width + x] ?? 0;
        both -= one * other;
        above += one * one;
        below += other * other;
      }
    }
    if (Math.min(above, below) < FLAT * depth * (to - from)) continue;
    const likeness = both / Math.sqrt(above * below);
    if (likeness > best.likeness) Object.assign(best, { row, likeness });
  }
  return best;
}
