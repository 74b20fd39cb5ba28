import { EngineError } from "../errors";
import type { Component } from "../pixels/connected-components";
import type { Mask, Raster } from "../pixels/raster";
import type { Work } from "../work";
import { notFound } from "./failures";
import { findMask } from "./find-mask";
import type { Span } from "./people/heads";
import { isSomebody, lookForPeople, peopleMask, pieceOfFace } from "./people/people-mask";

/** Share of a thing that may lie outside of its box on each side: single pixels are no part of it. */
const STRAY = 0.004;

/** What somebody may want in the picture: whatever it is about, somebody or all who are in it, or a thing by its name. */
export const WHO = ["subject", "person", "people", "thing"] as const;
export type Who = (typeof WHO)[number];

/** Which of several people: whoever stands furthest on that side, or in the middle. */
export const WHICH = ["any", "left", "right", "middle"] as const;
export type Which = (typeof WHICH)[number];

/**
 * The box around what is meant, in whole pixels of the picture, and a note on what was taken for it.
 * @throws {EngineError} `NOTHING_CHANGED` when it is not found with enough certainty.
 */
export async function boxOfWho(raster: Raster, who: Who, which: Which, work: Work): Promise<Span> {
  if (which !== "any") return onSide(raster, which, work);
  if (who === "subject") return boxOf(await findMask(raster, [{ name: "subject" }], work));
  if (who === "thing") {
    // An animal may be taken for somebody, but has no face that looks like one.
    if ((await lookForPeople(raster, work)).faces.length > 0) throw besidePeople();
    work.note("Things are not known by their names: what stands out most was taken for it");
    return boxOf(await findMask(raster, [{ name: "subject" }], work));
  }
  const mask = await peopleMask(raster, who === "person" ? "a person" : "people", work);
  const { faces } = who === "person" ? await lookForPeople(raster, work) : { faces: [] };
  if (faces.length > 1) work.note(`${faces.length} people were found, and all of them are in the picture`);
  return boxOf(mask);
}

/** Whoever stands on one side of others: of a piece that shows several, what is nearer to that face than to the next. */
async function onSide(raster: Raster, which: Exclude<Which, "any">, work: Work): Promise<Span> {
  const { small, certainties, pieces, faces } = await lookForPeople(raster, work);
  const scale = raster.width / small.width;
  const people = pieces.flatMap((piece): { x: number; piece: Component }[] => {
    const own = faces.filter((face) => pieceOfFace(piece, face, small, raster));
    if (own.length > 0) return own.map((face) => ({ x: (face.left + face.width / 2) / scale, piece }));
    return isSomebody(piece, certainties) ? [{ x: middleOf(piece, small.width), piece }] : [];
  });
  const sorted = people.toSorted((one, other) => one.x - other.x);
  const at = which === "left" ? 0 : which === "right" ? sorted.length - 1 : (sorted.length - 1) / 2;
  const person = sorted[at];
  const half = small.width / 2;
  // Somebody alone is on a side of the picture.
  const isThere = sorted.length > 1 || (person !== undefined && (which === "left") === person.x < half);
  if (person === undefined || !isThere || (sorted.length === 1 && which === "middle"))
    throw notFound(`a person ${NAMES[which]}`);
  const from = sorted[at - 1]?.piece === person.piece ? ((sorted[at - 1]?.x ?? 0) + person.x) / 2 : 0;
  const to = sorted[at + 1]?.piece === person.piece ? ((sorted[at + 1]?.x ?? 0) + person.x) / 2 : small.width;
  const values = new Uint8Array(small.width * small.height);
  for (const index of person.piece) {
    const x = index % small.width;
    if (x >= from && x <= to) values[index] = 255;
  }
  const box = boxOf({ values, width: small.width, height: small.height });
  return {
    left: Math.floor(box.left * scale),
    top: Math.floor(box.top * scale),
    width: Math.min(Math.ceil(box.width * scale), raster.width - Math.floor(box.left * scale)),
    height: Math.min(Math.ceil(box.height * scale), raster.height - Math.floor(box.top * scale)),
  };
}

const NAMES = { left: "on the left", right: "on the right", middle: "in the middle" } as const;

const middleOf = (piece: Component, width: number): number =>
  piece.reduce((sum, index) => sum + (index % width), 0) / piece.length;

const besidePeople = (): EngineError =>
  new EngineError("NOTHING_CHANGED", {
    detail:
      "There are people in this picture, and things are not known by their names, so nobody could tell for certain which thing is meant beside them. Nothing was changed, and it cost nothing.",
  });

/** The box around all of a mask but strays. */
export function boxOf({ values, width, height }: Mask): Span {
  const columns = new Float64Array(width);
  const rows = new Float64Array(height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((values[y * width + x] ?? 0) < 128) continue;
      columns[x] = (columns[x] ?? 0) + 1;
      rows[y] = (rows[y] ?? 0) + 1;
    }
  }
  const [left, right] = reach(columns);
  const [top, bottom] = reach(rows);
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function reach(counts: Float64Array): [first: number, last: number] {
  const most = counts.reduce((sum, count) => sum + count, 0) * STRAY;
  const from = (indices: Iterable<number>): number => {
    let passed = 0;
    for (const index of indices) {
      passed += counts[index] ?? 0;
      if (passed > most) return index;
    }
    return 0;
  };
  return [from(counts.keys()), from([...counts.keys()].toReversed())];
}
