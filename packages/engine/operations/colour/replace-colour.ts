import { z } from "zod";
import { clamp } from "../../how-much";
import { defineOperation } from "../../operation";
import { blend } from "../../pixels/blend";
import { type ColourLut, applyLut, colourLut } from "../../pixels/colour-lut";
import { fromOklab, toOklab } from "../../pixels/oklab";
import type { Plane } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { skinPlane } from "../../regions/people/skin-plane";
import { colourKinship } from "../../regions/colour/colour-place";
import { findThing } from "../../regions/colour/find-thing";
import { type FoundColour, findColour, ownOrMixed } from "../../regions/colour/find-colour";
import { spokenColour } from "../../vocabulary/colours";
import { kindOfThing } from "../../vocabulary/things";
import { colourName, labOfColour } from "../parameters";

const THINGS =
  "things/thing/parts/part/areas/area/objects/object/bits/tones/tone/pixels/stuff/colour/colours/elements/items";

/** How far the lightness goes to that of the new colour; the rest stays that of the old one, and all of the shading. */
const LIGHTNESS = 0.8;

/** How much of the differences of hue among what is replaced is kept: a thing is never of one hue alone. */
const VARIETY = 0.3;

/** How far the strength of the colour follows that of the new one: what is pale stays rather pale. */
const FOLLOWED = 0.65;

/** Hues around the circle, in degrees of Oklab; neighbours may be one compound, such as "blue green". */
const CIRCLE = [16, 71, 110, 142, 263, 315] as const;

/** One colour becomes another wherever it is found; light, shade and what has another colour stay. */
export const replaceColour = defineOperation({
  name: "replace-colour",
  family: "colour",
  title: "one colour replaced by another",
  examples: ["replace green with purple", "make the red things blue", "change red to blue", "turn the blue parts red"],
  // What is replaced is called by its colour, or by the noun of a thing whose colour the picture has to tell.
  schema: z.object({ from: colourName.or(z.string().refine((noun) => kindOfThing(noun) !== null)), to: colourName }),
  changes: ["colour", "light"],
  regional: true,
  phrases: [
    {
      means: "sure",
      say: [
        `{make}/recolour/colour/paint/replace/swap all? {colour} ${THINGS} with/for/from? {colour} ${THINGS}?`,
        `{make}/recolour/colour/paint all? ${THINGS} {colour} {colour}`,
        "replace/swap/exchange/substitute all? {colour} with/for/against/by {colour}",
        "replace/substitute/change/convert/transform/switch/recolour all? {colour} {colour}",
        "{make}/shift/recolour colour/colours? from {colour} {colour}",
      ],
    },
    { means: "reversed", say: ["{make}? {colour} instead {colour}", "use {colour} instead {colour}"] },
    { means: "bare", say: ["make/turn/paint/colour/dye all? {colour} {colour}", "{colour} becomes/become {colour}"] },
  ],
  amounts: [],
  params({ means, strength, slots: { colours = [] } }) {
    const [first, second] = colours;
    if (first === undefined || second === undefined || first === second || strength < 1) return null;
    if (means === "bare" && isCompound(first, second)) return null;
    return means === "reversed" ? { from: second, to: first } : { from: first, to: second };
  },
  sentence: ({ from, to }, _exact, of) =>
    kindOfThing(from) !== null
      ? `Make ${of} ${spokenColour(to)}, with its light and shade kept.`
      : `Make what is ${spokenColour(from)} in ${of} ${spokenColour(to)}, with its light and shade kept.`,
  async apply(raster, { from, to }, work) {
    const { signal } = work;
    const skinOf = (small: Raster): Promise<Plane | null> => skinPlane(raster, small, work);
    const colour = kindOfThing(from) === null ? from : (await findThing(raster, from, work)).colour;
    const found = await findColour(raster, colour, signal, { wholly: true, skinOf });
    const part = ownOrMixed(raster, found, (share, there) => Math.min(1, (2 * there) / Math.max(0.05, share)), signal);
    const before = { ...raster, data: Buffer.from(raster.data) };
    return blend(before, applyLut(raster, replacement(found, to), signal), part, signal);
  },
});

/** "Make it blue green" means one colour between the two; "make it red blue" cannot. */
function isCompound(first: string, second: string): boolean {
  const apart = Math.abs(placeOnCircle(first) - placeOnCircle(second));
  return Math.min(apart, CIRCLE.length - apart) <= 1;
}

function placeOnCircle(colour: string): number {
  const [, a, b] = labOfColour(colour);
  const distances = CIRCLE.map((degrees) => Math.abs(turnBetween(Math.atan2(b, a), (degrees * Math.PI) / 180)));
  return distances.indexOf(Math.min(...distances));
}

const turnBetween = (from: number, to: number): number => Math.atan2(Math.sin(to - from), Math.cos(to - from));

/** The colour itself turns wholly; one that is mixed with it by as much as it has of it. */
function replacement({ range, lightness: light, strength, hue }: FoundColour, name: string): ColourLut {
  const [wanted, wantedA, wantedB] = labOfColour(name);
  const newHue = Math.atan2(wantedB, wantedA);
  const goal = clamp(light + (wanted - light) * LIGHTNESS, 0.1, 0.9);
  const lit = litBy(oddsOf(goal) / oddsOf(light));
  const ratio = Math.hypot(wantedA, wantedB) / Math.max(0.01, strength);
  const factor = clamp(ratio ** FOLLOWED, 0.1, 2.2);
  const change = {
    lightness: goal - light,
    a: Math.cos(newHue) * strength * factor - Math.cos(hue) * strength,
    b: Math.sin(newHue) * strength * factor - Math.sin(hue) * strength,
  };
  const kin = colourKinship(range);
  return colourLut((red, green, blue) => {
    const [lightness, a, b] = toOklab(red, green, blue);
    const own = kin(Math.round(red * 255), Math.round(green * 255), Math.round(blue * 255));
    const turned = newHue + VARIETY * turnBetween(hue, Math.atan2(b, a));
    // A shine is hardly lighter on a lighter thing, and has room for its colour.
    const lifted = goal > light && lightness > light ? (1 - lightness) / (1 - light) : 1;
    const after = lightness + (lit(lightness) - lightness) * lifted;
    // In its shade a thing has as much less colour as it has less light.
    const shade = (after / goal) * (light / Math.max(0.05, lightness));
    const newStrength = Math.hypot(a, b) * factor * clamp(shade, 0.4, 1.6);
    const share = clamp((a * Math.cos(hue) + b * Math.sin(hue)) / strength, 0, 1);
    const mixed = (itself: number, before: number, by: number): number =>
      itself * own + (before + by * share) * (1 - own);
    return fromOklab(
      mixed(after, lightness, change.lightness * lifted),
      mixed(Math.cos(turned) * newStrength, a, change.a),
      mixed(Math.sin(turned) * newStrength, b, change.b),
    );
  });
}

const oddsOf = (lightness: number): number => clamp(lightness, 0.05, 0.95) / (1 - clamp(lightness, 0.05, 0.95));

/** Lighter or darker by a factor of the odds of a lightness: black and white stay, and shading is kept in proportion. */
const litBy =
  (factor: number) =>
  (lightness: number): number => {
    const light = clamp(lightness, 0, 1);
    return (light * factor) / (1 + light * (factor - 1));
  };
