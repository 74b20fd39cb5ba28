import { PURPOSES } from "../vocabulary/elaborations";
import { MEASURES, SLIDERS } from "../vocabulary/strengths";
import { INSTRUCTION_VERBS, LONE_VERBS, SEGMENT_STARTERS } from "../vocabulary/verbs";
import { WORD_GROUPS } from "../vocabulary/word-groups";
import { textOf } from "./clause";
import type { Token } from "./tokenise";

// Where a segment of a sentence may end, also where no comma says so.

/** How many breaks may lie inside one segment ("black and white"). */
const MOST_BREAKS_INSIDE = 3;

const PURPOSE_NOUNS: ReadonlySet<string> = new Set(PURPOSES.split("/"));

/** Where the segment that begins at `from` may end, nearest first. */
export function segmentEnds(tokens: readonly Token[], from: number): number[] {
  const ends: number[] = [];
  for (let at = from + 1; at < tokens.length && ends.length <= MOST_BREAKS_INSIDE; at++) {
    const token = tokens[at];
    if (token?.kind === "break" || startsSegment(tokens, at)) ends.push(at);
  }
  if (ends.length <= MOST_BREAKS_INSIDE) ends.push(tokens.length);
  return ends;
}

const SLIDER_NAMES: ReadonlySet<string> = new Set(SLIDERS.values());

const SHAPING: ReadonlySet<string> = new Set(["crop", "resize", "size", "fit", "format", "reframe"]);

const ORDERS: ReadonlySet<string> = new Set([...INSTRUCTION_VERBS, ...LONE_VERBS, "please", "can", "could", "would"]);

const MAKING: ReadonlySet<string> = new Set([...(WORD_GROUPS["make"] ?? []), "fix", "correct", "brighten", "darken"]);

const WEATHERS: ReadonlySet<string> = new Set(
  "sun sunlight sunshine light snow rain fog mist haze glare frost dust".split(" "),
);

const WHO: ReadonlySet<string> = new Set("i we you they he she it one people everyone everybody".split(" "));

/** "With", "its", "for my website", and what is listed without a comma. */
function startsSegment(tokens: readonly Token[], at: number): boolean {
  const [word, ...after] = [0, 1, 2].map((offset) => textOf(tokens[at + offset]));
  // "Crop it for Instagram" says to which shape.
  const isShaped = [1, 2, 3].some((offset) => SHAPING.has(textOf(tokens[at - offset])));
  if (word === "for") return !isShaped && after.some((next) => PURPOSE_NOUNS.has(next));
  // "Exposure +0.3 contrast +15".
  if (word !== undefined && SLIDER_NAMES.has(word) && tokens[at - 1]?.kind === "quantity") return true;
  // "Increase brightness contrast and saturation".
  if (word !== undefined && MEASURES.has(word) && MEASURES.has(textOf(tokens[at - 1]))) return true;
  // "…, so darken the edges": an order, and no purpose.
  if (word === "so" && ORDERS.has(after[0] ?? "")) return true;
  if (beginsToTell(tokens, at) || beginsToMend(tokens, at)) return true;
  // "So we can see it".
  if (WHO.has(textOf(tokens[at - 1])) && word !== "without") return false;
  // "The ground is white with sun" tells why.
  const isTold = tokens.slice(0, at).some((token) => ["is", "are", "looks"].includes(textOf(token)));
  if (word === "with" && isTold && WEATHERS.has(after[0] ?? "")) return false;
  // "It could do with …".
  if (word === "with" && textOf(tokens[at - 1]) === "do") return false;
  // "My face could use some light".
  if (word === "can" || word === "could") return WHO.has(after[0] ?? "") || after[0] === "please";
  return word !== undefined && SEGMENT_STARTERS.has(word);
}

const TELLING: ReadonlySet<string> = new Set("i we they he she it its they're he's she's".split(" "));
const TOLD_BY: ReadonlySet<string> = new Set(
  "is are am was were has have had will would want wants need needs think thought like love hate look looks came went got took make makes wear wears all so too very really".split(
    " ",
  ),
);
/** Behind these a pronoun belongs to what was said before. */
const LEADING_ON: ReadonlySet<string> = new Set(
  "so sothat that because cause since if as like when where while until than what how who which can could should would do does did is are was were make let have see think guess hope wish want and but or though although whenever before after way time place thing one all maybe".split(
    " ",
  ),
);

/** "Brighten his face it's all in shadow": where somebody begins to tell something, without a comma. */
function beginsToTell(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (before === undefined || before.kind === "break" || LEADING_ON.has(textOf(before))) return false;
  return TELLING.has(textOf(tokens[at])) && TOLD_BY.has(textOf(tokens[at + 1]));
}

const TOLD: ReadonlySet<string> = new Set("is are was were looks look seems feels too".split(" "));
const MENDED: ReadonlySet<string> = new Set("it them him her this that me us the my our some".split(" "));
/** Behind these a verb goes on with what they begin. */
const BEFORE_A_VERB: ReadonlySet<string> = new Set(
  "to not do and or can could would should will you we i it that please just never the a what how".split(" "),
);

/** "The sky looks grey make it blue": where somebody begins to ask for something, without a comma. */
function beginsToMend(tokens: readonly Token[], at: number): boolean {
  const verb = textOf(tokens[at]);
  if (!MENDED.has(textOf(tokens[at + 1])) || BEFORE_A_VERB.has(textOf(tokens[at - 1]))) return false;
  if (!INSTRUCTION_VERBS.has(verb) && !LONE_VERBS.has(verb) && !MAKING.has(verb)) return false;
  const begin = tokens.findLastIndex((token, index) => index < at && token.kind === "break") + 1;
  return tokens.slice(begin, at).some((token) => TOLD.has(textOf(token)));
}
