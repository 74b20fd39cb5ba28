import { EngineError } from "../../errors";
import { findPeople } from "../../nets/find-people";
import { type Component, connectedComponents } from "../../pixels/connected-components";
import { dilate } from "../../pixels/morphology";
import { oklabOf } from "../../pixels/oklab";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { smallCopy } from "../../pixels/resize";
import { isManyThings, kindOfThing, type ThingKind } from "../../vocabulary/things";
import type { Work } from "../../work";
import { skinPlane } from "../people/skin-plane";
import { colourRange, colourShare } from "./colour-range";

/** Longer side of the copy on which things are looked for, in pixels. */
const SMALL = 256;

/** The strong colours of made and grown things. Green is that of all that grows behind them. */
const CANDIDATES = ["red", "orange", "yellow", "cyan", "blue", "purple", "magenta", "pink"] as const;

/** From this distance from grey on (Oklab) a colour is strong, and its neighbours are not mere shades of grey or earth. */
const STRONG = 0.1;

/** Shares of the picture: smaller is no thing that one would speak of, larger is what a thing is before. */
const LEAST: Readonly<Record<ThingKind, number>> = { worn: 0.015, compact: 0.015, wide: 0.04 };
const MOST: Readonly<Record<ThingKind, number>> = { worn: 0.4, compact: 0.45, wide: 0.85 };

/** How many times as much of the picture, weighed by its strength, it has as the next colour. */
const CLEARLY = 3;

/** At least this share of the box about it is of a thing in one piece. */
const FILLED = 0.25;

/** What one sees whole is not cut off by more sides of the picture; the evening sky is by three. */
const MOST_SIDES = 2;

/** So much of what lies in the box about a thing is of that thing. */
const INSIDE = 0.6;

/** Flowers whose petals may be white about a middle of a strong colour, and what tells: so far around it, most is white. */
const PALE_RIMMED: ReadonlySet<string> = new Set("flower flowers blossom blossoms petal petals".split(" "));
const RIM = 3;
const WHITE = { light: 0.8, chroma: 0.05 } as const;
const MOSTLY = 0.4;

/** From this certainty of the net on a place may be a person; this share of what is worn lies on one, of all else not. */
const SOMEBODY = 0.5;
const ON_PERSON = 0.6;

/** Up to this share of the height from the top blue is the sky. */
const TOP = 0.02;

/** A thing that was named without its colour, as it was found: the name of its colour, and whether all of that is meant. */
export type FoundThing = { colour: string; largest: boolean };

/**
 * Which colour a thing has that was named by its noun alone: that of the one area of a strong colour that the picture shows,
 * on a person for what is worn and on none for anything else. Whether that area is such a thing nobody can tell, so
 * whoever uses it has to say what was taken for it.
 * @throws {EngineError} `NOTHING_CHANGED`, asking for its colour, when no area stands out so.
 */
export async function findThing(raster: Raster, noun: string, work: Work): Promise<FoundThing> {
  const kind = kindOfThing(noun) ?? "compact";
  const small = await smallCopy(raster, SMALL);
  const people = await findPeople(raster, null, "upright", work);
  const skin = await skinPlane(raster, small, work);
  const somebody = skin === null && kind !== "worn" ? null : people;
  const areas = CANDIDATES.map((colour) => areaOf(small, colour, skin, somebody, kind)).toSorted(
    (one, other) => other.weight - one.weight,
  );
  const [first] = areas;
  if (first === undefined || !first.isThing) throw colourless(noun);
  // What lies within the box about it is of it: pink where red is shone upon.
  const rival = areas.slice(1).find(({ box }) => overlap(box, first.box) < INSIDE);
  const isClear = rival === undefined || first.weight >= CLEARLY * rival.weight;
  if (!isClear || (PALE_RIMMED.has(noun) && isRimmed(small, first.piece))) throw colourless(noun);
  return { colour: first.colour, largest: !isManyThings(noun) };
}

