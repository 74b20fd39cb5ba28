import { type Component, connectedComponents } from "../../pixels/connected-components";
import { dilate } from "../../pixels/morphology";
import { type Triple, oklabOf } from "../../pixels/oklab";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { smoothstep } from "../../pixels/smoothstep";

/** How far (0..1) a colour, as red, green and blue 0..255, is one of a thing's own. */
export type Gate = (red: number, green: number, blue: number) => number;

/** A thing of a colour on a small copy: how far each place is of it, 0..1, and which colours are its own. */
export type Thing = { place: Plane; gate: Gate };

/** Angles of hue (radians) from that of the thing: wholly its own up to two and a half of its standard deviations, within these bounds. */
const SPREAD = 2.5;
const [LEAST_HUE, MOST_HUE, SOFT_HUE] = [0.13, 0.42, 0.1];

/** Saturations, as shares of the thing's own: how much paler is of it as well follows from how varied the thing is known to be. */
const [LEAST_PALE, MOST_PALE, SOFT_PALE, VARIED] = [0.45, 0.7, 0.18, 4] as const;
const STRONGER = [1.9, 2.4] as const;

/** Lightness below which there is no hue to be told. */
const DARK = [0.08, 0.16] as const;

/** Shares of the thing's own lightness from where to where shade is of it; what is darker beside it, such as a tyre, is not. */
const SHADE = [0.24, 0.38] as const;

/** From this share on a place belongs. */
const IN = 0.5;

/** Pieces of one thing come as near to each other as this share of the longer side, as those of a dress with a belt do; specks nearer. */
const GAP = 0.1;
const SPECKS_GAP = 0.015;

/** From this share of the thing on a piece is no speck; so much of a speck is near. */
const PIECE = 0.08;
const NEAR = 0.5;

/** What is at least this share of the picture goes on behind what stands before it, as a wall does behind an arm. */
const WIDE = 0.15;

/** Differences of hue (radians), and shares of the thing's saturation, of a piece that is some way off, and of one close by. */
const OFF = { hue: 0.1, saturation: [0.6, 1.5] } as const;
const CLOSE = { hue: 0.17, saturation: [0.5, 1.6] } as const;

/** What grows to more than so many times its core, and is for the most part not even akin to the colour, is no longer that thing. */
const LEAK = 6;
/** A core of less than this share of the picture may grow so many times at most: it says too little of where a thing ends. */
const SMALL_CORE = 0.01;
const SMALL_LEAK = 3;
const AKIN = 0.5;

/** Hue and saturation that shade does not change: what is half as light has half of both axes of Oklab. */
function tintOf([lightness, a, b]: Triple): { angle: number; saturation: number } {
  return { angle: Math.atan2(b, a), saturation: Math.hypot(a, b) / Math.max(0.15, lightness) };
}

const turnBetween = (one: number, other: number): number => {
  const turn = Math.abs(one - other) % (2 * Math.PI);
  return Math.min(turn, 2 * Math.PI - turn);
};

type Cluster = { angle: number; spread: number; saturation: number; variety: number; light: number };

/** What the colours of some places have in common. */
function clusterOf(places: readonly number[], colours: readonly Triple[]): Cluster {
  let [x, y, light] = [0, 0, 0];
  for (const index of places) {
    const [lightness = 0, a = 0, b = 0] = colours[index] ?? [];
    light += lightness;
    x += a / Math.max(0.15, lightness);
    y += b / Math.max(0.15, lightness);
  }
  const angle = Math.atan2(y, x);
  let square = 0;
  for (const index of places) square += turnBetween(tintOf(colours[index] ?? [0, 0, 0]).angle, angle) ** 2;
  const count = Math.max(1, places.length);
  const saturation = Math.hypot(x, y) / count;
  let differences = 0;
  for (const index of places) differences += (tintOf(colours[index] ?? [0, 0, 0]).saturation - saturation) ** 2;
  const variety = Math.sqrt(differences / count) / Math.max(0.02, saturation);
  return { angle, spread: Math.sqrt(square / count), saturation, variety, light: light / count };
}

