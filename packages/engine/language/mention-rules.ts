import type { Region } from "../plan";
import { COLOUR_ADJECTIVES, COLOURS } from "../vocabulary/colours";
import {
  AFTER_A_PART,
  BEHIND,
  BEING,
  COLOUR_NOUNS,
  DESCRIPTIONS,
  DETERMINERS,
  EXCEPT,
  NOT_BEFORE_PERSON,
  NOT_THINGS,
  NOUNS_IN_ER,
  ONLY,
  PEOPLE_AT,
  PERSON_PRONOUNS,
  PLACE_NOUNS,
  REGION_NOUNS,
  REGION_PLACES,
  REGION_PREPOSITIONS,
  type RegionKind,
  REST,
  SEVERAL_PEOPLE,
  THIRDS_BY_WORD,
} from "../vocabulary/regions";
import { THING_DESCRIPTIONS } from "../vocabulary/things";

/** What a name for a part of the picture means. No regions for "the rest": that depends on what was named before. */
export type Named = { kind: RegionKind | "place" | "colour" | "rest"; regions: readonly Region[] };

/** A name as it stands in a request: what the parts of the pattern caught, and the words around it. */
type RuleMatch = { groups: Readonly<Record<string, string | undefined>>; before: string; after: string };

type Rule = { pattern: RegExp; read: (match: RuleMatch) => Named | null };

const either = (words: string | readonly string[]): string =>
  (typeof words === "string" ? words.split("/") : [...words]).toSorted((a, b) => b.length - a.length).join("|");

const NOUNS = new Map(REGION_NOUNS.flatMap((entry) => entry.nouns.split("/").map((noun) => [noun, entry] as const)));
const PARTS = [...NOUNS].filter(([, { kind }]) => kind !== "thing").map(([noun]) => noun);
const PLACES = new Map(
  REGION_PLACES.flatMap(({ name, words }) => words.split("/").map((word) => [word, name] as const)),
);
const nounsOf = (kind: RegionKind): string =>
  either([...NOUNS].filter(([, entry]) => entry.kind === kind).map(([noun]) => noun));

const COLOUR = `(?:(?:${either([...COLOUR_ADJECTIVES])}) )?(?:${either(Object.keys(COLOURS))})`;
const BREAKS = "(?:(?:,|:|and|but|->) )*";
const ALL = "(?:everything|everywhere|all|anything|whole picture)";
const LEAD = [
  `^(?:(?<except>${BREAKS}(?:${ALL} )?(?:${either(EXCEPT)})|(?:${ALL}|everyone|everybody) bar) |(?<behind>${either(BEHIND)}) )?`,
  `(?:(?<only>${BREAKS}(?:${either(ONLY)})) )?`,
  `(?:${BREAKS}(?<preposition>${either(REGION_PREPOSITIONS)}) )?`,
  `(?:(?<determiner>${either(DETERMINERS)}) (?:(?:${either(DESCRIPTIONS)}) )*)?`,
].join("");

const AFTER = new RegExp(
  `^(?:$| (?:${either(AFTER_A_PART)}|(?!(?:${either(NOUNS_IN_ER)})(?: |$))\\p{L}+er|,|and|but|then|:)(?: |$))`,
  "u",
);
const BEFORE_PERSON = new RegExp(`(?:^| )(?:${either(NOT_BEFORE_PERSON)}) $`, "u");
/** What has no hue is not found by it. */
const GREYS = "black|white|gr[ae]y|silver|dark|bright|pale|dull";

/** After these a thing is where something else is: "the painting on the wall". */
const STANDS_ON = new Set(
  "on/at/within/inside/into/across/throughout/over/for/from/towards/with/only on/just on".split("/"),
);
const PLACED = new Set(["in", "on", "at", "within", "only in", "only on", "just in", "just on"]);

const rule = (body: string, read: Rule["read"]): Rule => ({
  pattern: new RegExp(`${LEAD}${body}(?<alone> only)?(?= |$)`, "u"),
  read,
});