const colourless = (noun: string): EngineError =>
  new EngineError("NOTHING_CHANGED", {
    detail: `It is not certain which part of this picture is the ${noun}, so nothing was changed. Say which colour it has, as in “change the red ${noun} to blue”. It cost nothing.`,
  });

/** Columns and rows of a small copy, from the first to before the last. */
type Box = { left: number; right: number; top: number; bottom: number };

type Area = { colour: string; weight: number; isThing: boolean; piece: Component; box: Box };

/** How much of a box lies in another, 0..1. */
function overlap(box: Box, other: Box): number {
  const across = Math.max(0, Math.min(box.right, other.right) - Math.max(box.left, other.left));
  const down = Math.max(0, Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top));
  return (across * down) / Math.max(1, (box.right - box.left) * (box.bottom - box.top));
}

/** Whether most of what is right beside a piece is white, as petals about the middle of a flower are. */
function isRimmed({ data, width, height }: Raster, piece: Component): boolean {
  const inside = new Uint8Array(width * height);
  for (const index of piece) inside[index] = 1;
  const near = dilate({ values: inside, width, height }, RIM).values;
  let [all, white] = [0, 0];
  for (const [index, value] of near.entries()) {
    if (value === 0 || inside[index] === 1) continue;
    const [light, a, b] = oklabOf(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0);
    all++;
    if (light > WHITE.light && Math.hypot(a, b) < WHITE.chroma) white++;
  }
  return white > MOSTLY * all;
}

/** How far each place of a small copy lies on a person, 0 or 1. */
const personsOn = (people: Plane | null, { width, height }: Raster): Plane =>
  planeOf(width, height, (index) => {
    if (people === null) return 0;
    const x = Math.floor((((index % width) + 0.5) * people.width) / width);
    const y = Math.floor(((Math.floor(index / width) + 0.5) * people.height) / height);
    return (people.values[y * people.width + x] ?? 0) > SOMEBODY ? 1 : 0;
  });

/** What there is of a colour where a thing of that kind can be, weighed by how strong it is. */
function areaOf(small: Raster, colour: string, skin: Plane | null, people: Plane | null, kind: ThingKind): Area {
  const { data, width, height } = small;
  const range = colourRange(colour);
  if (range === null) throw new Error(`No range of colours is named ${colour}`);
  const strength = new Float32Array(width * height);
  for (let index = 0; index < strength.length; index++) {
    const [red, green, blue] = [data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0];
    if ((data[index * 4 + 3] ?? 0) < 16 || (skin?.values[index] ?? 0) > 0.5) continue;
    const [, a, b] = oklabOf(red, green, blue);
    const chroma = Math.hypot(a, b);
    if (chroma >= STRONG && colourShare(range, red, green, blue) > 0.5) strength[index] = chroma;
  }
  const onPerson = personsOn(people, small);
  const pieces = connectedComponents(
    Uint8Array.from(strength, (value) => (value > 0 ? 1 : 0)),
    width,
  ).filter((piece) => {
    const worn = piece.reduce((sum, index) => sum + (onPerson.values[index] ?? 0), 0) / piece.length;
    if (kind === "worn" ? worn < ON_PERSON : worn > 1 - ON_PERSON) return false;
    return !(colour === "blue" || colour === "cyan") || !piece.some((index) => index < TOP * height * width);
  });
  const [largest = []] = pieces;
  const box = { left: width, right: 0, top: height, bottom: 0 };
  for (const index of largest) {
    const [x, y] = [index % width, Math.floor(index / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
  }
  const share = largest.length / strength.length;
  const filled = largest.length / Math.max(1, (box.right - box.left) * (box.bottom - box.top));
  const sides = [box.left === 0, box.top === 0, box.right === width, box.bottom === height].filter(Boolean).length;
  return {
    colour,
    weight: pieces.reduce((sum, piece) => sum + piece.reduce((all, index) => all + (strength[index] ?? 0), 0), 0),
    isThing:
      share >= LEAST[kind] && share <= MOST[kind] && filled >= FILLED && (kind !== "compact" || sides <= MOST_SIDES),
    piece: largest,
    box,
  };
}
