import { findFaces } from "../../nets/find-faces";
import { findPeople } from "../../nets/find-people";
import type { Face } from "../../nets/look-for-faces";
import type { Box } from "../../nets/net";
import { type Component, connectedComponents } from "../../pixels/connected-components";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Mask, Raster } from "../../pixels/raster";
import { smallCopy } from "../../pixels/resize";
import type { Work } from "../../work";
import { notFound } from "../failures";
import { followEdges } from "../mask";
import { lookCloser } from "./closer-look";

/** Longer side of the copy on which people are looked for, in pixels: as fine as the net answers; and of that on which their outlines are. */
const SMALL = 256;
const FINE = 512;

/** From this share on a place rather belongs to a person. */
const RATHER = 0.5;

/** Without a face in it, a piece is somebody when the net is so sure of it, and it is so large a share of the picture. */
const SURE = 0.85;
const LARGE = 0.02;

/** Smaller pieces are nobody, or somebody far away, unless they have a face. */
const SPECK = 0.002;

/** From this share of the picture on, people are what it is about. */
const MAIN = 0.04;

/** Where people are, found on a small copy. */
export type People = {
  small: Raster;
  /** 1 where the small copy shows somebody, else 0. */
  share: Plane;
  /** How much of the picture they are, 0..1. */
  size: number;
};

/** How many parts of a picture, the largest pieces first, are looked at for faces by themselves. */
const LOOKED_AT = 4;

/** All that is found of people in a picture: where they may be, on a small copy, in connected pieces, and their faces. */
export async function lookForPeople(raster: Raster, work: Work) {
  const found = await findPeople(raster, null, "upright", work);
  const small = await smallCopy(raster, SMALL);
  const { width, height } = small;
  const certainties = planeOf(width, height, (index) => {
    const x = Math.floor((((index % width) + 0.5) * found.width) / width);
    const y = Math.floor(((Math.floor(index / width) + 0.5) * found.height) / height);
    return found.values[y * found.width + x] ?? 0;
  });
  const pieces = piecesOf(certainties);
  const parts = pieces.slice(0, LOOKED_AT).flatMap((piece) => headPart(piece, small, raster));
  const faces = believed(await findFaces(raster, parts, work), certainties, raster);
  return { small, certainties, pieces, faces };
}

/** The upper part of a piece, in pixels of the picture, where the head of somebody who stands is; none where it is nearly the whole. */
function headPart(piece: Component, { width, height }: Raster, raster: Raster): Box[] {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (const index of piece) {
    const [x, y] = [index % width, Math.floor(index / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  const scale = raster.width / width;
  const side = 1.3 * scale * Math.max(right - left + 1, (bottom - top + 1) / 2);
  if (side > 0.8 * Math.max(raster.width, raster.height)) return [];
  const from = Math.max(0, Math.floor(((left + right + 1) / 2) * scale - side / 2));
  const above = Math.max(0, Math.floor(top * scale - 0.15 * side));
  const part = {
    left: from,
    top: above,
    width: Math.min(raster.width - from, Math.ceil(side)),
    height: Math.min(raster.height - above, Math.ceil(side)),
  };
  return part.width > 0 && part.height > 0 ? [part] : [];
}

/** From this score on a face is one, whatever the other net says of the place. */
const CERTAIN_FACE = 0.75;

/** Below this certainty at every place of a face there is nobody; and from so much on all over it, it lies within somebody. */
const NOBODY = 0.3;
const WITHIN = 0.99;

/** A face is not so many times as wide as another that lies on the same person, as a hand or a print on a shirt does. */
const FAR_LARGER = 2.5;

/** The faces that are sure or lie where the other net sees somebody, but not what lies within somebody with a far larger face. */
function believed(faces: readonly Face[], certainties: Plane, raster: Raster): Face[] {
  return faces.filter((face) => {
    if (face.score >= CERTAIN_FACE) return true;
    const { mean, most } = certaintyAt(face, certainties, raster);
    return most >= NOBODY && !(mean >= WITHIN && faces.some(({ width }) => width > FAR_LARGER * face.width));
  });
}

function certaintyAt(
  { left, top, width, height }: Face,
  { values, width: across, height: down }: Plane,
  raster: Raster,
): { mean: number; most: number } {
  const [toX, toY] = [across / raster.width, down / raster.height];
  let [sum, count, most] = [0, 0, 0];
  for (let y = Math.max(0, Math.floor(top * toY)); y < Math.min(down, (top + height) * toY); y++) {
    for (let x = Math.max(0, Math.floor(left * toX)); x < Math.min(across, (left + width) * toX); x++) {
      const value = values[y * across + x] ?? 0;
      [sum, count, most] = [sum + value, count + 1, Math.max(most, value)];
    }
  }
  return { mean: sum / Math.max(1, count), most };
}

/** The faces of a picture, the largest first. */
export const facesOf = async (raster: Raster, work: Work): Promise<Face[]> => (await lookForPeople(raster, work)).faces;

/** Whether a piece is surely somebody, whether or not a face is found in it. */
export function isSomebody(piece: Component, { values }: Plane): boolean {
  const certainty = piece.reduce((sum, index) => sum + (values[index] ?? 0), 0) / piece.length;
  return piece.length >= LARGE * values.length && certainty >= SURE;
}

/** Whether the middle of a face lies in a piece of the small copy. */
export function pieceOfFace(piece: Component, face: Face, { width, height }: Raster, raster: Raster): boolean {
  const x = Math.floor(((face.left + face.width / 2) * width) / raster.width);
  const y = Math.floor(((face.top + face.height / 2) * height) / raster.height);
  return piece.includes(y * width + x);
}

/** Looks for people; `null` when nobody is found with enough certainty. */
export async function certainPeople(raster: Raster, work: Work): Promise<People | null> {
  const { certainties: first, pieces: atFirst, faces } = await lookForPeople(raster, work);
  if (atFirst.length === 0) return null;
  const small = await smallCopy(raster, FINE);
  const certainties = await lookCloser(raster, first, small, work);
  const { width, height } = small;
  const share = planeOf(width, height, () => 0);
  let size = 0;
  for (const piece of piecesOf(certainties)) {
    const hasFace = faces.some((face) => pieceOfFace(piece, face, small, raster));
    if (!isSomebody(piece, certainties) && !hasFace) continue;
    size += piece.length / (width * height);
    for (const index of piece) share.values[index] = 1;
  }
  if (size === 0) return null;
  // What no background shows through belongs to them.
  for (const hole of connectedComponents(Uint8Array.from(share.values), width, 0)) {
    if (hole.length < width * height * SPECK) for (const index of hole) share.values[index] = 1;
  }
  return { small, share, size };
}

/** The connected pieces of what rather belongs to people, the largest first, without specks. */
function piecesOf({ values, width }: Plane): Component[] {
  const rather = Uint8Array.from(values, (value) => (value > RATHER ? 1 : 0));
  return connectedComponents(rather, width).filter((piece) => piece.length >= SPECK * rather.length);
}

/** Whether people are what a picture is about, and not somewhere in it. */
export const areMain = ({ size }: People): boolean => size >= MAIN;

/**
 * Where the people of a picture are.
 * @throws {EngineError} `NOTHING_CHANGED` when nobody is found with enough certainty; `what` names who was looked for.
 */
export async function peopleMask(raster: Raster, what: string, work: Work): Promise<Mask> {
  const people = await certainPeople(raster, work);
  if (people === null) throw notFound(what);
  return followEdges(raster, people.small, people.share, work.signal);
}
