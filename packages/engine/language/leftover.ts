import { INSTRUCTION_VERBS, NARROWING, NEGATIONS, REASONS, TOLD } from "../vocabulary/verbs";
import { cleanRequest } from "./clean";
import { textOf } from "./clause";
import { joinTokens } from "./join-tokens";
import { type Token, tokenise } from "./tokenise";

// Words that were not understood, and whether the rest of a request means the same without them.

/** Words beside the negations that say what must stay, or that something holds for a part or a case alone. */
const LIMITING: ReadonlySet<string> = new Set(
  (
    "just solely exclusively unless especially particularly mainly mostly merely alone if until otherwise either whether " +
    "stay stays remain remains preserve preserving maintain maintaining retain retaining protect spare ignore exclude " +
    "limit limited restrict restricted confine confined untouched unchanged intact prevent forbid forbidden refrain " +
    "cannot cant dont wont shouldnt mustnt minus sans"
  ).split(" "),
);

/** "The dog as it is." */
const AS_IT_IS = /\bas (?:it |they |he |she )?(?:is|are|was|were)\b/iu;

/** Whether words forbid something, or say that it holds for a part or a case alone. */
export const limitsSomething = (tokens: readonly Token[]): boolean => limits(tokens);

const limits = (tokens: readonly Token[]): boolean =>
  tokens.some((token) => NEGATIONS.has(textOf(token)) || LIMITING.has(textOf(token)));

/** What cannot be seen is told, and forbids nothing. */
const SEEING =
  /\b(?:can|could) (?:not|barely|hardly) (?:really |even )?(?:see|make out|tell|recognise|recognize|read|spot)\b|\bnot (?:visible|clear|sharp|bright|much|really visible)\b/gu;

const COMPLAINING =
  /\b(?:too|so|very|way|super|really|barely|hardly|excess|lack|completely|totally|can not|could not)\b/u;

/** Whether words say what is wrong, and order nothing: "way too dark in here", "I can't see the inside". */
export function complains(tokens: readonly Token[], isStatement: boolean): boolean {
  const words = tokens.map(textOf).join(" ");
  const told = words.replaceAll(SEEING, "").replaceAll(/\bjust\b/gu, "");
  const isLimit = told.split(" ").some((word) => NEGATIONS.has(word) || LIMITING.has(word));
  const isOrder = told.split(" ").some((word) => INSTRUCTION_VERBS.has(word));
  return !isLimit && !isOrder && (isStatement || isTold(tokens) || COMPLAINING.test(words));
}

/**
 * Whether a request may mean something else without these words of it: they forbid something, or hold for a part or a
 * case only. What stands beside them is then not done, also where the rest is to be done as well as it can be.
 */
export const changesMeaning = (words: string): boolean =>
  AS_IT_IS.test(words) || limits(joinTokens(tokenise(cleanRequest(words))));

/** Verbs that ask for something of their own, beside those that the engine itself is told by. */
const OTHER_VERBS: ReadonlySet<string> = new Set(
  (
    "whiten slim thin reshape dress shrink stretch tilt tidy polish highlight emphasise accentuate enhance improve adjust " +
    "correct repair refocus balance tweak simulate get take shave comb iron fold unzip animate age switch separate"
  ).split(" "),
);

const WHOSE: ReadonlySet<string> = new Set("my our his her their a an some".split(" "));

/**
 * Whether words are no part of what is asked for: why it is wanted, how the picture came to be, or who gets it. Nobody has
 * to be told that those were left out.
 */
export function isAside(tokens: readonly Token[]): boolean {
  const [first, second] = tokens.slice(0, 2).map(textOf);
  const isReason = ["because", "since", "cause", "cuz"].includes(first ?? "");
  const isReceiver = first === "for" && WHOSE.has(second ?? "");
  const orders = tokens.some((token) => INSTRUCTION_VERBS.has(textOf(token)));
  return !limits(tokens) && !orders && (isReason || isReceiver || tokens.some((token) => TOLD.has(textOf(token))));
}

