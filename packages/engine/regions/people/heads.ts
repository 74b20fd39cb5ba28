import type { Face } from "../../nets/look-for-faces";
import type { Component } from "../../pixels/connected-components";
import type { Raster } from "../../pixels/raster";
import type { Work } from "../../work";
import { isSomebody, lookForPeople, pieceOfFace } from "./people-mask";

/** A part of a picture in pixels, which need not be whole. */
export type Span = { left: number; top: number; width: number; height: number };

type Size = { width: number; height: number };

/** A head in sizes of its face's box, which goes from the brow to the chin: with hair and ears, and where its middle is above that of the face. */
const HEAD = { across: 1.35, down: 1.7, up: 0.26 };

/** Of somebody whose face is not found, from the side or from behind, the head is about so much of the height from the top down. */
const OF_HEIGHT = 0.17;

/** How far hair may reach above and beside the box of a face, in sizes of it, where it is seen that somebody is there. */
const HAIR = { above: 1.1, beside: 0.55 };

/** From this certainty of the net on a place belongs to somebody. */
const CERTAIN = 0.7;

/** Where the head of a face is that looks at the camera. */
export const headOf = ({ left, top, width, height }: Face): Span => ({
  left: left + (width * (1 - HEAD.across)) / 2,
  top: top + height * ((1 - HEAD.down) / 2 - HEAD.up),
  width: width * HEAD.across,
  height: height * HEAD.down,
});

/** The head of a face that may look aside or down: with the hair about it, as far as `isPerson` says that somebody is there. */
function headWithHair(face: Face, isPerson: (x: number, y: number) => boolean): Span {
  const head = headOf(face);
  const step = Math.max(1, face.height / 24);
  let { left, top } = head;
  let right = left + head.width;
  const [leftmost, rightmost] = [face.left - HAIR.beside * face.width, face.left + (1 + HAIR.beside) * face.width];
  for (let y = face.top - HAIR.above * face.height; y < face.top + face.height / 2; y += step) {
    for (let x = leftmost; x <= rightmost; x += step) {
      if (!isPerson(x, y)) continue;
      if (x >= face.left && x <= face.left + face.width) top = Math.min(top, y);
      // Beside the face only: above it may be somebody else.
      if (y > face.top) [left, right] = [Math.min(left, x), Math.max(right, x)];
    }
  }
  return { left, top, width: right - left, height: head.top + head.height - top };
}

/**
 * The heads in a picture, as far as they lie in it: those of faces, and the upper end of each piece that is surely
 * somebody without a face that is found. None where nobody is.
 */
export async function headsOf(raster: Raster, work: Work): Promise<Span[]> {
  const { small, certainties, pieces, faces } = await lookForPeople(raster, work);
  const faceless = pieces.filter(
    (piece) => isSomebody(piece, certainties) && !faces.some((face) => pieceOfFace(piece, face, small, raster)),
  );
  const scale = raster.width / small.width;
  const isPerson = (x: number, y: number): boolean => {
    const [column, row] = [Math.floor(x / scale), Math.floor(y / scale)];
    const isInside = column >= 0 && row >= 0 && column < small.width && row < small.height;
    return isInside && (certainties.values[row * small.width + column] ?? 0) > CERTAIN;
  };
  return [
    ...faces.map((face) => headWithHair(face, isPerson)),
    ...faceless.map((piece) => upperEnd(piece, small.width, scale)),
  ].flatMap((head) => within(head, raster));
}

/** The box around the uppermost rows of a piece, in pixels of the picture. */
function upperEnd(piece: Component, across: number, scale: number): Span {
  const rows = piece.map((index) => Math.floor(index / across));
  const top = rows.reduce((least, row) => Math.min(least, row), Infinity);
  const bottom = rows.reduce((most, row) => Math.max(most, row), 0) + 1;
  const end = top + (bottom - top) * OF_HEIGHT;
  const columns = piece.filter((_index, at) => (rows[at] ?? 0) < end).map((index) => index % across);
  const left = columns.reduce((least, column) => Math.min(least, column), Infinity);
  const right = columns.reduce((most, column) => Math.max(most, column), 0) + 1;
  return { left: left * scale, top: top * scale, width: (right - left) * scale, height: (end - top) * scale };
}