const isLed = ({ groups }: RuleMatch): boolean =>
  groups["except"] !== undefined || groups["only"] !== undefined || groups["preposition"] !== undefined;
const hasArticle = ({ groups }: RuleMatch): boolean => groups["determiner"] !== undefined;
const isPlural = (noun: string): boolean => noun.endsWith("s") && !noun.endsWith("ss") && !noun.endsWith("us");

function coloured(name: string | undefined, largest = false): Named | null {
  const colour = name?.replaceAll(" ", "") ?? "";
  if (!Object.hasOwn(COLOURS, colour)) return null;
  const region: Region = largest ? { name: "colour", colour, largest } : { name: "colour", colour };
  return { kind: "colour", regions: [region] };
}

function noun(name: string | undefined, isNamed: boolean): Named | null {
  const entry = NOUNS.get(name ?? "");
  return entry !== undefined && (isNamed || entry.bare) ? { kind: entry.kind, regions: entry.regions } : null;
}

/** "The yellow leaves": what is known by its colour has the one that is said. */
function inColour(named: Named | null, said: string | undefined): Named | null {
  const [region] = coloured(said)?.regions ?? [];
  if (named === null || region === undefined) return named;
  return { ...named, regions: named.regions.map((part) => (part.name === "colour" ? region : part)) };
}

const wordsIn = (...lists: readonly string[]): string[] => lists.flatMap((list) => list.split(/[ /]/));

/** Words of which one must be said where a part is named. */
const NAMING: ReadonlySet<string> = new Set([
  ...wordsIn(...NOUNS.keys(), ...PLACES.keys(), REST, ...PEOPLE_AT.map(({ words }) => words)),
  ...Object.keys(COLOURS).flatMap((colour) => [colour, `${colour}s`]),
  ...COLOUR_ADJECTIVES,
  ...PERSON_PRONOUNS,
]);

/** Words with which the name of a part can begin. */
const BEGINNING: ReadonlySet<string> = new Set([
  ...NAMING,
  ...wordsIn(EXCEPT, BEHIND, ONLY, REGION_PREPOSITIONS, DETERMINERS),
  ..."everything everywhere all anything whole , : and but ->".split(" "),
]);

/** Quick answers for words where no part is named: most of them. */
export const isNaming = (word: string): boolean => NAMING.has(word);
export const canBeginName = (word: string): boolean => BEGINNING.has(word);

const PEOPLE_PLACES = new Map(
  PEOPLE_AT.flatMap(({ at, words }) => words.split("/").map((word) => [word, at] as const)),
);
const WHERE_PEOPLE_ARE = `(?<place>${either([...PEOPLE_PLACES.keys()])})`;

const FACES = "face|faces|head|heads|eyes";
const FACE_NOUN = new RegExp(`(?:^| )(?:${FACES})(?: |$)`, "u");

/** "Face", "man's face", "face of the man", "man"; "one" only where it stands for a face that is spared. */
const WHO = `(?<who>(?:(?:${nounsOf("person")}) )?(?:${FACES})(?: of (?:the )?(?:${nounsOf("person")}))?|${nounsOf("person")}|one|ones)`;

/** Whether a word for people or faces is for more than one. */
const isSeveral = (word: string): boolean =>
  SEVERAL_PEOPLE.has(word) || (NOUNS.get(word)?.kind === "person" && isPlural(word));

/** Some of the people or faces by where they are. */
function people({ groups }: RuleMatch): Named | null {
  const words = (groups["who"] ?? "").split(" ");
  const at = PEOPLE_PLACES.get(groups["place"] ?? "");
  const isStandIn = words.every((word) => word === "one" || word === "ones");
  if (at === undefined || (isStandIn && groups["except"] === undefined)) return null;
  const named = words.find((word) => FACE_NOUN.test(word));
  const name = named === "eyes" ? "eyes" : named !== undefined || isStandIn ? "face" : "person";
  const region: Region = { name, at };
  // "The eyes of the man" are of one face.
  const isOne = !words.some((word) => isSeveral(word) && (word !== "eyes" || words.length === 1));
  return { kind: name === "person" ? "person" : "skin", regions: [isOne ? { ...region, one: true } : region] };
}

