import type { Region } from "../plan";
import { NOT_OF_PERSONS, NOT_OF_SKIN, NOT_OF_THINGS } from "../vocabulary/regions";
import { type Clause, readClause } from "./clause";
import type { Lexicon } from "./lexicon";
import { findMentions, type Mention } from "./mentions";
import type { Token } from "./tokenise";

/** Where in the picture something is asked for. */
export type Where = {
  regions: readonly Region[];
  /** "The rest": what no other part of the request speaks of. */
  rest: boolean;
  /** Said with "only", or as an exception. */
  limits: boolean;
  /** "A blurry background": how the part should be, not how it is. */
  wished: boolean;
  /** More than one thing, or all but one: "the edges", "everything but the sky". One would call them "them". */
  many: boolean;
  /** A limit that stands apart: ", but only …", "except …". */
  detached: boolean;
  /** Said before everything else: "in the sky, …". */
  leads: boolean;
  /** Said at the end, with nothing after it but how much. */
  ends: boolean;
  /** Said at the end, after a preposition, "only" or "except". */
  trails: boolean;
};

/** One way to understand some words: with some of them taken out as names of parts of the picture. */
export type Reading = { clause: Clause; where: Where | null };

/** Kinds of parts that an operation's own words may speak of: "blur the background". */
const MENTIONED: ReadonlySet<Mention["kind"]> = new Set<Mention["kind"]>([
  "spread",
  "person",
  "animal",
  "skin",
  "tone",
  "edges",
]);

/** The part of the picture that words speak of, whether or not an operation means it; `null`: of none, or of several. */
export function mentionedIn(lexicon: Lexicon, tokens: readonly Token[]): Where | null {
  const mentions = tokens.length > MOST_WORDS ? [] : findMentions(lexicon, tokens);
  const mentioned = mentions.filter(({ kind, except }) => MENTIONED.has(kind) && !except);
  return mentioned.length > 0 && areApart(mentioned) ? whereOf(lexicon, mentioned, tokens) : null;
}

/** Beyond that many words nobody names a part of one instruction. */
const MOST_WORDS = 28;
const MOST_MENTIONS = 5;

/** What may stand behind the noun of a part. */
const AFTER_NOUN: ReadonlySet<string> = new Set(["only", "itself"]);

/** Plurals without an s, and the endings of words that only look like one. */
const PLURALS: ReadonlySet<string> = new Set("people men women children".split(" "));
const SINGULARS = /(?:ss|us|is)$/u;

/** How many words may stand between "a" and the part that it announces: "a much darker sky". */
const BETWEEN = 4;

/** The ways to understand some words, the one with the fewest parts of the picture in it first. */
export function* readings(lexicon: Lexicon, tokens: readonly Token[]): Generator<Reading> {
  const whole = readClause(lexicon, tokens);
  if (whole !== null) yield { clause: whole, where: null };
  const mentions = tokens.length > MOST_WORDS ? [] : findMentions(lexicon, tokens).slice(0, MOST_MENTIONS);
  for (const chosen of subsetsOf(mentions)) {
    const where = whereOf(lexicon, chosen, tokens);
    const clause = where === null ? null : readClause(lexicon, without(tokens, chosen));
    if (where !== null && clause !== null) yield { clause, where };
  }
}

function subsetsOf(mentions: readonly Mention[]): Mention[][] {
  const all = Array.from({ length: 2 ** mentions.length - 1 }, (_, index) =>
    mentions.filter((_mention, bit) => ((index + 1) >> bit) % 2 === 1),
  );
  return all.filter(areApart).toSorted((a, b) => a.length - b.length);
}

const areApart = (mentions: readonly Mention[]): boolean =>
  mentions.every(({ from }, index) => index === 0 || from >= (mentions[index - 1]?.to ?? 0));

/** Whether some words say nothing but how much. */
function isEmpty(lexicon: Lexicon, tokens: readonly Token[]): boolean {
  const clause = readClause(
    lexicon,
    tokens.filter(({ kind }) => kind !== "break"),
  );
  return clause !== null && clause.core.length === 0 && clause.pronoun === null;
}

function whereOf(lexicon: Lexicon, mentions: readonly Mention[], tokens: readonly Token[]): Where | null {
  const [first] = mentions;
  const last = mentions.at(-1);
  const rest = mentions.some(({ kind }) => kind === "rest");
  const regions = composeRegions(mentions);
  if (first === undefined || last === undefined || regions === null || (rest && mentions.length > 1)) return null;
  if (mentions.some((mention) => isNew(mention, tokens) || isPersonal(mention, tokens) || isReceiver(mention)))
    return null;
  const isMarked = (mention: Mention): boolean => mention.preposition !== null || mention.only || mention.except;
  return {
    regions,
    rest,
    limits: mentions.some(({ only, except }) => only || except) || tokens.some(isOnly),
    wished: mentions.some((mention) => articleBefore(mention, tokens) !== null),
    many: mentions.some((mention) => mention.except || isMany(mention, tokens)),
    detached: mentions.some((mention) => mention.detached),
    leads: isMarked(first) && tokens.slice(0, first.from).every(({ kind }) => kind === "break"),
    ends: isEmpty(lexicon, tokens.slice(last.to)),
    trails: isMarked(last) && isEmpty(lexicon, tokens.slice(last.to)),
  };
}

