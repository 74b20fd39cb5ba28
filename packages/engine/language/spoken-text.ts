import { COLOURS } from "../vocabulary/colours";
import { INSTRUCTION_VERBS } from "../vocabulary/verbs";
import { WORD_GROUPS } from "../vocabulary/word-groups";
import type { Token } from "./tokenise";

// "Write happy birthday on it": words to be written that stand in no quotation marks.

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** What says how something is written or is named by it, and what begins anything but the text itself: "write my name". */
const NO_TEXT = words(
  "a an the my your his her our their its it this that these those some something anything nothing everything what who " +
    "which how me him them us down out in over code about text texts word words letters name names more less " +
    "please back again too now here there effect overlay box bar bubble style logo behind removed gone " +
    "brighter darker bolder sharper clearer readable legible visible",
);

/** How text looks. Whether "write sale big" wants the last word written nobody knows. */
const STYLES = words(
  "big bigger large larger small smaller huge tiny bold italic fat white black grey letters font lettering style capitals",
);

/** With one of these goes on where the text is to stand, or how. */
const ENDS = words(
  "on onto across over at in into under underneath below beneath above with using as near along inside",
);

const PLACE_WORDS = words("top bottom left right upper lower centre centred middle corner");

/** What is said to be written: "a caption that says". */
const NOUNS = words("text words caption title headline heading watermark label line message lettering");

const SAYS = words("saying says");

/** "Add the caption summer": behind one of these verbs and such a noun stands what is to be written. */
const ADDING = words("add put place insert overlay stamp print include write");
const ADDED = words(
  "text words caption title headline heading watermark label message lettering name initials signature copyright",
);

/** Behind such a noun these go on with the request, unless they are written large: "a message for my mum". */
const NO_TEXT_AFTER_NOUN = words("of to for from as if where when like instead");

/** What may stand between them. */
const BETWEEN_ADDED = words(
  "a an the my our this these semi half see through transparent translucent faint subtle small",
);

/** Verbs that name what is written on "it": "sign it J. Doe". */
const SIGNING = words("caption title sign label watermark");

/** Abbreviations behind whose stop a name or a number goes on. */
const ABBREVIATIONS = words(
  "st mt dr mr mrs ms prof no nr jr sr vol vs feat ft ave co inc ltd bros est ca jan feb mar apr jun jul aug sep sept oct nov dec",
);

/** What may stand before "write" for it to be the verb of a request. */
const BEFORE_VERB = words("please you to just also kindly now then it");

const VERBS: ReadonlySet<string> = new Set([...INSTRUCTION_VERBS, ...(WORD_GROUPS["make"] ?? [])]);

/** Longer text is quoted by everybody who wants it written. */
const MOST = 12;

/**
 * Makes one quoted token of the words that can only be meant to be written: those between "write" or "a caption that
 * says" and the next preposition, or behind a copyright sign. Whatever stands behind them must still be understood.
 */
export function quoteSpokenText(tokens: readonly Token[], utterance: string): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (token === undefined) break;
    const isSign = utterance.slice(token.start, token.end) === "©";
    const isLine = !isSign && announcesLine(tokens, at);
    const isAnnounced = !isSign && !isLine && announces(tokens, at, utterance);
    const before = isAnnounced ? lookBefore(tokens, at + 1) : 0;
    const from = isSign ? at : at + 1 + before;
    const to = isLine ? endOfLine(tokens, from) : isSign || isAnnounced ? endOfText(tokens, from, utterance) : from;
    const text = tokens.slice(from, to);
    if (isLine ? text.length > 0 : isSign ? text.length > 1 : isText(text, utterance)) {
      if (!isSign) out.push(token, ...tokens.slice(at + 1, from).filter(({ kind }) => kind !== "break"));
      const [start, end] = [text[0]?.start ?? 0, text.at(-1)?.end ?? 0];
      out.push({ kind: "quoted", text: utterance.slice(start, end).trim(), start, end });
      at = to;
    } else {
      out.push(token);
      at++;
    }
  }
  return out;
}

