import { distance } from "fastest-levenshtein";
import { EngineError, quote } from "./errors";
import { asksToHide } from "./language/hiding";
import { changesMeaning } from "./language/leftover";
import { tokenise } from "./language/tokenise";
import { asksToHideIn } from "./language/translation/hiding";
import type { Operation } from "./operation";
import { LANGUAGE_NAMES } from "./vocabulary/languages";
import type { Language } from "./vocabulary/languages/language";
import { PRONOUNS, STOP_PHRASES, WHOLE_PICTURE } from "./vocabulary/stop-phrases";
import { WORD_GROUPS } from "./vocabulary/word-groups";

/** How much of them is searched for something near, in characters. */
const SEARCHED = 300;

/** How many examples of what could be asked for instead. */
const SUGGESTED = 4;

/** What is offered when nothing is near: what can be done to any picture. */
const EXAMPLES = ["make it a bit brighter", "more contrast", "make it black and white", "crop it to a square"];

/** What hides for certain, since it needs nothing to be found. */
const HIDING = [
  "pixelate all the faces",
  "black out the left half",
  "black out the top right corner",
  "cut off the bottom third",
  "black out line 3",
];

/** How long a suggestion may be that repeats the person's own words, in characters. */
const OWN_WORDS = 120;

/** What is known of the language of some words: which one it is, or that it is not English. */
export type Tongue = { language: Language | null; isForeign: boolean };

type Around = Tongue & {
  /** Those parts that were understood, as one request. */
  understood?: string;
  /** Whether a request is understood, whole: nothing else is suggested. */
  isUnderstood: (request: string) => boolean;
};

