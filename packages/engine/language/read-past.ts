import { OVERALL, PLACING } from "../vocabulary/around";
import { FILLERS, LIKENESSES, OF_STYLES, PURPOSE_CORE, PURPOSE_WORDS } from "../vocabulary/asides";
import { FLAWS } from "../vocabulary/complaints";
import { isRegionNoun } from "../vocabulary/regions";
import { INSTRUCTION_VERBS, NEGATIONS, REASONS } from "../vocabulary/verbs";
import { type Act, readAct } from "./act";
import { textOf } from "./clause";
import type { Lexicon } from "./lexicon";
import { tokensOfText } from "./loosely/phrasing";
import type { OperationAct } from "./operation-act";
import { isOfMood, type ReadPast, restrained } from "./restraint";
import type { Token } from "./tokenise";

// What a segment means when some of its words are read past: words that ask for nothing and could name neither a thing
// nor an act. Only where all the others are understood.

/** Beyond that many words nobody names a style, or what a picture is for. */
const MOST_WORDS = 14;
const MOST_OF_STYLES = 7;

/** Families whose operations say how all of it is to look. */
const OF_LOOKS: ReadonlySet<string> = new Set(["light", "colour", "looks", "weather", "focus"]);

/** Reads a segment that begins at `from` without the words in it that ask for nothing; `null` when it cannot be. */
export function readPast(
  lexicon: Lexicon,
  tokens: readonly Token[],
  from: number,
  { ends, after }: { ends: readonly number[]; after: Act | null },
): ReadPast | null {
  for (const to of ends.toReversed()) {
    const segment = tokens.slice(from, to);
    if (isOfMood(segment)) return { to, act: restrained(lexicon, after) };
    if (isSpared(segment, after)) return { to, act: { kind: "nothing" } };
    const kept = readKept(lexicon, segment, after);
    if (kept !== null) return { to, act: kept };
    if (isWhere(lexicon, segment, after)) return { to, act: { kind: "left-out" } };
    const isAside = isPurpose(segment) || (asStyle(after) !== null && isLikeness(lexicon, segment));
    if (isAside) return { to, act: { kind: "nothing" } };
  }
  for (const to of new Set([ends.at(-1) ?? from, ends[0] ?? from])) {
    const segment = tokens.slice(from, to);
    const blown = readBlown(lexicon, segment);
    if (blown !== null) return { to, act: blown };
    const reason = segment.findIndex((token, at) => at > 0 && REASONS.has(textOf(token)));
    const asked = reason === -1 ? null : readAct(lexicon, segment.slice(0, reason));
    if (asked?.kind === "operation") return { to: from + reason, act: asked };
    const where = segment.findIndex(
      (token, at) => at > 0 && PLACING.has(textOf(token)) && isWord(segment[at + 1], DETERMINED),
    );
    const overall = where === -1 ? null : readAct(lexicon, segment.slice(0, where));
    if (overall !== null && isWhere(lexicon, segment.slice(where), overall)) return { to: from + where, act: overall };
    if (segment.length > MOST_WORDS) continue;
    const act = readWithoutLikeness(lexicon, segment) ?? readWithoutFillers(lexicon, segment);
    if (act !== null) return { to, act };
    const split = splitOfStyles(lexicon, segment) ?? splitOfStyles(lexicon, withoutFillers(segment));
    if (split !== null) return { to: tokens.indexOf(split.rest, from), act: split.act };
  }
  return null;
}

/** "But leave the trees alone": a thing of which nothing is changed where only another part is. */
const SPARING =
  /^(?:but )?not (?:the|my|her|his|their|our|its) \S+$|^(?:but )?(?:leave|keep|do not touch|do not change|not touching|without touching) (?:the|my|her|his|their|our|its) \S+(?: \S+)?(?: alone| as (?:it|they) (?:is|are)| untouched| unchanged)?$/u;

/** Parts that end somewhere, so that whatever is not of them stays. */
const ENDING: ReadonlySet<string> = new Set([
  "sky",
  "ground",
  "water",
  "person",
  "face",
  "skin",
  "subject",
  "background",
]);

