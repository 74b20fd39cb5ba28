import type { Region } from "../../plan";
import { OVERALL } from "../../vocabulary/around";
import { kindOfThing } from "../../vocabulary/things";
import { INSTRUCTION_VERBS } from "../../vocabulary/verbs";
import { type Act, readAct } from "../act";
import { textOf } from "../clause";
import { asksNotToBeKnown } from "../hiding";
import type { Lexicon } from "../lexicon";
import type { OperationAct } from "../operation-act";
import type { Token } from "../tokenise";
import { asksNothing, sparedByCut } from "./asides";
import { limitsSomething } from "../leftover";
import { type Cut, cutsOf, withoutFrills } from "./cuts";
import { stylesIn } from "./styles";
import { phrasingsOf, textOfTokens, tokensOfText } from "./phrasing";

/** Where what was read ends, what it means (one thing or several), and which of its words were left out and have to be told. */
export type Loose = { to: number; acts: readonly Act[]; leftOut: readonly [from: number, to: number] | null };

/** Families whose operations say how something is to look: a reason or a likeness changes nothing of them. */
const OF_LOOKS: ReadonlySet<string> = new Set(["light", "colour", "looks", "weather", "focus"]);

/**
 * Reads a clause that the grammar does not read as it stands: in other words for the same, and without what stands around
 * the wish. Whatever is read in the end is read by the grammar, to the last word.
 */
export function readLoosely(
  lexicon: Lexicon,
  tokens: readonly Token[],
  from: number,
  { ends, after }: { ends: readonly number[]; after: Act | null },
): Loose | null {
  const tries = { left: MOST_TRIES };
  for (const to of ends.toReversed()) {
    const segment = tokens.slice(from, to);
    const isLonger = to !== ends[0];
    const spared = isShaped(after) ? sparedByCut(segment) : null;
    if (spared !== null) return { to, acts: [{ kind: "left-out" }], leftOut: [from + spared[0], from + spared[1]] };
    for (const cut of cutsOf(segment, (word) => lexicon.speller.knows(word) && kindOfThing(word) === null)) {
      // Behind a comma something else may begin.
      if (isLonger && cut.without !== "nothing") break;
      const read = readCut(lexicon, cut, segment, tries);
      if (read === null || (cut.without === "reason" && losesPrivacy(segment, read))) continue;
      const acts = isTold(segment) ? read.map(asComplaint) : read;
      const told =
        cut.told === null || isDescribed(segment, cut.told, read)
          ? null
          : ([from + cut.told[0], from + cut.told[1]] as const);
      return { to, acts, leftOut: told };
    }
    const style = isLonger ? null : readStyle(lexicon, segment);
    if (style !== null) return { to, acts: [style], leftOut: null };
    const seen = isLonger ? null : readSeen(lexicon, segment);
    if (seen !== null) return { to, acts: [seen], leftOut: null };
    if (!isLonger && asksNothing(segment)) return { to, acts: [{ kind: "nothing" }], leftOut: null };
  }
  return null;
}

/** "The top left corner where the clock is": which place that is was said before. */
const isDescribed = (segment: readonly Token[], [from]: readonly [number, number], acts: readonly Act[]): boolean =>
  textOf(segment[from]) === "where" &&
  acts.every((act) => act.kind === "operation" && act.where?.regions.every(({ name }) => isCorner(name)) === true);

const isCorner = (name: Region["name"]): boolean => /^(?:top|bottom|left|right|middle|centre)(?:-|$)/u.test(name);

/** "Brighten it so that nobody recognises us": no mere reason, but where that is just what is done. */
const losesPrivacy = (segment: readonly Token[], acts: readonly Act[]): boolean =>
  asksNotToBeKnown(textOfTokens(segment)) &&
  !acts.some((act) => act.kind === "operation" && act.operation.hides === "surely" && (act.clause.strength ?? 1) >= 1);

/** How things are, in the words of a request: "I can't see the interior". */
const TOLD =
  /^its\b|^(?:i |we |you |one |people )?(?:can not|can hardly|can barely|hardly|barely|could not)\b|\b(?:is|are|looks?|seems?|feels?|came out|turned out)\b/u;