/** What may name a thing of the picture: "for the lamp" says where. */
const POINTING: ReadonlySet<string> = new Set("the this that these those it him her them his their its".split(" "));

/** Whether words speak of something in the picture: "make the lamp red". */
export const pointsAt = (tokens: readonly Token[]): boolean => tokens.some((token) => POINTING.has(textOf(token)));

/** Of what was not named these mean the picture. */
const PICTURE: ReadonlySet<string> = new Set(["it", "this", "that"]);

/** Whether words may name something: "the lamp", "a dog". */
export const names = (tokens: readonly Token[]): boolean =>
  tokens.some((token) => !PICTURE.has(textOf(token)) && pointsAt([token])) ||
  tokens.some((token) => textOf(token) === "a" || textOf(token) === "an");

/** Whether words that were not understood only tell why, what for, or how the picture came to be: nothing that "it" could mean. */
export const isTold = (tokens: readonly Token[]): boolean =>
  REASONS.has(textOf(tokens[0])) || tokens.some((token) => TOLD.has(textOf(token)));

/** What these speak of is no likeness that everybody knows: "like the one before". */
const REFERRING: ReadonlySet<string> = new Set(
  "one other others before last previous version first original this that these those picture second next same".split(
    " ",
  ),
);

/**
 * Whether a segment that was not understood says nothing of what stands beside it in its sentence: it begins with a verb
 * of its own ("add a dog"), tells something ("it was taken at noon"), or gives a reason ("because I love it", "for a
 * friend"), and names neither a part of the picture nor a thing in it. Anything else may narrow the rest.
 */
export function standsAlone(
  tokens: readonly Token[],
  verb: string,
  isStatement: boolean,
  namesPart: () => boolean,
): boolean {
  if (textOf(tokens[0]) === "like") return !tokens.some((token) => REFERRING.has(textOf(token))) && !namesPart();
  // "So that she looks to the left instead."
  const isSo = ["so", "sothat"].includes(textOf(tokens[0]));
  if (limits(isSo ? tokens.filter((token) => textOf(token) !== "instead") : tokens)) return false;
  if (INSTRUCTION_VERBS.has(verb) || OTHER_VERBS.has(verb)) return true;
  // What could not be translated may be anything.
  if (tokens.some(({ kind }) => kind === "opaque")) return false;
  if (isStatement || isTold(tokens)) return textOf(tokens[0]) !== "for" || !pointsAt(tokens.slice(1, 3));
  if (!pointsAt(tokens) && !tokens.some((token) => NARROWING.has(textOf(token))) && !namesPart()) return true;
  return isOfItsOwn(tokens);
}

/** Fewer words than these are no wish of their own. */
const FEW_WORDS = 3;

/**
 * Whether words ask for something that has a name of its own ("the stone less yellow", "bricks a bit warmer"): what they
 * are about is said in them, so that they say nothing of what stands beside them.
 */
function isOfItsOwn(tokens: readonly Token[]): boolean {
  const first = textOf(tokens[0]);
  if (tokens.length < FEW_WORDS || first === "" || JOINING.has(first)) return false;
  if (NARROWING.has(first) && !WHOSE_OWN.has(first)) return false;
  return tokens.some((token) => OF_A_WISH.test(textOf(token)));
}

/** A word by which something is told or wished for. */
const OF_A_WISH =
  /^(?:more|less|too|is|are|was|were|has|have|looks?|seems?|feels?|needs?|should|could|would|must|can|will|came|went|got|gets|turned|takes?|want|wants|like|likes|love|hate|(?!corner|water|river|flower|paper|letter|poster|border|under|over|after|other|another|her|layer|filter|number|centre|center|order|summer|winter|silver|copper|never|either|together|rather|father|mother|brother|sister)\p{L}{2,}er)$/u;

/** These begin the name of something. */
const WHOSE_OWN: ReadonlySet<string> = new Set(
  "this that these those my our his her their its they he she it".split(" "),
);

/** What begins with one of these belongs to what stands before. */
const JOINING: ReadonlySet<string> = new Set(
  "to for with without by against towards toward and or nor but so sothat like because only just".split(" "),
);