/** Whether what comes next is to be written. */
function announces(tokens: readonly Token[], at: number, utterance: string): boolean {
  const word = wordAt(tokens, at);
  const before = tokens[at - 1];
  if (word === "write")
    return before === undefined || before.kind === "break" || BEFORE_VERB.has(wordAt(tokens, at - 1));
  const clause = tokens.slice(tokens.findLastIndex((token, index) => index < at && token.kind === "break") + 1, at);
  if (SAYS.has(word)) return clause.some((token) => token.kind === "word" && NOUNS.has(token.text));
  const verb = wordAt(clause, 0);
  if (word === "it" || word === "this") return clause.length === 1 && SIGNING.has(verb);
  if (ADDED.has(word) && SAYS.has(wordAt(tokens, at + 1))) return false;
  const follows = tokens[at + 1];
  const isLarge = follows !== undefined && /^\p{Lu}/u.test(utterance.slice(follows.start, follows.end));
  if (ADDED.has(word) && NO_TEXT_AFTER_NOUN.has(wordAt(tokens, at + 1)) && !isLarge) return false;
  if (ADDED.has(word))
    return isAdded(clause) || isAnnexed(clause) || (isColonAt(tokens, at + 1) && clause.every(isBetween));
  const isFirst = clause.length === 1 || (clause.length === 2 && wordAt(tokens, at - 1) === "it");
  return word === "with" && isFirst && SIGNING.has(verb);
}

const isBetween = (token: Token): boolean =>
  token.kind === "word" && (BETWEEN_ADDED.has(token.text) || BEFORE_VERB.has(token.text));

/** Whether these words before a noun ask for it to be added: "add a small". */
function isAdded(clause: readonly Token[]): boolean {
  const verb = clause.findIndex((token) => token.kind === "word" && ADDING.has(token.text));
  return verb >= 0 && clause.every((token, index) => index === verb || isBetween(token));
}

/** "A polaroid frame with caption …": what else is added is said before it. */
function isAnnexed(clause: readonly Token[]): boolean {
  const at = clause.findLastIndex((token) => token.kind === "word" && token.text === "with");
  return at > 0 && clause.slice(at + 1).every(isBetween);
}

/** How many tokens say how what follows is to look, or are a colon: "write in red …". */
function lookBefore(tokens: readonly Token[], from: number): number {
  if (isColonAt(tokens, from)) return 1;
  if (wordAt(tokens, from) !== "in") return 0;
  let at = from + 1;
  while (isStyle(wordAt(tokens, at))) at++;
  return at === from + 1 ? 0 : at - from;
}

const ENDS_OF_MEMES = words("top bottom");

/** What may stand before "top" and "bottom" in a meme. */
const BEFORE_ENDS = words("at on the");

/** "Meme text top when you bottom forget": whether what comes next is a line of a meme. */
function announcesLine(tokens: readonly Token[], at: number): boolean {
  const isColon = isColonAt(tokens, at);
  if (!ENDS_OF_MEMES.has(wordAt(tokens, isColon ? at - 1 : at)) || isColonAt(tokens, at + 1)) return false;
  const isMeme = tokens.slice(0, at).some((before) => before.kind === "word" && before.text === "meme");
  return isMeme && tokens.every(({ kind }) => kind !== "quoted");
}

/** Up to the other end of the meme, or another instruction. */
function endOfLine(tokens: readonly Token[], from: number): number {
  let end = from;
  for (; end < tokens.length && !ENDS_OF_MEMES.has(wordAt(tokens, end)); end++) {
    const token = tokens[end];
    if (token?.kind === "break" && (token.strong || VERBS.has(wordAt(tokens, end + 1)))) return end;
  }
  const isBefore = (token: Token | undefined): boolean =>
    token?.kind === "break" || (token?.kind === "word" && BEFORE_ENDS.has(token.text));
  while (end < tokens.length && end > from && isBefore(tokens[end - 1])) end--;
  return end;
}

const isColonAt = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  return token?.kind === "break" && token.text === ":";
};

function endOfText(tokens: readonly Token[], from: number, utterance: string): number {
  let end = from;
  for (; end < tokens.length; end++) {
    const token = tokens[end];
    const isEnd = ENDS.has(wordAt(tokens, end)) || isPlace(tokens, end);
    if (isEnd) return end === from ? end : withoutStyle(tokens, from, end);
    if (token?.kind === "break" && !isStopInside(tokens, end, utterance, from) && !goesOn(tokens, end, utterance))
      break;
  }
  return end;
}

/** "Summer 2024 big at the top, in red": where the text ends before how large it is, and a comma. */
function withoutStyle(tokens: readonly Token[], from: number, to: number): number {
  let end = to;
  while (end > from + 1 && tokens[end - 1]?.kind === "break" && textOfBreak(tokens, end - 1) === ",") end--;
  while (end > from + 1 && isStyle(wordAt(tokens, end - 1))) end--;
  return end;
}

const textOfBreak = (tokens: readonly Token[], at: number): string => {
  const token = tokens[at];
  return token?.kind === "break" ? token.text : "";
};

/**
 * Whether a full stop belongs to what is written: within an address ("anna.com"), behind an initial ("J. Smith") or an
 * abbreviation ("St. Ives", "No. 7"). A stop between a name and an instruction ends a sentence.
 */
