import type { Region } from "../plan";
import { composeRegions } from "./compose-regions";
import { type Clause, readClause } from "./read-clause";
import { type Mention, readMentions } from "./read-mentions";
import { NOT_OF_PERSONS, NOT_OF_SKIN } from "../vocabulary/regions";
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
const SPOKEN_OF: ReadonlySet<Mention["kind"]> = new Set<Mention["kind"]>([
  "spread",
  "person",
  "animal",
  "skin",
  "tone",
  "edges",
]);

/** The part of the picture that words speak of, whether or not an operation means it; `null`: of none, or of several. */
export function spokenOf(tokens: readonly Token[]): Where | null {
  const mentions = tokens.length > MOST_WORDS ? [] : readMentions(tokens);
  const spoken = mentions.filter(({ kind, except }) => SPOKEN_OF.has(kind) && !except);
  return spoken.length > 0 && areApart(spoken) ? whereOf(spoken, tokens) : null;
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
export function* readings(tokens: readonly Token[]): Generator<Reading> {
  const whole = readClause(tokens);
  if (whole !== null) yield { clause: whole, where: null };
  const mentions = tokens.length > MOST_WORDS ? [] : readMentions(tokens).slice(0, MOST_MENTIONS);
  for (const chosen of subsetsOf(mentions)) {
    const where = whereOf(chosen, tokens);
    const clause = where === null ? null : readClause(without(tokens, chosen));
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
function isEmpty(tokens: readonly Token[]): boolean {
  const clause = readClause(tokens.filter(({ kind }) => kind !== "break"));
  return clause !== null && clause.core.length === 0 && clause.pronoun === null;
}

function whereOf(mentions: readonly Mention[], tokens: readonly Token[]): Where | null {
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
    ends: isEmpty(tokens.slice(last.to)),
    trails: isMarked(last) && isEmpty(tokens.slice(last.to)),
  };
}

/** "Make a blue sky" asks for another sky, "a darker sky" for this one darker. */
function isNew(mention: Mention, tokens: readonly Token[]): boolean {
  const words = articleBefore(mention, tokens);
  return words !== null && !words.some((word) => /(?:er|ed|ry)$|^(?:more|less)$/u.test(word));
}

function isPersonal({ kind }: Mention, tokens: readonly Token[]): boolean {
  const words = kind === "person" || kind === "animal" ? NOT_OF_PERSONS : kind === "skin" ? NOT_OF_SKIN : null;
  return words !== null && tokens.some((token) => token.kind === "word" && words.has(token.text));
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
