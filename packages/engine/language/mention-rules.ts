import type { Region } from "../plan";
import { COLOUR_ADJECTIVES, COLOURS } from "../vocabulary/colours";
import {
  AFTER_A_PART,
  BEHIND,
  COLOUR_NOUNS,
  DESCRIPTIONS,
  DETERMINERS,
  EXCEPT,
  NOT_BEFORE_PERSON,
  NOT_THINGS,
  NOUNS_IN_ER,
  ONLY,
  PERSON_PRONOUNS,
  PLACE_NOUNS,
  REGION_NOUNS,
  REGION_PLACES,
  REGION_PREPOSITIONS,
  type RegionKind,
  REST,
} from "../vocabulary/regions";

/** What a name for a part of the picture means. No regions for "the rest": that depends on what was named before. */
export type Named = { kind: RegionKind | "place" | "colour" | "rest"; regions: readonly Region[] };

/** A name as it stands in a request: what the parts of the pattern caught, and the words around it. */
export type Said = { groups: Readonly<Record<string, string | undefined>>; before: string; after: string };

type Rule = { pattern: RegExp; read: (said: Said) => Named | null };

const either = (words: string | readonly string[]): string =>
  (typeof words === "string" ? words.split("/") : [...words]).toSorted((a, b) => b.length - a.length).join("|");

const NOUNS = new Map(REGION_NOUNS.flatMap((entry) => entry.nouns.split("/").map((noun) => [noun, entry] as const)));
const PLACES = new Map(
  REGION_PLACES.flatMap(({ name, words }) => words.split("/").map((word) => [word, name] as const)),
);
const nounsOf = (kind: RegionKind): string =>
  either([...NOUNS].filter(([, entry]) => entry.kind === kind).map(([noun]) => noun));

const COLOUR = `(?:(?:${either([...COLOUR_ADJECTIVES])}) )?(?:${either(Object.keys(COLOURS))})`;
const BREAKS = "(?:(?:,|:|and|but|->) )*";
const ALL = "(?:everything|everywhere|all|anything|whole picture)";
const LEAD = [
  `^(?:(?<except>${BREAKS}(?:${ALL} )?(?:${either(EXCEPT)})) |(?<behind>${either(BEHIND)}) )?`,
  `(?:(?<only>${BREAKS}(?:${either(ONLY)})) )?`,
  `(?:${BREAKS}(?<preposition>${either(REGION_PREPOSITIONS)}) )?`,
  `(?:(?<determiner>${either(DETERMINERS)}) (?:(?:${either(DESCRIPTIONS)}) )*)?`,
].join("");

const AFTER = new RegExp(
  `^(?:$| (?:${either(AFTER_A_PART)}|(?!(?:${either(NOUNS_IN_ER)})(?: |$))\\p{L}+er|,|and|but|then|:)(?: |$))`,
  "u",
);
const BEFORE_PERSON = new RegExp(`(?:^| )(?:${either(NOT_BEFORE_PERSON)}) $`, "u");
const PLACED = new Set(["in", "on", "at", "within", "only in", "only on", "just in", "just on"]);

const rule = (body: string, read: Rule["read"]): Rule => ({
  pattern: new RegExp(`${LEAD}${body}(?<alone> only)?(?= |$)`, "u"),
  read,
});

const isLed = ({ groups }: Said): boolean =>
  groups["except"] !== undefined || groups["only"] !== undefined || groups["preposition"] !== undefined;
const hasArticle = ({ groups }: Said): boolean => groups["determiner"] !== undefined;
const isPlural = (noun: string): boolean => noun.endsWith("s") && !noun.endsWith("ss") && !noun.endsWith("us");

function coloured(said: string | undefined, largest = false): Named | null {
  const colour = said?.replaceAll(" ", "") ?? "";
  if (!Object.hasOwn(COLOURS, colour)) return null;
  const region: Region = largest ? { name: "colour", colour, largest } : { name: "colour", colour };
  return { kind: "colour", regions: [region] };
}

function noun(name: string | undefined, isNamed: boolean): Named | null {
  const entry = NOUNS.get(name ?? "");
  return entry !== undefined && (isNamed || entry.bare) ? { kind: entry.kind, regions: entry.regions } : null;
}

/** True for a word that names a part of a picture by itself. */
export const isRegionNoun = (word: string): boolean => NOUNS.has(word);

const wordsIn = (...lists: readonly string[]): string[] => lists.flatMap((list) => list.split(/[ /]/));

/** Words of which one must be said where a part is named. */
const NAMING: ReadonlySet<string> = new Set([
  ...wordsIn(...NOUNS.keys(), ...PLACES.keys(), REST),
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

/** How parts of a picture are named, each with what it means; the first that fits counts. */
export const MENTION_RULES: readonly Rule[] = [
  rule(`(?:${either(REST)})`, () => ({ kind: "rest", regions: [] })),
  rule(`${ALL} (?:that |which )?(?:is |are )?(?<every>${COLOUR})(?: coloured)?`, ({ groups }) =>
    coloured(groups["every"]),
  ),
  rule(`(?<place>${either([...PLACES.keys()])}) (?:${either(PLACE_NOUNS)})`, ({ groups }) => place(groups["place"])),
  rule(`(?<place>${either([...PLACES.keys()])})`, (said) => {
    const isPlaced = PLACED.has(said.groups["preposition"] ?? "");
    const isNamed = hasArticle(said) && said.groups["preposition"] === undefined;
    return (isPlaced || isNamed) && AFTER.test(said.after) ? place(said.groups["place"]) : null;
  }),
  rule(`(?:(?:${nounsOf("person")}) )?(?<skin>${nounsOf("skin")})`, ({ groups }) => noun(groups["skin"], true)),
  rule(`(?<noun>${either([...NOUNS.keys()])})(?: (?:area|areas|region|part|parts|itself))?`, (said) =>
    noun(said.groups["noun"], hasArticle(said) || isLed(said)),
  ),
  rule(`${COLOUR} (?<noun>${nounsOf("spread")})`, (said) =>
    hasArticle(said) ? noun(said.groups["noun"], true) : null,
  ),
  rule(`(?<colour>${COLOUR}) (?:coloured )?(?:${either(COLOUR_NOUNS)})`, ({ groups }) => coloured(groups["colour"])),
  rule(`(?<colour>${COLOUR})s`, ({ groups }) => coloured(groups["colour"])),
  rule(`(?<colour>${COLOUR})(?: coloured)? (?<thing>\\p{L}{3,})`, (said) => {
    const { colour, thing = "" } = said.groups;
    const isThing = !NOT_THINGS.has(thing) && !AFTER.test(` ${thing}`);
    return hasArticle(said) && isThing ? coloured(colour, !isPlural(thing)) : null;
  }),
  rule(`(?<colour>${COLOUR})`, (said) =>
    hasArticle(said) && AFTER.test(said.after) ? coloured(said.groups["colour"]) : null,
  ),
  rule(`(?:${either(PERSON_PRONOUNS)})`, (said) =>
    said.groups["preposition"] !== undefined || BEFORE_PERSON.test(said.before)
      ? null
      : { kind: "person", regions: [{ name: "subject" }] },
  ),
];

function place(word: string | undefined): Named | null {
  const name = PLACES.get(word ?? "");
  return name === undefined ? null : { kind: "place", regions: [{ name }] };
}
