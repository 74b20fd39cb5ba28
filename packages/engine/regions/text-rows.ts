/** A rectangle in pixels; right and bottom are beyond it. */
export type Box = { left: number; top: number; right: number; bottom: number };

export const heightOf = ({ top, bottom }: Box): number => bottom - top;

/** Pieces of one line are at most so many times higher than each other, and share so much of the lower one's height. */
const ALIKE = 2.6;
const LEVEL = 0.5;

/** The widest gap between two pieces that stand together, in heights of the higher. */
const GAP = 1.6;

/** A line has at least so many pieces, or is so many times longer than high. */
const FEWEST = 3;
const LONG = 2.2;

/** The share of a line's box that has the light of its ground, within so many levels: paper and screens are plain. */
const PLAIN = 0.38;
const SAME = 14;

/** Letters stand on a line: pieces whose feet lie within this share of their height of the middle ones, and how many must. */
const FOOT = 0.3;
const STANDING = 0.55;

/** Pieces that stand together as letters do, on a plain ground. */
export function segmentsOf(pieces: readonly Box[], light: Uint8Array, width: number): Box[][] {
  const sorted = pieces.toSorted((one, other) => one.left - other.left);
  const group = sorted.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (group[root] !== root) root = group[root] ?? root;
    group[index] = root;
    return root;
  };
  const tallest = sorted.reduce((most, box) => Math.max(most, heightOf(box)), 0);
  const ends = sorted.map(({ right }) => right);
  const farthest = Math.max(0, ...sorted.map(({ left, right }) => right - left));
  for (const [index, box] of sorted.entries()) {
    for (let before = index - 1; before >= 0; before--) {
      const other = sorted[before];
      if (other === undefined || other.left < box.left - farthest - GAP * tallest) break;
      if ((ends[before] ?? 0) >= box.left - GAP * tallest && stand(other, box)) group[rootOf(index)] = rootOf(before);
    }
  }
  const groups = new Map<number, Box[]>();
  for (const [index, box] of sorted.entries()) {
    const root = rootOf(index);
    groups.set(root, [...(groups.get(root) ?? []), box]);
  }
  const plain = [...groups.values()].filter((segment) => isPlain(segment, light, width));
  const certain = plain.filter((segment) => isWriting(segment));
  // "ok" is a line where others of its size are.
  const usual = middleOf(certain.map((segment) => middleOf(segment.map(heightOf))));
  const short = plain.filter((segment) => !certain.includes(segment) && isShortWord(segment, usual));
  return certain.length < MANY ? certain : [...certain, ...short];
}

/** From so many lines on, two letters of their usual size are one as well. */
const MANY = 3;

function isShortWord(segment: readonly Box[], usual: number): boolean {
  const height = middleOf(segment.map(heightOf));
  const isLevel = Math.abs((segment[0]?.bottom ?? 0) - (segment.at(-1)?.bottom ?? 0)) <= FOOT * height;
  return segment.length === 2 && isLevel && height > usual * 0.6 && height < usual * 1.5;
}

function stand(one: Box, other: Box): boolean {
  const [low, high] = [Math.min(heightOf(one), heightOf(other)), Math.max(heightOf(one), heightOf(other))];
  const shared = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return high <= ALIKE * low && shared >= LEVEL * low && other.left - one.right <= GAP * high;
}

/** The box around boxes. */
export const boxOf = (boxes: readonly Box[]): Box => ({
  left: Math.min(...boxes.map(({ left }) => left)),
  top: Math.min(...boxes.map(({ top }) => top)),
  right: Math.max(...boxes.map(({ right }) => right)),
  bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
});

const middleOf = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

function isWriting(segment: readonly Box[]): boolean {
  const { left, right } = boxOf(segment);
  const height = middleOf(segment.map(heightOf));
  if (segment.length < FEWEST && (segment.length < 2 || right - left < LONG * height)) return false;
  // The feet of a line that is somewhat aslant rise evenly.
  const slope = slopeOf(segment);
  const feet = segment.map((box) => box.bottom - slope * box.left);
  const foot = middleOf(feet);
  return feet.filter((value) => Math.abs(value - foot) <= FOOT * height).length >= STANDING * segment.length;
}

/** How the feet of pieces rise along the line, by least squares. */
function slopeOf(segment: readonly Box[]): number {
  const [across, down] = [middleOf(segment.map(({ left }) => left)), middleOf(segment.map(({ bottom }) => bottom))];
  const both = segment.reduce((sum, { left, bottom }) => sum + (left - across) * (bottom - down), 0);
  const squares = segment.reduce((sum, { left }) => sum + (left - across) ** 2, 0);
  return squares === 0 ? 0 : both / squares;
}

/** Whether most of what is about the letters has one light. */
function isPlain(segment: readonly Box[], light: Uint8Array, width: number): boolean {
  let plain = 0;
  let all = 0;
  for (const { left, top, right, bottom } of segment) {
    const counts = new Uint32Array(256);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const level = light[y * width + x] ?? 0;
        counts[level] = (counts[level] ?? 0) + 1;
      }
    }
    plain += mostWithin(counts);
    all += (right - left) * (bottom - top);
  }
  return plain >= PLAIN * all;
}

/** How many of the counted lie within the best window of levels. */
function mostWithin(counts: Uint32Array): number {
  let [sum, most] = [0, 0];
  for (let level = 0; level < 256; level++) {
    sum += counts[level] ?? 0;
    if (level >= SAME) sum -= counts[level - SAME] ?? 0;
    if (sum > most) most = sum;
  }
  return most;
}

/** Segments that stand beside each other make one row, from the top; within a row its pieces from the left. */
export function rowsOf(segments: readonly (readonly Box[])[]): Box[][] {
  const slope = middleOf(segments.filter(({ length }) => length >= 8).map(slopeOf));
  const levelOf = (segment: readonly Box[]): { top: number; bottom: number } => {
    const { left, right, top, bottom } = boxOf(segment);
    const shift = slope * ((left + right) / 2);
    const rise = Math.min((bottom - top) / 3, (Math.abs(slope) * (right - left)) / 2);
    return { top: top + rise - shift, bottom: bottom - rise - shift };
  };
  const rows: { level: { top: number; bottom: number }; pieces: Box[] }[] = [];
  for (const segment of segments.toSorted((one, other) => levelOf(one).top - levelOf(other).top)) {
    const level = levelOf(segment);
    const row = rows.find(({ level: { top, bottom } }) => {
      const shared = Math.min(bottom, level.bottom) - Math.max(top, level.top);
      return shared >= LEVEL * Math.min(bottom - top, level.bottom - level.top);
    });
    if (row === undefined) rows.push({ level, pieces: [...segment] });
    else row.pieces.push(...segment);
  }
  return rows
    .toSorted((one, other) => one.level.top + one.level.bottom - other.level.top - other.level.bottom)
    .map(({ pieces }) => pieces.toSorted((one, other) => one.left - other.left));
}
