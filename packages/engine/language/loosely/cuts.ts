import {
  CALLS,
  FRILLS,
  FRILLY_PHRASES,
  OPENERS,
  OPENERS_OF_ORDERS,
  OTHERWISE,
  PLACING,
  REASONING,
  REASONING_BEFORE,
  USES,
} from "../../vocabulary/around";
import { INSTRUCTION_VERBS, LONE_VERBS } from "../../vocabulary/verbs";
import { textOf } from "../clause";
import { limitsSomething } from "../leftover";
import type { Token } from "../tokenise";

// Which words of a clause may be left out, so that the rest can be read.

/** A clause without some of its words. */
export type Cut = {
  kept: readonly Token[];
  /** What is left out and has to be told, as places among the tokens; `null`: nothing that says anything. */
  told: readonly [from: number, to: number] | null;
  /** What was left out: nothing that counts; a reason or a likeness; where; of what; or what is called by a name that nobody knows. */
  without: "nothing" | "reason" | "place" | "owner" | "name";
};

/** Beyond that many words nobody reads on. */
const MOST_WORDS = 40;
const MOST_CUTS = 14;
const MOST_OF_NAMES = 7;

const PHRASES = FRILLY_PHRASES.map((phrase) => phrase.split(" ")).toSorted((a, b) => b.length - a.length);

/** Adverbs that say how well something is to be done, or how sure somebody is. */
const HOW: ReadonlySet<string> = new Set(
  (
    "exactly precisely visually actually honestly basically literally obviously seriously definitely probably certainly absolutely nicely " +
    "beautifully properly correctly carefully accurately neatly cleanly smoothly evenly realistically gorgeously perfectly generally " +
    "overall ideally hopefully sadly unfortunately apparently clearly simply somehow genuinely truly frankly visibly kindly weirdly " +
    "strangely oddly terribly horribly awfully proper nice lovely gorgeous awesome beautiful"
  ).split(" "),
);

/** A clause without words that ask for nothing: at its ends, and phrases anywhere. */
export function withoutFrills(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const phrase = PHRASES.find((words) => words.every((word, index) => textOf(tokens[at + index]) === word));
    const token = tokens[at];
    if (phrase === undefined && token !== undefined && !HOW.has(textOf(token))) kept.push(token);
    at += phrase?.length ?? 1;
  }
  const isFrill = (token: Token | undefined): boolean =>
    token !== undefined && (token.kind === "break" || FRILLS.has(textOf(token)));
  const isCall = (token: Token | undefined): boolean => CALLS.has(textOf(token));
  let [from, to] = [0, kept.length];
  const isOpener = (at: number): boolean =>
    OPENERS.has(textOf(kept[at])) || (OPENERS_OF_ORDERS.has(textOf(kept[at])) && canBegin(kept[at + 1]));
  while (from < to && (isFrill(kept[from]) || isOpener(from))) from++;
  while (to > from && (isFrill(kept[to - 1]) || (isCall(kept[to - 1]) && !DETERMINED.has(textOf(kept[to - 2]))))) to--;
  return kept.slice(from, to);
}

/** Whether an order may begin here, or what stands before is parted from it. */
const canBegin = (next: Token | undefined): boolean =>
  next?.kind === "break" || INSTRUCTION_VERBS.has(textOf(next)) || LONE_VERBS.has(textOf(next));

/** The ways to leave words of a clause out, those that leave out least first. */
export function cutsOf(tokens: readonly Token[], isKnown: (word: string) => boolean): Cut[] {
  if (tokens.length === 0 || tokens.length > MOST_WORDS) return [];
  const cuts: Cut[] = [{ kept: withoutFrills(tokens), told: null, without: "nothing" }];
  for (let at = tokens.length - 1; at > 0; at--) {
    const tail = tokens.slice(at);
    if (!canGo(tail)) continue;
    const kept = withoutFrills(tokens.slice(0, at));
    const word = textOf(tail[0]);
    if (isReason(tail)) cuts.push({ kept, told: null, without: "reason" });
    else if (isPlace(tail)) cuts.push({ kept, told: [at, tokens.length], without: word === "of" ? "owner" : "place" });
  }
  cuts.push(...withoutNames(tokens, isKnown));
  return cuts.filter(({ kept }) => kept.length > 0).slice(0, MOST_CUTS);
}

