import { z } from "zod";
import { article, howStrong, rounded } from "../how-much";
import { type Operation, defineOperation } from "../operation";
import type { Raster } from "../pixels/raster";
import type { Aspect } from "../plan";
import type { Work } from "../work";

const LEAST = 0.1;
const MOST = 2.4;

type LookDefinition = {
  name: string;
  title: string;
  examples: readonly string[];
  /** What a person may call it, for `lookPhrases`: what can only be meant as a look, and what could be a thing in a picture. */
  names: readonly string[];
  things?: readonly string[];
  /** Further patterns. */
  say?: readonly string[];
  changes: readonly Aspect[];
  /** Whether it may be asked for a part of the picture; left out: it may. */
  regional?: boolean;
  /** Completes "Give the picture a … look", such as "vintage film". */
  look: string;
  /** What that means: completes the sentence after a colon. */
  means: string;
  /** Overwrites the raster if it likes; `amount` is 1 for the usual strength, 0.1..2.4. */
  apply(raster: Raster, amount: number, work: Work): Raster | Promise<Raster>;
};

/** Declares an operation that has nothing but a strength, and keeps size and alpha. */
export const defineLook = (look: LookDefinition): Operation =>
  defineOperation({
    name: look.name,
    family: "looks",
    title: look.title,
    examples: look.examples,
    schema: z.object({ amount: z.number().min(LEAST).max(MOST) }),
    changes: look.changes,
    regional: look.regional ?? true,
    phrases: [{ means: 1, say: [...lookPhrases(look.names, look.things ?? []), ...(look.say ?? [])] }],
    amounts: ["percent"],
    params({ strength, amount: said }) {
      const amount = rounded(said === null ? Math.min(MOST, strength) : said.value / 100);
      const asks = said === null || said.unit === "percent";
      return asks && amount >= LEAST && amount <= MOST ? { amount } : null;
    },
    sentence({ amount }, exact, of) {
      const degree = exact ? ` at ${Math.round(amount * 100)} %` : "";
      return `Give ${of} ${article(exact ? look.look : `${howStrong(amount)}${look.look}`)} look${degree}: ${look.means}.`;
    },
    apply: (raster, { amount }, work) => look.apply(raster, amount, work),
  });

const TAILS =
  "style/styled/look/filter/filters/vibe/vibes/mood/aesthetic/aesthetics/grade/graded/grading/colours/colour/tones/tone/toned/atmosphere/feeling/treatment/preset/processing/lighting/edit/inspired";

/** Verbs that turn the picture into something, or give it a look; "add" and "put" would ask for a thing in it. */
const TURN = "make/making/turn/turning/render/change/convert/switch/transform/give/apply/use/get";

/**
 * Ways to ask for a look, beside the words that every request may hold. Words of a name may be `a/b` and `c?`.
 * `names` can only be meant as a look ("vintage"); `things` could stand in a picture as well ("a comic
 * book"), so that "add a comic book" is not read.
 */
function lookPhrases(names: readonly string[], things: readonly string[]): string[] {
  return [
    ...names.flatMap((name) => [`{make}/{give}? {more}? ${name} ${TAILS}? ${TAILS}?`, ...comparisons(name)]),
    ...things.flatMap((thing) => [
      `${TURN}? {more}? ${thing} ${TAILS}?`,
      `{make}/{give}? {more}? ${thing} ${TAILS} ${TAILS}?`,
      ...comparisons(thing),
    ]),
  ];
}

const comparisons = (name: string): string[] => [
  `{make}/{give}? like/as/resemble/mimic/imitate/emulate/simulate ${name} ${TAILS}?`,
  `{make}/{give}? like/as if/though? was/were/been? taken/shot/made/captured/photographed/filmed? during/on/with? ${name} ${TAILS}?`,
  `{make}/{give}? style ${name} ${TAILS}?`,
  `not ${name} enough`,
  `{lack} ${name} ${TAILS}`,
];

/**
 * Ways to ask for a picture made by hand: `verb` is how that is done ("paint", "draw"), `things` are what it is
 * made with, or what comes of it. Complements `lookPhrases`. A certain artist's hand can't be asked for: what
 * follows must be a name of the medium.
 */
export function mediumPhrases(verb: "paint" | "draw", things: readonly string[]): string[] {
  const verbs = verb === "paint" ? "paint/repaint" : "draw/redraw/sketch";
  const done = verb === "paint" ? "painted" : "drawn/sketched";
  return things.flatMap((thing) => [
    `${verbs} like/as/with/using? ${thing}`,
    `{make}/{give}? like/as if/though? was/were/been? ${done}? with/using/on? ${thing} style/filter?`,
    `{make}/{give}? ${thing} style/styled/filter/filters/feeling`,
    `{make}/{give}? hand? ${done} with/using/like? ${thing}`,
    `{make}/{give}? style ${thing}`,
  ]);
}

const LIGHTS =
  "light/lighting/glow/colours/colour/look/mood/tones/tone/atmosphere/vibe/vibes/feeling/filter/style/grade/sky/skies";

/**
 * Ways to ask for the light of sunset or sunrise. "Add a sunset" asks for a sun that is not there, and must
 * not be read.
 */
export function sunPhrases(names: string): string[] {
  return [
    `${names} ${LIGHTS}?`,
    `make/turn/change/transform/convert/give {more}? ${names} ${LIGHTS}?`,
    `{make}/{give}? {more}? ${names} light/lighting/glow/colours/mood/tones/atmosphere/vibe/vibes/filter`,
    `{make}/{give}? like/as if/though? was/were/been? taken/shot/made/captured/photographed? just? during/before? ${names} ${LIGHTS}?`,
  ];
}