/** How parts of a picture are named, each with what it means; the first that fits counts. */
export const RULES: readonly Rule[] = [
  rule(
    `${WHO}(?: (?:${either(BEING)}))?(?: (?:on|in|at|to|towards|from))?(?: the)? ${WHERE_PEOPLE_ARE}(?: (?:side|half|hand side|row))?`,
    people,
  ),
  rule(`${WHERE_PEOPLE_ARE} ${WHO}`, (match) => (hasArticle(match) || isLed(match) ? people(match) : null)),
  rule(`(?:${either(REST)})`, () => ({ kind: "rest", regions: [] })),
  rule(`${ALL} (?:that |which )?(?:is |are )?(?<every>${COLOUR})(?: coloured)?`, ({ groups }) =>
    coloured(groups["every"]),
  ),
  rule(`(?<third>${either(Object.keys(THIRDS_BY_WORD))}) third`, ({ groups }) => {
    const name = THIRDS_BY_WORD[groups["third"] ?? ""];
    return name === undefined ? null : { kind: "place", regions: [{ name }] };
  }),
  rule(`(?<place>${either([...PLACES.keys()])}) (?:${either(PLACE_NOUNS)})`, ({ groups }) => place(groups["place"])),
  rule(`(?<place>${either([...PLACES.keys()])})`, (match) => {
    const isPlaced = PLACED.has(match.groups["preposition"] ?? "");
    const isNamed = hasArticle(match) && match.groups["preposition"] === undefined;
    return (isPlaced || isNamed) && AFTER.test(match.after) ? place(match.groups["place"]) : null;
  }),
  rule(`(?:(?:${nounsOf("person")}) )?(?<skin>${nounsOf("skin")})`, ({ groups }) => noun(groups["skin"], true)),
  rule(`(?<noun>${either(PARTS)})(?: (?:area|areas|region|part|parts|itself))?`, (match) =>
    noun(match.groups["noun"], hasArticle(match) || isLed(match)),
  ),
  rule(`(?<colour>${COLOUR}) (?<noun>${nounsOf("spread")})`, (match) =>
    hasArticle(match) ? inColour(noun(match.groups["noun"], true), match.groups["colour"]) : null,
  ),
  rule(`(?<colour>${COLOUR}) (?:coloured )?(?:${either(COLOUR_NOUNS)})`, ({ groups }) => coloured(groups["colour"])),
  rule(`(?<colour>${COLOUR})s`, ({ groups }) => coloured(groups["colour"])),
  rule(`(?<colour>${COLOUR})(?: coloured)? (?<thing>\\p{L}{3,})`, (match) => {
    const { colour, thing = "" } = match.groups;
    const isThing = !NOT_THINGS.has(thing) && !AFTER.test(` ${thing}`);
    return hasArticle(match) && isThing ? coloured(colour, !isPlural(thing)) : null;
  }),
  // Of a thing that is called by its noun alone the picture has to tell which colour it has.
  rule(`(?:(?:${either(THING_DESCRIPTIONS)}) )*(?<!(?:${COLOUR}|${GREYS}) )(?<noun>${nounsOf("thing")})`, (match) =>
    hasArticle(match) && !STANDS_ON.has(match.groups["preposition"] ?? "") ? noun(match.groups["noun"], true) : null,
  ),
  rule(`(?<colour>${COLOUR})`, (match) =>
    hasArticle(match) && AFTER.test(match.after) ? coloured(match.groups["colour"]) : null,
  ),
  rule(`(?:${either(PERSON_PRONOUNS)})`, (match) =>
    match.groups["preposition"] !== undefined || BEFORE_PERSON.test(match.before)
      ? null
      : { kind: "person", regions: [{ name: "subject" }] },
  ),
];

function place(word: string | undefined): Named | null {
  const name = PLACES.get(word ?? "");
  return name === undefined ? null : { kind: "place", regions: [{ name }] };
}