function isStopInside(tokens: readonly Token[], at: number, utterance: string, from: number): boolean {
  const [before, stop, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (stop?.kind !== "break" || stop.text !== "." || before === undefined || at === from) return false;
  if (before.end !== stop.start || before.kind !== "word") return false;
  const own = utterance.slice(before.start, before.end);
  const isInitial = /^\p{Lu}$/u.test(own) || (/^\p{Ll}$/u.test(own) && isAfterInitial(tokens, at - 1, utterance, from));
  if (next === undefined) return isInitial;
  if (next.start === stop.end && next.kind !== "break") return true;
  if (VERBS.has(wordAt(tokens, at + 1)) || utterance.slice(stop.end, next.start).includes("\n")) return false;
  const follows = utterance.slice(next.start, next.end);
  if (isInitial) return /^(?:[\p{Lu}\p{N},&]|and$)/u.test(follows) || /^\p{Ll}$/u.test(own) || isWhere(tokens, at + 1);
  if (!/^[\p{Lu}\p{N}]/u.test(follows)) return false;
  return ABBREVIATIONS.has(own.toLowerCase()) || isPlacedSentence(tokens, at + 1);
}

/** "Mum at the bottom": a sentence that only goes on with what is written before it, and ends with where all of it stands. */
function isPlacedSentence(tokens: readonly Token[], from: number): boolean {
  const end = tokens.findIndex((token, index) => index >= from && token.kind === "break");
  const sentence = tokens.slice(from, end < 0 ? tokens.length : end);
  const at = sentence.findIndex((_token, index) => ENDS.has(wordAt(sentence, index)));
  const where = sentence.slice(at + 1);
  return (
    at > 0 &&
    where.length > 0 &&
    where.every((token) => token.kind === "word" && (token.text === "the" || PLACE_WORDS.has(token.text)))
  );
}

const isWhere = (tokens: readonly Token[], at: number): boolean => ENDS.has(wordAt(tokens, at)) || isPlace(tokens, at);

/** "j. r. smith": a small letter is an initial where the text begins, or behind another one. */
function isAfterInitial(tokens: readonly Token[], at: number, utterance: string, from: number): boolean {
  const before = tokens[at - 1];
  const isSign = before !== undefined && utterance.slice(before.start, before.end) === "©";
  return at === from || isSign || (textOfBreak(tokens, at - 1) === "." && at - from <= 6);
}

/** "Top left" at the end of what is said. */
function isPlace(tokens: readonly Token[], at: number): boolean {
  const end = tokens.findIndex((token, index) => index >= at && token.kind === "break");
  const rest = tokens.slice(at, end < 0 ? tokens.length : end);
  return rest.length > 0 && rest.every((token) => token.kind === "word" && PLACE_WORDS.has(token.text));
}

/** "Mum and dad on it": no instruction follows, and where all of it is to stand. */
function goesOn(tokens: readonly Token[], at: number, utterance: string): boolean {
  const token = tokens[at];
  // "Hello! at the top".
  if (token?.kind === "break" && /^[!?]+$/u.test(token.text))
    return ENDS.has(wordAt(tokens, at + 1)) || isPlace(tokens, at + 1);
  if (token?.kind !== "break" || token.strong || VERBS.has(wordAt(tokens, at + 1))) return false;
  for (let next = at + 1; next < tokens.length; next++) {
    if (ENDS.has(wordAt(tokens, next))) return true;
    if (tokens[next]?.kind === "break" && !isStopInside(tokens, next, utterance, at))
      return goesOn(tokens, next, utterance);
  }
  return false;
}

function isText(text: readonly Token[], utterance: string): boolean {
  const first = wordAt(text, 0);
  return (
    text.length > 0 &&
    text.length <= MOST &&
    (!NO_TEXT.has(first) || isTitle(text, utterance)) &&
    // What could not be translated is nothing to write.
    !utterance.slice(text[0]?.start, text.at(-1)?.end).includes("\uFFFC") &&
    text.every((token) => token.kind !== "quoted" && !(token.kind === "word" && isStyle(token.text)))
  );
}

/** "The End", "A. B. Carter": large letters at the beginning of both words, which an order has not. */
function isTitle([first, second]: readonly Token[], utterance: string): boolean {
  if (first === undefined || second === undefined || !/\p{Ll}/u.test(utterance)) return false;
  if (second.kind === "break") return second.text === "." && second.start === first.end;
  return [first, second].every(({ start, end }) => /^\p{Lu}/u.test(utterance.slice(start, end)));
}

const isStyle = (word: string): boolean => STYLES.has(word) || Object.hasOwn(COLOURS, word);

const wordAt = (tokens: readonly Token[], at: number): string => {
  const token = tokens[at];
  return token?.kind === "word" ? token.text : "";
};
