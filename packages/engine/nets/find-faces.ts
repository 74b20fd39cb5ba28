import type { Raster } from "../pixels/raster";
import { throughSharp } from "../pixels/resize";
import type { Work } from "../work";
import { lookOnce } from "./look-once";
import { type Face, type Turn, lookForFaces } from "./look-for-faces";
import type { Box } from "./net";

/** Longer side of the copy that is looked at, in pixels: the smallest faces still fill the net's square in a look of their own. */
const LONGEST = 1600;

/** Side of the parts of a picture that are looked at by themselves, as a share of its longer side, and by how much they overlap. */
const TILE = 0.6;
const OVERLAP = 0.25;

/**
 * From this share of the width of a part on a face in it is of the one person whom it shows. Where there is none there may be several,
 * of whom some are small: quarters of that share of its sides, which overlap, of at most so many parts are looked at.
 */
const FILLS = 0.2;
const QUARTER = 0.6;
const CROWDED = 2;

/** From this score on something is worth a second look, at so many places at most. */
const PERHAPS = 0.3;
const SECOND_LOOKS = 16;

/** Side of a second look, in sizes of the face: the net is surest of faces about a fifth as wide as what it sees. */
const AROUND = 4.5;

/** From this score on there is a face, if somebody is there; measured on photographs, where the surest of none had 0.45. */
const LIKELY = 0.55;

/** From this score on no second look is needed. */
const SURE = 0.75;

/** Below, a face is none, whichever way it is turned. */
const HOPELESS = 0.4;

/** The middles of two faces are at least so far apart, in widths of the larger. */
const APART = 0.75;

/**
 * The faces of a picture, the largest first; small ones, those that are turned away and those lying on a side may be missed.
 * Looked for in the whole, in overlapping parts of it, and in `parts`, where somebody is known to be. What may be one is
 * looked at once more from near, upright and mirrored, and where that leaves it open, turned by 25°: what only one look
 * takes for a face is none. Costs about 8 looks at the net, of about 0.1 s each, and up to 4 at each place in doubt.
 */
export const findFaces = async (raster: Raster, parts: readonly Box[], work: Work): Promise<Face[]> => [
  ...(await seenFaces(raster, JSON.stringify(parts), work, () => lookAtFaces(raster, parts, work))),
];

const seenFaces = lookOnce<Face[]>();

async function lookAtFaces(raster: Raster, parts: readonly Box[], work: Work): Promise<Face[]> {
  const scale = Math.min(1, LONGEST / Math.max(raster.width, raster.height));
  const copy =
    scale === 1
      ? raster
      : await throughSharp(raster, (image) => image.resize(LONGEST, LONGEST, { fit: "inside", kernel: "linear" }));
  const whole = { left: 0, top: 0, width: copy.width, height: copy.height };
  const looks = await lookForFaces(copy, whole, ["upright", "mirrored"], PERHAPS, work);
  const near = parts.map((part) =>
    inside(part.left * scale, part.top * scale, part.width * scale, part.height * scale, copy),
  );
  for (const part of [...tilesOf(copy), ...near]) {
    looks.push(...(await lookForFaces(copy, part, ["upright"], PERHAPS, work)));
  }
  const crowded = near.filter((part) => !looks.flat().some((face) => fills(face, part))).slice(0, CROWDED);
  for (const quarter of crowded.flatMap(quartersOf)) {
    looks.push(...(await lookForFaces(copy, quarter, ["upright"], PERHAPS, work)));
  }
  const found: Face[] = [];
  for (const seen of ofOneFace(looks.map(oneEach)).slice(0, SECOND_LOOKS)) {
    const face = await lookAgain(copy, seen, work);
    if (face.score >= LIKELY) found.push(scaled(face, 1 / scale));
  }
  return oneEach(found).toSorted((one, other) => other.width * other.height - one.width * one.height);
}

/** A face from what several looks say of it, and from more looks at it from near. */
async function lookAgain(copy: Raster, seen: readonly Face[], work: Work): Promise<Face> {
  const first = meanOf(seen);
  if (certaintyOf(seen) >= SURE) return { ...first, score: certaintyOf(seen) };
  const side = AROUND * Math.max(first.width, first.height);
  const [x, y] = [first.left + first.width / 2, first.top + first.height / 2];
  const part = inside(x - side / 2, y - side / 2, side, side, copy);
  const all = [...seen];
  const look = async (turns: readonly Turn[]): Promise<void> => {
    for (const faces of await lookForFaces(copy, part, turns, PERHAPS, work)) {
      const same = oneEach(faces).find((face) => isSame(face, first));
      if (same !== undefined) all.push(same);
    }
  };
  await look(["upright", "mirrored"]);
  if (certaintyOf(all) < LIKELY && certaintyOf(all) >= HOPELESS) await look(["left", "right"]);
  return { ...meanOf(all), score: certaintyOf(all) };
}