/** What for: "for the website", and not "for the lamp". */
const FOR_USE = new RegExp(`^for (?:.* )?${USES}$`, "u");

function isReason(tail: readonly Token[]): boolean {
  const word = textOf(tail[0]);
  if (!REASONING.has(word)) return false;
  return REASONING_BEFORE.get(word)?.test(textOf(tail[1])) !== false || FOR_USE.test(tail.map(textOf).join(" "));
}

/** "In the corner", "where the shadow falls". */
function isPlace(tail: readonly Token[]): boolean {
  const word = textOf(tail[0]);
  return word === "where" || ((PLACING.has(word) || word === "for") && DETERMINED.has(textOf(tail[1])));
}

const DETERMINED: ReadonlySet<string> = new Set(
  "the this that these those my our his her their your its all".split(" "),
);

/** Whether words limit nothing and order nothing, and no break is among them behind which something else begins. */
function canGo(tail: readonly Token[]): boolean {
  if (limitsSomething(tail)) return false;
  return tail.every((token, at) => {
    if (token.kind === "word") return !isOrder(tail, at) && !OTHERWISE.has(token.text);
    if (token.kind !== "break") return false;
    return token.text === "and" && at + 1 < tail.length;
  });
}

/** A verb of an order, where nobody is said to do it. */
function isOrder(tail: readonly Token[], at: number): boolean {
  const word = textOf(tail[at]);
  if (!INSTRUCTION_VERBS.has(word) && !LONE_VERBS.has(word)) return false;
  return at === 0 || tail[at - 1]?.kind === "break";
}

/** "Make the text on the sign crisper": without "the text on the sign", of which "it" is said. */
function withoutNames(tokens: readonly Token[], isKnown: (word: string) => boolean): Cut[] {
  const cuts: Cut[] = [];
  for (let from = 0; from < tokens.length; from++) {
    if (!DETERMINED.has(textOf(tokens[from])) || textOf(tokens[from]) === "its") continue;
    for (let to = Math.min(from + MOST_OF_NAMES, tokens.length); to > from + 1; to--) {
      const name = tokens.slice(from, to);
      if (!isName(name, isKnown)) continue;
      const [begin, before] = [PLACING.has(textOf(tokens[from - 1])) ? from - 1 : from, tokens[from]];
      const it =
        before === undefined || begin < from
          ? []
          : [{ kind: "word" as const, text: "it", start: before.start, end: before.end }];
      cuts.push({
        kept: withoutFrills([...tokens.slice(0, begin), ...it, ...tokens.slice(to)]),
        told: [begin, to],
        without: "name",
      });
    }
  }
  return cuts;
}

const JOINS_NAMES: ReadonlySet<string> = new Set("of on in at behind beside with near next to".split(" "));

/** Whether words can be what something in the picture is called: a noun that nobody knows, and what describes it. */
function isName(words: readonly Token[], isKnown: (word: string) => boolean): boolean {
  const [, ...named] = words;
  const last = named.at(-1);
  if (last?.kind !== "word" || DETERMINED.has(last.text) || JOINS_NAMES.has(last.text)) return false;
  if (limitsSomething(words) || named.some((token) => token.kind !== "word")) return false;
  if (named.some((token) => SAID.has(textOf(token)) || OTHERWISE.has(textOf(token)) || isOrder([token], 0)))
    return false;
  return named.some((token) => token.kind === "word" && !isKnown(token.text) && !DETERMINED.has(token.text));
}

/** No words of names. */
const SAID: ReadonlySet<string> = new Set(
  "is are was were be look looks looking seem seems should could would can more less much too very a bit and but so not".split(
    " ",
  ),
);