function within({ left, top, width, height }: Span, picture: Size): Span[] {
  const [x, y] = [Math.max(0, left), Math.max(0, top)];
  const size = {
    width: Math.min(picture.width, left + width) - x,
    height: Math.min(picture.height, top + height) - y,
  };
  return size.width > 0 && size.height > 0 ? [{ left: x, top: y, ...size }] : [];
}

/** How far down in a window heads stand best, as a share of its height. */
const EYE_HEIGHT = 0.42;

/**
 * Where a window of some size lies best in a picture: no head is cut where that can be, those that fit are whole, the
 * larger ones rather, and people are in the middle, by their size. Around the centre where there is nobody.
 */
export function placeWindow(heads: readonly Span[], picture: Size, { width, height }: Size): Span {
  const across = heads.map((head) => ({ from: head.left, length: head.width, weight: head.width * head.height }));
  const down = heads.map((head) => ({ from: head.top, length: head.height, weight: head.width * head.height }));
  return {
    left: placeAlong(across, picture.width, width, 0.5),
    top: placeAlong(down, picture.height, height, EYE_HEIGHT),
    width,
    height,
  };
}

/**
 * The window of that size as `placeWindow` has it, and a note where not every head that was found is whole in it. Nobody
 * is looked for where it is the whole picture.
 */
export async function windowOnPeople(raster: Raster, size: Size, work: Work): Promise<Span> {
  const isWhole = size.width >= raster.width && size.height >= raster.height;
  const heads = isWhole ? [] : await headsOf(raster, work);
  const window = placeWindow(heads, raster, size);
  const left = heads.filter((head) => !holds(window, head)).length;
  if (left > 0)
    work.note(
      `${left} of the ${heads.length === 1 ? "1 head" : `${heads.length} heads`} found did not fit into this shape whole`,
    );
  return window;
}

/** A head may lack so much of its length, for it is not known to a pixel where it ends. */
const LACKING = 0.03;

/** Whether a head lies whole in a window. */
export const holds = (window: Span, { left, top, width, height }: Span): boolean =>
  left + width * LACKING >= window.left &&
  top + height * LACKING >= window.top &&
  left + width * (1 - LACKING) <= window.left + window.width &&
  top + height * (1 - LACKING) <= window.top + window.height;

/** The largest size of a shape, width by height, that lies in a picture. */
export function largestInside(picture: Size, ratio: number): Size {
  const isTooWide = picture.width / picture.height > ratio;
  return {
    width: isTooWide ? Math.max(1, Math.round(picture.height * ratio)) : picture.width,
    height: isTooWide ? picture.height : Math.max(1, Math.round(picture.width / ratio)),
  };
}

type Stretch = { from: number; length: number; weight: number };

/** Places that are compared along a side. */
const PLACES = 240;

/** A head that is cut is worse than one that is left out; both count more than how near to the middle the others are. */
const LOST = 4;
const CUT = 5;

/** Room that is wished for on both sides of a head, in lengths of it, and how much it counts. */
const ROOM = { length: 0.15, weight: 0.6 };

function placeAlong(heads: readonly Stretch[], all: number, length: number, share: number): number {
  const most = all - length;
  const centred = Math.floor(most / 2);
  if (most <= 0 || heads.length === 0) return Math.max(0, centred);
  const largest = heads.reduce((weight, head) => Math.max(weight, head.weight), 0);
  let [best, least] = [centred, Infinity];
  for (let place = 0; place <= PLACES; place++) {
    const start = Math.round((most * place) / PLACES);
    let [cost, sum, weights] = [0, 0, 0];
    for (const head of heads) {
      const inside = Math.min(head.from + head.length, start + length) - Math.max(head.from, start);
      // Of what is larger than the window as much as can be.
      const shown = Math.max(0, inside) / Math.min(head.length, length);
      cost += Math.sqrt(head.weight / largest) * (shown >= 0.999 ? 0 : shown <= 0 ? LOST : CUT - shown);
      if (shown < 0.999) continue;
      const room = Math.min(head.from - start, start + length - head.from - head.length) / head.length;
      cost += ROOM.weight * Math.max(0, 1 - room / ROOM.length);
      sum += head.weight * (head.from + head.length / 2);
      weights += head.weight;
    }
    const middle = weights > 0 ? sum / weights : all / 2;
    cost += Math.abs(middle - (start + length * (weights > 0 ? share : 0.5))) / length;
    if (cost < least - 1e-9) [best, least] = [start, cost];
  }
  return best;
}