/** What both of the surest looks say in the mean: one alone errs too often. */
function certaintyOf(seen: readonly Face[]): number {
  const [best = 0, second = 0] = seen.map(({ score }) => score).toSorted((one, other) => other - one);
  return (best + second) / 2;
}

/** The mean of what several looks say, each as far as it is certain. */
function meanOf(seen: readonly Face[]): Face {
  const total = seen.reduce((sum, { score }) => sum + score, 0);
  const mean = (value: (face: Face) => number): number =>
    seen.reduce((sum, face) => sum + value(face) * face.score, 0) / total;
  return {
    left: mean(({ left }) => left),
    top: mean(({ top }) => top),
    width: mean(({ width }) => width),
    height: mean(({ height }) => height),
    eyes: [
      [mean(({ eyes }) => eyes[0][0]), mean(({ eyes }) => eyes[0][1])],
      [mean(({ eyes }) => eyes[1][0]), mean(({ eyes }) => eyes[1][1])],
    ],
    score: Math.max(...seen.map(({ score }) => score)),
  };
}

/** What several looks say of one face each, the surest face first. */
function ofOneFace(looks: ReadonlyArray<readonly Face[]>): Face[][] {
  const groups: Face[][] = [];
  for (const face of looks.flat().toSorted((one, other) => other.score - one.score)) {
    const group = groups.find(([first]) => first !== undefined && isSame(first, face));
    if (group === undefined) groups.push([face]);
    else group.push(face);
  }
  return groups;
}

/** The surest of those boxes that are of one face: the heads of two people are further apart. */
function oneEach(found: readonly Face[]): Face[] {
  const kept: Face[] = [];
  for (const face of found.toSorted((one, other) => other.score - one.score)) {
    if (!kept.some((other) => isSame(face, other))) kept.push(face);
  }
  return kept;
}

const isSame = (one: Face, other: Face): boolean =>
  Math.hypot(
    one.left + one.width / 2 - other.left - other.width / 2,
    one.top + one.height / 2 - other.top - other.height / 2,
  ) <=
  APART * Math.max(one.width, other.width);

/** Whether a face is surely one, lies in a part and is as wide as somebody's who is alone in it. */
const fills = (face: Face, { left, top, width, height }: Box): boolean => {
  const [x, y] = [face.left + face.width / 2, face.top + face.height / 2];
  const isIn = x >= left && y >= top && x < left + width && y < top + height;
  return isIn && face.score >= SURE && face.width >= FILLS * width;
};

/** The four corners of a part, which overlap. */
function quartersOf({ left, top, width, height }: Box): Box[] {
  const [across, down] = [Math.ceil(width * QUARTER), Math.ceil(height * QUARTER)];
  return [top, top + height - down].flatMap((above) =>
    [left, left + width - across].map((from) => ({ left: from, top: above, width: across, height: down })),
  );
}

/** Overlapping parts that cover a picture, and reach its edges. */
function tilesOf({ width, height }: Raster): Box[] {
  const side = Math.round(TILE * Math.max(width, height));
  const starts = (length: number): number[] => {
    const count = length <= side ? 1 : Math.ceil((length - side * OVERLAP) / (side * (1 - OVERLAP)));
    return Array.from({ length: count }, (_, index) =>
      count === 1 ? 0 : Math.round((index * (length - side)) / (count - 1)),
    );
  };
  return starts(height).flatMap((top) =>
    starts(width).map((left) => ({ left, top, width: Math.min(side, width), height: Math.min(side, height) })),
  );
}

/** A box in whole pixels, within a picture. */
function inside(left: number, top: number, across: number, down: number, { width, height }: Raster): Box {
  const [from, above] = [
    Math.min(width - 1, Math.max(0, Math.floor(left))),
    Math.min(height - 1, Math.max(0, Math.floor(top))),
  ];
  return {
    left: from,
    top: above,
    width: Math.max(1, Math.min(width, Math.ceil(left + across)) - from),
    height: Math.max(1, Math.min(height, Math.ceil(top + down)) - above),
  };
}

const scaled = ({ left, top, width, height, eyes, score }: Face, by: number): Face => ({
  left: left * by,
  top: top * by,
  width: width * by,
  height: height * by,
  eyes: [
    [eyes[0][0] * by, eyes[0][1] * by],
    [eyes[1][0] * by, eyes[1][1] * by],
  ],
  score,
});
