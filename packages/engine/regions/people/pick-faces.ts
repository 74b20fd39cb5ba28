import { EngineError } from "../../errors";
import type { Face } from "../../nets/look-for-faces";
import type { Region } from "../../plan";

type Size = { width: number; height: number };

/** Which of the faces in a picture are meant; all of them where nothing is said. */
export type WhichFaces = Pick<Region, "at" | "one" | "others">;

/** A face less wide than this share of the widest one is of somebody in the background. */
const FAR = 0.6;

/** So much nearer than the next, in its own widths, the face has to be that alone is meant. */
const CLEARLY = 0.35;

/**
 * Those of some faces that are meant, whole: of `one` the outermost to a side, or the middle one of an odd number in front;
 * else all whose middle lies in that part of the picture. None where there are none there.
 * @throws {EngineError} `NOTHING_CHANGED` when one is meant and it is open which: nobody's face is covered for another's.
 */
export function pickFaces(faces: readonly Face[], { at, one = false, others = false }: WhichFaces, size: Size): Face[] {
  const widest = Math.max(0, ...faces.map(({ width }) => width));
  const [front, back] = [true, false].map((isFront) => faces.filter(({ width }) => width >= FAR * widest === isFront));
  const [near = [], far = []] = [front, back];
  const meant = one ? theOne(near, far, at, size) : faces.filter((face) => isAt(face, at, size, far));
  return others ? faces.filter((face) => !meant.includes(face)) : meant;
}

const middleOf = ({ left, top, width, height }: Face): readonly [x: number, y: number] => [
  left + width / 2,
  top + height / 2,
];

/** Whether a face lies in a part of the picture; the middle is a third of it across. */
function isAt(face: Face, at: WhichFaces["at"], { width, height }: Size, far: readonly Face[]): boolean {
  if (at === undefined) return true;
  if (at === "background" || at === "foreground") return far.includes(face) === (at === "background");
  const [x, y] = middleOf(face);
  if (at === "centre") return Math.abs(x / width - 0.5) <= 1 / 6;
  const sides: Readonly<Record<string, boolean>> = {
    left: x < width / 2,
    right: x > width / 2,
    top: y < height / 2,
    bottom: y > height / 2,
  };
  return at.split("-").every((side) => sides[side] === true);
}

function theOne(near: readonly Face[], far: readonly Face[], at: WhichFaces["at"], size: Size): Face[] {
  const [only, ...more] = at === "background" ? far : near;
  if (only === undefined) return [];
  if (more.length === 0) return [only].filter((face) => isAt(face, at, size, far));
  if (at === undefined || at === "background" || at === "foreground") throw unclear(near.length + far.length, at);
  const byPlace = near.toSorted((one, other) => rank(one, at) - rank(other, at));
  if (at !== "centre") {
    const [first = only, second = only] = byPlace;
    if (rank(second, at) - rank(first, at) < CLEARLY * first.width) throw unclear(near.length + far.length, at);
    return [first];
  }
  if (near.length % 2 === 0) throw unclear(near.length + far.length, at);
  return byPlace.slice((near.length - 1) / 2, (near.length + 1) / 2);
}

/** How far a face is from the outermost place on a side, in pixels; for the middle from the left. */
function rank(face: Face, at: string): number {
  const [x, y] = middleOf(face);
  const along: Readonly<Record<string, number>> = { left: x, centre: x, right: -x, top: y, bottom: -y };
  return at.split("-").reduce((sum, side) => sum + (along[side] ?? 0), 0);
}

const unclear = (count: number, at: WhichFaces["at"]): EngineError =>
  new EngineError("NOTHING_CHANGED", {
    detail:
      `${count} faces were found in this picture, and it is not clear which one ${at === undefined ? "is meant" : "that is"}, so nothing was changed. It cost nothing. ` +
      "Say for example “the face on the left”, “the face on the right” or “all faces”.",
  });