/** "Make a blue sky" asks for another sky, "a darker sky" for this one darker. */
function isNew(mention: Mention, tokens: readonly Token[]): boolean {
  const words = articleBefore(mention, tokens);
  return words !== null && !words.some((word) => /(?:er|ed|ry)$|^(?:more|less)$/u.test(word));
}

/** Words that are said of some kinds of parts, and are no colours then. */
const UNSAID_OF: ReadonlyMap<Mention["kind"], ReadonlySet<string>> = new Map([
  ["person", NOT_OF_PERSONS],
  ["animal", NOT_OF_PERSONS],
  ["skin", NOT_OF_SKIN],
  ["thing", NOT_OF_THINGS],
]);

function isPersonal({ kind }: Mention, tokens: readonly Token[]): boolean {
  const words = UNSAID_OF.get(kind);
  return words !== undefined && tokens.some((token) => token.kind === "word" && words.has(token.text));
}

/** "Make it brighter for my mum." */
const isReceiver = ({ kind, preposition }: Mention): boolean =>
  kind === "person" && (preposition === "for" || preposition === "with");

/** "The edges", "the faces", "the red flowers", "the children". */
function isMany({ from, to }: Mention, tokens: readonly Token[]): boolean {
  const last = tokens.slice(from, to).findLast((token) => token.kind === "word" && !AFTER_NOUN.has(token.text));
  return last?.kind === "word" && (PLURALS.has(last.text) || (last.text.endsWith("s") && !SINGULARS.test(last.text)));
}

/** The words between "a" and a part of the picture that has no article or preposition of its own. */
function articleBefore({ from, preposition, hasArticle }: Mention, tokens: readonly Token[]): string[] | null {
  if (hasArticle || preposition !== null) return null;
  const words = tokens
    .slice(Math.max(0, from - BETWEEN), from)
    .map((token) => (token.kind === "word" ? token.text : ""));
  const article = words.findLastIndex((word) => word === "a" || word === "an");
  return article === -1 ? null : words.slice(article + 1);
}

const isOnly = (token: Token): boolean => token.kind === "word" && token.text === "only";

function without(tokens: readonly Token[], mentions: readonly Mention[]): Token[] {
  const rest = tokens.filter(
    (token, index) => !isOnly(token) && !mentions.some(({ from, to }) => index >= from && index < to),
  );
  const first = rest.findIndex(({ kind }) => kind !== "break");
  const last = rest.findLastIndex(({ kind }) => kind !== "break");
  return first === -1 ? [] : rest.slice(first, last + 1);
}

/** Prepositions that place one part inside of another: "the shadows in the sky". */
const INSIDE = new Set(["in", "of", "on", "from", "within", "at"]);

/** Parts that reach across the picture, so that their left is on the left of the picture. */
const ACROSS: ReadonlySet<Region["name"]> = new Set<Region["name"]>(["sky", "ground", "water", "background"]);

/**
 * The one part of the picture that these mentions describe together, as regions that all must hold.
 * `null` when they name several parts or contradict each other.
 */
function composeRegions(mentions: readonly Mention[]): Region[] | null {
  const wanted = mentions.filter(({ except }) => !except);
  const [first, second, ...more] = wanted;
  if (more.length > 0 || (first !== undefined && second !== undefined && !canMeet(first, second))) return null;
  const regions = [
    ...wanted.flatMap((mention) => mention.regions),
    ...mentions
      .filter(({ except }) => except)
      .flatMap((mention) => mention.regions.map((region) => ({ ...region, except: true }))),
  ];
  return contradicts(regions) ? null : regions;
}

function canMeet(first: Mention, second: Mention): boolean {
  const isNext = second.from === first.to;
  const isInside = isNext && second.preposition !== null && INSIDE.has(second.preposition);
  if (first.kind === "place" && second.kind === "place") return false;
  if (second.kind === "place") return second.preposition !== null && INSIDE.has(second.preposition);
  if (first.kind === "place") {
    if (!isNext) return first.preposition !== null;
    const [whole] = second.regions;
    const isAcross = whole !== undefined && ACROSS.has(whole.name);
    const isSide = first.regions.every(({ name }) => name === "left" || name === "right");
    // The top of the sky is not the top half of the picture.
    return isInside && isAcross && (isSide || whole.name === "background");
  }
  if (first.kind === "skin") return isInside && (second.kind === "person" || second.kind === "spread");
  const isShade = first.kind === "tone" || first.kind === "colour";
  return isShade && isInside && ["person", "animal", "spread", "skin"].includes(second.kind);
}

/** True when one region is both wanted and excepted. */
function contradicts(regions: readonly Region[]): boolean {
  return regions.some(
    (region) =>
      region.except !== true &&
      regions.some(
        ({ name, colour, at, except }) =>
          except === true && name === region.name && colour === region.colour && at === region.at,
      ),
  );
}