const isTold = (segment: readonly Token[]): boolean =>
  !INSTRUCTION_VERBS.has(textOf(withoutFrills(segment)[0])) && TOLD.test(textOfTokens(withoutFrills(segment)));

/** As it is told, and not asked for: an order behind it may ask for just that. */
const asComplaint = (act: Act): Act =>
  act.kind === "operation" ? { ...act, clause: { ...act.clause, statement: true } } : act;

/** Parts a rewording into what it asks for one after the other. */
const APART = " ; ";

/** So often a clause is read in other words, and no more, so that none takes long. */
const MOST_TRIES = 48;

function readCut(lexicon: Lexicon, cut: Cut, segment: readonly Token[], tries: { left: number }): Act[] | null {
  const text = textOfTokens(cut.kept);
  for (const said of textsFor(text, cut.kept.length < segment.length)) {
    if (tries.left-- <= 0) return null;
    const acts = said
      .split(APART)
      .map((part) => readAct(lexicon, part === text ? cut.kept : tokensOfText(part, cut.kept)));
    const meant = acts.flatMap((act) => (act !== null && isMeant(act, cut) ? [act] : []));
    if (meant.length === acts.length) return meant;
  }
  return null;
}

function* textsFor(text: string, isShorter: boolean): Generator<string> {
  if (isShorter) yield text;
  yield* phrasingsOf(text);
}

/** The style that a clause asks for, without what describes it. */
function readStyle(lexicon: Lexicon, segment: readonly Token[]): Act | null {
  const reason = segment.findIndex((token, at) => at > 1 && textOf(token) === "for");
  for (const tokens of stylesIn(withoutFrills(reason === -1 ? segment : segment.slice(0, reason)))) {
    const act = readAct(lexicon, tokens);
    if (act?.kind === "operation" && act.operation.family === "looks" && act.where === null) return act;
  }
  return null;
}

/** "The sky at the top is just white nothing": what it is said of, for an order behind it. */
function readSeen(lexicon: Lexicon, segment: readonly Token[]): Act | null {
  const said = segment.findIndex((token) => SAYING.has(textOf(token)));
  if (said < 1 || limitsSomething(segment.filter((token) => textOf(token) !== "just"))) return null;
  const part = readAct(lexicon, withoutFrills(segment.slice(0, said)));
  const isSeen =
    part?.kind === "region" && !part.where.limits && !part.where.regions.some(({ name }) => OF_PEOPLE.has(name));
  return isSeen ? { kind: "observation", where: part.where } : null;
}

/** Of whom much may be said that no order behind it means. */
const OF_PEOPLE: ReadonlySet<Region["name"]> = new Set<Region["name"]>(["person", "subject", "face", "eyes", "skin"]);

const SAYING: ReadonlySet<string> = new Set("is are looks look seems seem has have came turned".split(" "));

/** Whether what stands before changes what is to be seen at the edges. */
const isShaped = (act: Act | null): boolean =>
  act?.kind === "operation" && act.operation.changes.some((aspect) => aspect === "shape");

/** Whether what was left out could not have made something else of it. */
function isMeant(act: Act, { without }: Cut): boolean {
  if (without === "nothing") return act.kind !== "nothing" && act.kind !== "strength";
  if (act.kind !== "operation") return false;
  if (without === "reason") return OF_LOOKS.has(act.operation.family) || isPlaced(act);
  if (without === "place")
    return OVERALL.has(act.operation.name) || (act.where !== null && OF_LOOKS.has(act.operation.family));
  return OVERALL.has(act.operation.name);
}

/** Whether a shape is said to the last: nothing that follows could say more of it. */
const isPlaced = ({ operation, exact, params }: OperationAct): boolean =>
  exact || "side" in params || SHAPED.has(operation.name);

const SHAPED: ReadonlySet<string> = new Set([
  "crop",
  "crop-to-subject",
  "flip",
  "zoom",
  "crop-to-part",
  "orientation",
  "exact-size",
  "passport-photo",
]);