/** What many ask for and no edit can give, with what to do instead. */
const ADVICE: ReadonlyArray<{ asked: RegExp; told: string; instead: readonly string[]; modelCould: boolean }> = [
  {
    asked:
      /(?<!\p{L})(?:convert|save|export|turn|change|make|download|give|get|want|need)\p{L}*\s(?:.*\s)?(?:to|as|into|in|an?)\s(?:an?\s)?(?:jpe?g|png|webp|avif|heic|gif|tiff?|bmp|svg|pdf)(?!\p{L})/iu,
    told: "An edit does not change the kind of file. Choose it when you download the picture: JPEG, PNG, WebP or AVIF.",
    instead: [],
    modelCould: false,
  },
  {
    asked: /(?<!\p{L})zoom(?:ed|ing)?\s(?:\p{L}+\s)?out(?!\p{L})/iu,
    told: "What lies beyond the edges of a picture is not in it; the engine can only put more room around it.",
    instead: ["add space around it", "extend to 16:9 with blurred edges", "make it square with white bars"],
    modelCould: true,
  },
  {
    asked:
      /(?<!\p{L})(?:add|put|print|give|stamp|write|insert)\s(?:it\s)?(?:an?\s|the\s|today['’]?s\s)?(?:\p{L}+\s)?(?:date|timestamp|datestamp)(?!\p{L})/iu,
    told: "It does not know when a picture was taken, nor what day it is: say the date.",
    instead: ["add a date stamp 24.12.1999", "write 24.12.1999 at the bottom"],
    modelCould: false,
  },
];

/** The error for what is asked for by one of `ADVICE`; `null`: by none. */
function advised(words: string): EngineError | null {
  const advice = ADVICE.find(({ asked }) => asked.test(words));
  if (advice === undefined) return null;
  const { told, instead, modelCould } = advice;
  const detail = `The local engine did nothing, because of “${quote(words)}”; this cost nothing. ${told}`;
  return new EngineError("NOT_UNDERSTOOD", { detail, modelCould, suggestions: [...instead] });
}

/**
 * The error for words that the engine cannot carry out: which ones, and as `suggestions` the rest of the request, where
 * some of it was understood, and what of these operations is nearest to them. Told in the language of the words where that is
 * read, and in English.
 */
export function notUnderstood(
  parts: readonly string[],
  operations: readonly Operation[],
  { language, isForeign, understood: rest = "", isUnderstood }: Around,
): EngineError {
  const words = parts.join(" … ").replaceAll(/\s+/g, " ").trim();
  const shown = quote(words);
  if (language !== null) return notUnderstoodIn(language, words, shown);
  if (asksToHide(words)) return new EngineError("NOT_UNDERSTOOD", { detail: notHidden(shown), suggestions: HIDING });
  const searched = words.slice(0, SEARCHED);
  const advice = advised(searched);
  if (advice !== null) return advice;
  const instead = insteadOfErasing(searched);
  const near = instead.length > 0 ? instead : nearestExamples(searched, operations, SUGGESTED);
  const hasRest = rest !== "" && rest.length <= OWN_WORDS && isUnderstood(rest);
  // What forbids or limits asks for no operation that could be near to it.
  const others = hasRest && parts.some(changesMeaning) ? [] : near.length > 0 ? near : EXAMPLES;
  const suggestions = [...(hasRest ? [rest] : []), ...others];
  const detail =
    `The local engine did not understand “${shown}”, so it did nothing; this cost nothing. ` +
    "It changes how a picture or a part of it looks; it draws no objects and takes none away." +
    (isForeign ? ` It reads ${LANGUAGE_NAMES.slice(0, -1).join(", ")} and ${LANGUAGE_NAMES.at(-1) ?? ""}.` : "");
  return new EngineError("NOT_UNDERSTOOD", {
    detail,
    modelCould: true,
    suggestions: [...new Set(suggestions)].filter(isUnderstood).slice(0, SUGGESTED),
  });
}

/** The same in another language, with phrases of it that are understood, and a line in English. */
function notUnderstoodIn(language: Language, words: string, shown: string): EngineError {
  const hides = asksToHideIn(language, words);
  const [sentence, examples] = hides
    ? [language.refusalToHide, language.hidingExamples]
    : [language.refusal, language.examples];
  const own = sentence.replace("{words}", () => shown).replace("{examples}", () => quoted(examples));
  const english = hides
    ? "(The local engine did nothing: it covers faces and eyes that it finds, but finds no bodies, number plates or writing for certain. It cost nothing.)"
    : `(The local engine did not understand this ${language.english} request, so it did nothing; this cost nothing.)`;
  return new EngineError("NOT_UNDERSTOOD", { detail: `${own} ${english}`, modelCould: !hides, suggestions: examples });
}

const notHidden = (quote: string): string =>
  `The local engine did nothing, because of “${quote}”; this cost nothing. It covers the faces that it finds, all of them ` +
  "or one by its place, bars over their eyes, lines of text by their number and whatever you name by its place. It does not " +
  "find bodies or number plates for certain, it cannot read, and what is hidden only in part can still give somebody away.";

const quoted = (examples: readonly string[]): string => examples.map((example) => `“${example}”`).join(", ");

const ERASE = /(?<!\p{L})(?:eras|remov|delet|wip|clean|clear|get(?:ting)? rid|take (?:away|out)|paint over)\p{L}*/iu;

const SIDE = /(?<!\p{L})(?:top|bottom|left|right|upper|lower)(?!\p{L})/iu;

const WRITING =
  /(?<!\p{L})(?:text|texts|writing|words?|letters?|caption|title|logos?|watermarks?|signature|stamp)(?!\p{L})/iu;

const SIDES = new Map([
  ["upper", "top"],
  ["lower", "bottom"],
]);

/**
 * What can be done for somebody who wants a side of the picture or writing erased, which only a generative model can
 * do: cut it off, or erase a corner. None when the words ask for something else.
 */
export function insteadOfErasing(words: string): string[] {
  const named = SIDE.exec(words)?.[0].toLowerCase();
  if (!ERASE.test(words) || (named === undefined && !WRITING.test(words))) return [];
  const side = named === undefined ? "bottom" : (SIDES.get(named) ?? named);
  const corner = side === "left" || side === "right" ? `bottom ${side}` : `${side} right`;
  return [
    `cut off the ${side} third`,
    `crop 10% from the ${side}`,
    `erase the ${corner} corner`,
    "remove the date stamp",
  ];
}

/** How much a word counts that is the same, of the same stem, or may be a mistyped one. */
const SAME = 1;
const SAME_STEM = 0.7;
const CLOSE = 0.5;

/** Letters that two words must share from the beginning to be of one stem, and the share of the longer one. */
const STEM = 4;
const STEM_SHARE = 0.6;

/** Words of at least this many letters may be mistyped, with so many letters wrong. */
const LONG = 5;
const MISTAKES = 2;

/** A word counts for less than this when nearly every operation speaks of it: "make", "add". */
const LEAST = 0.08;

/** Words that say nothing about what is asked for. */
const COMMON: ReadonlySet<string> = new Set([
  ...[...STOP_PHRASES, ...WHOLE_PICTURE, ...PRONOUNS.flatMap(([, words]) => words)].flatMap((phrase) =>
    phrase.split(" "),
  ),
  ...["make", "give", "turn", "less"].flatMap((group) => WORD_GROUPS[group] ?? []),
  ..."on from with for up down out like as more not it than all new big small".split(" "),
]);

/**
 * Examples of the operations that are nearest to some words, nearest first: by words in common, the rarer the
 * better, by their stems and by what may be mistyped. Fewer than `most`, or none, when nothing is near.
 */
function nearestExamples(words: string, operations: readonly Operation[], most: number): string[] {
  const asked = [...new Set(wordsOf(words))];
  const { known, uses } = knownOf(operations);
  const near = (word: string, own: Iterable<string>): number =>
    Math.max(0, ...[...own].map((other) => likeness(word, other) / (uses.get(other) ?? 1)));
  const score = (own: Iterable<string>): number => asked.reduce((sum, word) => sum + near(word, own), 0);
  return known
    .map(({ examples, own }) => ({ examples, score: score(own) }))
    .filter(({ score }) => score >= LEAST)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ examples }) => bestOf(examples, (example) => score(wordsOf(example))));
}

type Known = { known: { examples: readonly string[]; own: ReadonlySet<string> }[]; uses: ReadonlyMap<string, number> };

const remembered = new WeakMap<readonly Operation[], Known>();

/** The words of all operations; cut out once, since every refusal needs them. */
function knownOf(operations: readonly Operation[]): Known {
  const before = remembered.get(operations);
  if (before !== undefined) return before;
  const known = operations.map(({ title, examples }) => ({
    examples,
    own: new Set([title, ...examples].flatMap(wordsOf)),
  }));
  const uses = new Map<string, number>();
  for (const { own } of known) for (const word of own) uses.set(word, (uses.get(word) ?? 0) + 1);
  remembered.set(operations, { known, uses });
  return { known, uses };
}

function likeness(word: string, other: string): number {
  if (word === other) return SAME;
  const longer = Math.max(word.length, other.length);
  let shared = 0;
  while (shared < word.length && word[shared] === other[shared]) shared++;
  if (shared >= STEM && shared >= longer * STEM_SHARE) return SAME_STEM;
  const isLong = Math.min(word.length, other.length) >= LONG;
  return isLong && distance(word, other) <= MISTAKES ? CLOSE : 0;
}

const bestOf = (examples: readonly string[], score: (example: string) => number): string =>
  examples.reduce((best, example) => (score(example) > score(best) ? example : best), examples[0] ?? "");

const wordsOf = (text: string): string[] =>
  tokenise(text).flatMap((token) => (token.kind === "word" && !COMMON.has(token.text) ? [token.text] : []));