function isSpared(tokens: readonly Token[], after: Act | null): boolean {
  if (after?.kind !== "operation" || !SPARING.test(tokens.map(textOf).filter(Boolean).join(" "))) return false;
  const regions = after.where?.regions ?? [];
  return regions.length > 0 && regions.every(({ name, except }) => ENDING.has(name) && except !== true);
}

const KEEPING =
  /^(?:keep|leave) (?:the|my|her|his|their|our|its) \S+(?: \S+)?$|^(?:the )?\S+(?: \S+)? (?:stays|stay|remains)$/u;

/** What gives light, of which the brightest parts of a picture are made. */
const SHINING: ReadonlySet<string> = new Set(
  "glow light lights flame flames lamp lamps candle candles fire sun".split(" "),
);

/** "Brighter, but keep the sky": behind what is done to all of it, a part that must stay. Of a crop it would be what it is to hold. */
function readKept(lexicon: Lexicon, tokens: readonly Token[], after: Act | null): Act | null {
  if (after?.kind !== "operation" || after.where !== null || after.mentioned !== null) return null;
  const isOfLooks =
    OF_LOOKS.has(after.operation.family) && after.operation.changes.every((aspect) => aspect !== "shape");
  const text = tokens.map(textOf).filter(Boolean).join(" ");
  if (!isOfLooks || !KEEPING.test(text)) return null;
  const isShining = /^(?:keep|leave)/u.test(text) && SHINING.has(textOf(tokens.at(-1)));
  const named = isShining ? "keep the highlights" : text;
  const act = readAct(lexicon, tokensOfText(`${named} unchanged`, tokens));
  return act?.kind === "region-limit" ? act : null;
}

/** "Her white dress is blown out": whatever it is, the highlights are. */
function readBlown(lexicon: Lexicon, tokens: readonly Token[]): Act | null {
  const [first, second] = tokens.slice(-2).map(textOf);
  const isBlown = second === "out" && ["blown", "burnt", "burned"].includes(first ?? "");
  const isTold = tokens.slice(0, -2).some((token) => ["is", "are", "looks"].includes(textOf(token)));
  return isBlown && isTold ? readAct(lexicon, tokens.slice(-2)) : null;
}

const DETERMINED: ReadonlySet<string> = new Set("the my our his her their".split(" "));
const isWord = (token: Token | undefined, words: ReadonlySet<string>): boolean => words.has(textOf(token));

/** "More clarity in the brickwork": somewhere that nobody can find, behind something that may be done to all of it. */
function isWhere(lexicon: Lexicon, tokens: readonly Token[], after: Act | null): boolean {
  if (after?.kind !== "operation" || !OVERALL.has(after.operation.name) || after.where !== null) return false;
  const isPlace = isWord(tokens[0], PLACING) && isWord(tokens[1], DETERMINED) && tokens.length <= MOST_OF_STYLES;
  return isPlace && !tokens.some((token) => token.kind !== "break" && canMeanMore(lexicon, token));
}

/** "My mum wants to print it", "I need this for a listing": every word belongs to that. */
function isPurpose(tokens: readonly Token[]): boolean {
  const words = tokens.map(textOf);
  // "On the poster" is somewhere in the picture.
  if (PLACING.has(words[0] ?? "") && POINTING.has(words[1] ?? "")) return false;
  return words.every((word) => PURPOSE_WORDS.has(word)) && words.some((word) => PURPOSE_CORE.has(word));
}

/** "…, like in the movies". */
const isLikeness = (lexicon: Lexicon, tokens: readonly Token[]): boolean =>
  tokens.length <= MOST_WORDS &&
  LIKENESSES.some((text) => text.split(" ").every((word, at) => textOf(tokens[at]) === word)) &&
  !tokens.some((token) => token.kind === "break" || canMeanMore(lexicon, token));

/** "Pop art like Andy Warhol", "oil painting à la Van Gogh": the style itself is said before. */
function readWithoutLikeness(lexicon: Lexicon, tokens: readonly Token[]): Act | null {
  for (let at = 1; at < tokens.length; at++) {
    const phrase = LIKENESSES.find((text) =>
      text.split(" ").every((word, offset) => textOf(tokens[at + offset]) === word),
    );
    if (phrase === undefined) continue;
    const after = tokens.slice(at + phrase.split(" ").length);
    if (after.length === 0 || after.some((token) => canMeanMore(lexicon, token))) return null;
    const before = tokens.slice(0, at).filter(({ kind }, index) => kind !== "break" || index < at - 1);
    const act = readAct(lexicon, before);
    return act?.kind === "operation" && LIKENED.has(act.operation.family) ? act : null;
  }
  return null;
}