function gateOf({ angle, spread, saturation, variety, light }: Cluster): (colour: Triple) => number {
  const hue = Math.min(MOST_HUE, Math.max(LEAST_HUE, SPREAD * spread));
  const pale = Math.min(MOST_PALE, Math.max(LEAST_PALE, 1 - VARIED * variety));
  return (colour) => {
    const tint = tintOf(colour);
    const relative = tint.saturation / Math.max(0.02, saturation);
    return (
      smoothstep(pale - SOFT_PALE, pale, relative) *
      (1 - smoothstep(...STRONGER, relative)) *
      (1 - smoothstep(hue, hue + SOFT_HUE, turnBetween(tint.angle, angle))) *
      smoothstep(...DARK, colour[0]) *
      smoothstep(...SHADE, colour[0] / Math.max(0.05, light))
    );
  };
}

/** Oklab of each place of a small copy with alpha. */
export const coloursOf = ({ data, width, height }: Raster): Triple[] =>
  Array.from({ length: width * height }, (_, index) =>
    oklabOf(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0),
  );

/**
 * The whole of a thing of which `core` is known: what has its hue, in light and shade, hangs together with it, and the pieces
 * near it that are of the same colour. `isBarred` tells which places are certainly of something else, `kinship` how far
 * a place (0..1) may have the colour that was asked for. `null` where that would run on into what is about it.
 */
export function growThing(
  colours: readonly Triple[],
  { width, height }: { width: number; height: number },
  core: Component,
  isBarred: (index: number) => boolean,
  kinship: (index: number) => number,
): Thing | null {
  const cluster = clusterOf(core, colours);
  const own = gateOf(cluster);
  const shares = planeOf(width, height, (index) => (isBarred(index) ? 0 : own(colours[index] ?? [0, 0, 0])));
  const inside = Uint8Array.from(shares.values, (share) => (share > IN ? 1 : 0));
  for (const index of core) inside[index] = 1;
  const isCore = new Set(core);
  const taken = new Uint8Array(width * height);
  const others = connectedComponents(inside, width).filter((piece) => {
    if (!piece.some((index) => isCore.has(index))) return true;
    for (const index of piece) taken[index] = 1;
    return false;
  });
  const size = taken.reduce((sum, value) => sum + value, 0);
  const isWide = size >= WIDE * inside.length;
  const within = (gap: number): Uint8Array =>
    dilate({ values: taken, width, height }, Math.round(gap * Math.max(width, height))).values;
  const [near, nearest] = [within(GAP), within(SPECKS_GAP)];
  for (const piece of others) {
    const share = piece.reduce((count, index) => count + (nearest[index] ?? 0), 0) / piece.length;
    const isLarge = piece.length >= PIECE * size;
    const isClose = isWide || (isLarge ? share > 0 : share >= NEAR);
    if (!isClose && !(isLarge && piece.some((index) => near[index] === 1))) continue;
    if (isAlike(clusterOf(piece, colours), cluster, isClose ? CLOSE : OFF)) for (const index of piece) taken[index] = 1;
  }
  let [all, kin] = [0, 0];
  for (const [index, value] of taken.entries()) {
    all += value;
    if (value === 1 && kinship(index) > 0.25) kin++;
  }
  if (core.length < SMALL_CORE * inside.length && all > SMALL_LEAK * core.length) return null;
  if (all > LEAK * core.length && kin < AKIN * all) return null;
  return {
    place: planeOf(width, height, (index) =>
      taken[index] === 1 ? Math.max(shares.values[index] ?? 0, isCore.has(index) ? 1 : 0) : 0,
    ),
    gate: (red, green, blue) => own(oklabOf(red, green, blue)),
  };
}

function isAlike(one: Cluster, other: Cluster, { hue, saturation: [least, most] }: typeof OFF | typeof CLOSE): boolean {
  const ratio = one.saturation / Math.max(0.02, other.saturation);
  return turnBetween(one.angle, other.angle) < hue && ratio > least && ratio < most;
}
