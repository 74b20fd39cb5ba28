import { partsOf, type Part } from "../parts";
import { planeOf, softened, type Plane } from "../plane";

/** Gaps of about twice this many pixels of the small copy do not part one thing in two, as a car's trim does. */
const BRIDGE = 2;

/** Areas that hang together by less than about twice this share of the longer side are two, such as a hat and a face. */
const NECK = 0.014;

/** From this share of the largest one on, an area that hangs together with it is of the same thing all the same. */
const SAME_THING = 0.5;

/** From this share of the largest one on, another area is as large, and nobody knows which of both is meant. */
const AS_LARGE = 0.85;

/** The largest connected area of a colour (0..1 a pixel); `null` when another one is about as large. */
export function largestArea(found: Plane): Plane | null {
  const { width, height, values } = found;
  const near = softened(found, BRIDGE);
  const joined = Uint8Array.from(values, (value, index) => (Math.max(value, near.values[index] ?? 0) > 0.4 ? 1 : 0));
  const [largest = [], second = []] = partsOf(joined, width);
  if (second.length > largest.length * AS_LARGE) return null;
  const owned = withoutNeighbours(largest, width, height);
  return planeOf(width, height, (index) => (owned[index] === 1 ? (values[index] ?? 0) : 0));
}

/** 1 for what of a part is nearer to its largest core, or to one about as large, than to others that only a neck joins to it. */
function withoutNeighbours(part: Part, width: number, height: number): Uint8Array {
  const inside = new Uint8Array(width * height);
  for (const index of part) inside[index] = 1;
  const cores = partsOf(eroded(inside, width, Math.round(NECK * Math.max(width, height))), width);
  const most = cores[0]?.length ?? 0;
  if (most === 0) return inside;
  // Each pixel of the part comes to the core that reaches it first.
  const owner = new Int32Array(width * height).fill(-1);
  let rim: number[] = [];
  for (const [number, core] of cores.entries()) {
    for (const index of core) owner[index] = number;
    rim.push(...core);
  }
  while (rim.length > 0) {
    const next: number[] = [];
    for (const index of rim) {
      for (const other of besides(index, width)) {
        if (inside[other] !== 1 || owner[other] !== -1) continue;
        owner[other] = owner[index] ?? 0;
        next.push(other);
      }
    }
    rim = next;
  }
  return inside.map((value, index) => ((cores[owner[index] ?? 0]?.length ?? 0) >= most * SAME_THING ? value : 0));
}

/** The pixels left, right, above and below; −1 beyond the left and right edge. */
function besides(index: number, width: number): number[] {
  const x = index % width;
  return [x > 0 ? index - 1 : -1, x < width - 1 ? index + 1 : -1, index - width, index + width];
}

/** What is 1 without a rim of `by` pixels; at the edges of the picture there is none. */
function eroded(values: Uint8Array, width: number, by: number): Uint8Array {
  let out = values;
  for (let turn = 0; turn < by; turn++) {
    const before = out;
    out = before.map((value, index) =>
      value === 1 && besides(index, width).every((other) => (before[other] ?? 1) === 1) ? 1 : 0,
    );
  }
  return out;
}