/** "A beautiful vintage vibe". */
function readWithoutFillers(lexicon: Lexicon, tokens: readonly Token[]): Act | null {
  const read = (isFiller: (word: string) => boolean): OperationAct | null => {
    const kept = tokens.filter((token) => !isFiller(textOf(token)));
    const act = kept.length === 0 || kept.length === tokens.length ? null : readAct(lexicon, kept);
    return act?.kind === "operation" ? act : null;
  };
  const dated = DECADE.test(textOf(tokens.at(-1))) ? withoutDate(tokens) : tokens;
  const undated = dated === tokens ? null : asStyle(readAct(lexicon, dated));
  if (undated !== null) return undated;
  const plain = read((word) => FILLERS.has(word));
  if (plain !== null) return plain;
  return tokens.length > MOST_OF_STYLES ? null : asStyle(read((word) => FILLERS.has(word) || OF_STYLES.has(word)));
}

const withoutFillers = (tokens: readonly Token[]): Token[] =>
  tokens.filter((token) => !FILLERS.has(textOf(token)) && !OF_STYLES.has(textOf(token)));

const DECADE = /^\d\ds$/u;

/** "A polaroid from the 80s": a polaroid. */
function withoutDate(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findLastIndex((token) => textOf(token) === "from" || textOf(token) === "of");
  return at > 0 && tokens.length - at <= 4 ? tokens.slice(0, at) : tokens;
}

/** "Cinematic teal and orange", "80s VHS look": two styles side by side; the first of them. */
function splitOfStyles(lexicon: Lexicon, tokens: readonly Token[]): { rest: Token; act: Act } | null {
  if (tokens.length > MOST_OF_STYLES || tokens.some((token) => POINTING.has(textOf(token)))) return null;
  // "Matte painting" is neither matte nor a painting.
  if (tokens.some((_, at) => (lexicon.compounds.find(tokens, at)?.length ?? 1) > 1)) return null;
  for (let length = tokens.length - 1; length >= 1; length--) {
    const rest = tokens.slice(length);
    const [next] = rest;
    if (next?.kind !== "word" || JOINING.has(next.text)) continue;
    const act = asLook(readAct(lexicon, tokens.slice(0, length)));
    const second = act === null ? null : asLook(readAct(lexicon, rest));
    if (act !== null && second !== null && (asStyle(act) !== null || asStyle(second) !== null))
      return { rest: next, act };
  }
  return null;
}

/** Who says one of these points to something in the picture. */
const POINTING: ReadonlySet<string> = new Set("the this that these those his her its their my our".split(" "));

/** What begins with one of these belongs to what stands before. */
const JOINING: ReadonlySet<string> = new Set("as like than of with to in on at from for into".split(" "));

/** Families of which saying what it is to be like adds nothing. */
const LIKENED: ReadonlySet<string> = new Set(["looks", "focus", "weather"]);

const asStyle = (act: Act | null): Act | null =>
  act?.kind === "operation" && act.operation.family === "looks" ? act : null;

/** What says by itself how the whole picture is to look, and is no complaint. */
function asLook(act: Act | null): OperationAct | null {
  if (act?.kind !== "operation" || !OF_LOOKS.has(act.operation.family)) return null;
  const { statement, core, named, pronoun } = act.clause;
  const isWhole = act.where === null && pronoun === null && !named && !statement;
  return isWhole && core.length > 0 && !core.some((token) => FLAWS.has(textOf(token))) ? act : null;
}

/** Whether a word could narrow, forbid, count or order something. */
function canMeanMore({ speller }: Lexicon, token: Token): boolean {
  if (token.kind === "break") return token.text === "but" || token.text === "then";
  if (token.kind !== "word") return token.kind !== "quantity" && token.kind !== "opaque";
  const { text } = token;
  return INSTRUCTION_VERBS.has(text) || NEGATIONS.has(text) || speller.meant(text).some(isRegionNoun);
}
