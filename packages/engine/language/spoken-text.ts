import { COLOURS } from "../vocabulary/colours";
import { INSTRUCTION_VERBS } from "../vocabulary/verbs";
import { WORD_GROUPS } from "../vocabulary/word-groups";
import type { Token } from "./tokenise";

// "Write happy birthday on it": words to be written that stand in no quotation marks.

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** What says how something is written or is named by it, and what begins anything but the text itself: "write my name". */
const NO_TEXT = words(
  "a an the my your his her our their its it this that these those some something anything nothing everything what who " +
    "which how me him them us down out in over code about text texts word words letters name names more less",
);

/** How text looks. Whether "write sale big" wants the last word written nobody knows. */
const STYLES = words(
  "big bigger large larger small smaller huge tiny bold italic fat white black grey letters font lettering style capitals",
);

/** With one of these goes on where the text is to stand, or how. */
const ENDS = words(
  "on onto across over at in into under underneath below beneath above with using as near along inside",
);

const PLACE_WORDS = words("top bottom left right upper lower centre middle corner");

/** What is said to be written: "a caption that says". */
const NOUNS = words("text words caption title headline heading watermark label line message lettering");

const SAYS = words("saying says");

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
    const from = isSign ? at : at + 1;
    const isLine = !isSign && announcesLine(tokens, at);
    const to = isLine ? endOfLine(tokens, from) : isSign || announces(tokens, at) ? endOfText(tokens, from) : from;
    const text = tokens.slice(from, to);
    if (isLine ? text.length > 0 : isSign ? text.length > 1 : isText(text)) {
      if (!isSign) out.push(token);
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
function announces(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  const before = tokens[at - 1];
  if (word === "write")
    return before === undefined || before.kind === "break" || BEFORE_VERB.has(wordAt(tokens, at - 1));
  const clause = tokens.slice(tokens.findLastIndex((token, index) => index < at && token.kind === "break") + 1, at);
  if (SAYS.has(word)) return clause.some((token) => token.kind === "word" && NOUNS.has(token.text));
  const isFirst = clause.length === 1 || (clause.length === 2 && wordAt(tokens, at - 1) === "it");
  return word === "with" && isFirst && clause[0]?.kind === "word" && clause[0].text === "watermark";
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

function endOfText(tokens: readonly Token[], from: number): number {
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at];
    if (ENDS.has(wordAt(tokens, at)) || isPlace(tokens, at)) return at;
    if (token?.kind === "break" && !goesOn(tokens, at)) return at;
  }
  return tokens.length;
}

/** "Top left" at the end of what is said. */
function isPlace(tokens: readonly Token[], at: number): boolean {
  const end = tokens.findIndex((token, index) => index >= at && token.kind === "break");
  const rest = tokens.slice(at, end < 0 ? tokens.length : end);
  return rest.length > 0 && rest.every((token) => token.kind === "word" && PLACE_WORDS.has(token.text));
}

/** "Mum and dad on it": no instruction follows, and where all of it is to stand. */
function goesOn(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  // "Hello! at the top".
  if (token?.kind === "break" && /^[!?]+$/u.test(token.text))
    return ENDS.has(wordAt(tokens, at + 1)) || isPlace(tokens, at + 1);
  if (token?.kind !== "break" || token.strong || VERBS.has(wordAt(tokens, at + 1))) return false;
  for (let next = at + 1; next < tokens.length; next++) {
    if (ENDS.has(wordAt(tokens, next))) return true;
    if (tokens[next]?.kind === "break") return goesOn(tokens, next);
  }
  return false;
}

function isText(text: readonly Token[]): boolean {
  const first = wordAt(text, 0);
  return (
    text.length > 0 &&
    text.length <= MOST &&
    !NO_TEXT.has(first) &&
    text.every((token) => token.kind !== "quoted" && !(token.kind === "word" && isStyle(token.text)))
  );
}

const isStyle = (word: string): boolean => STYLES.has(word) || Object.hasOwn(COLOURS, word);

const wordAt = (tokens: readonly Token[], at: number): string => {
  const token = tokens[at];
  return token?.kind === "word" ? token.text : "";
};
