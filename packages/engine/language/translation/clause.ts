import { FRAMES, ideasOf, MEASURED, OF_COLOURS, STATES } from "../../vocabulary/languages/frames";
import type { NamedPart, PartName } from "../../vocabulary/languages/language";
import { isThingName } from "../../vocabulary/languages/things";
import type { Meaning } from "./dictionary";
import type { Figure, Lexeme } from "./lexemes";

/** All that a clause says, whatever the order in which it is said. */
export type ForeignClause = {
  lemmas: readonly string[];
  wanted: readonly NamedPart[];
  excepted: readonly NamedPart[];
  behind: boolean;
  only: boolean;
  /** Whether an exception is of a colour. */
  exceptColour: boolean;
  picture: boolean;
  it: boolean;
  /** Whether something in it tells what for, or how the picture came to be. */
  aside: boolean;
  reason: boolean;
  degrees: readonly string[];
  colours: ReadonlyArray<{ colour: string; more: boolean }>;
  figures: readonly Figure[];
  ratio: string | null;
  size: string | null;
  quoted: string | null;
};

type Gathering = {
  -readonly [Key in keyof ForeignClause]: ForeignClause[Key] extends readonly (infer Item)[]
    ? Item[]
    : ForeignClause[Key];
};

/** Collects what some lexemes say; `null` where one of them says nothing that is known, or two contradict each other. */
export function gather(lexemes: readonly Lexeme[]): ForeignClause | null {
  const clause: Gathering = {
    lemmas: [],
    wanted: [],
    excepted: [],
    behind: false,
    only: false,
    exceptColour: false,
    picture: false,
    it: false,
    aside: false,
    reason: false,
    degrees: [],
    colours: [],
    figures: [],
    ratio: null,
    size: null,
    quoted: null,
  };
  /** Said before a part, and meant for the next one that comes. */
  const waiting = { except: false };
  for (const lexeme of lexemes) {
    if (lexeme.kind === "unknown" || lexeme.kind === "break") return null;
    if (lexeme.kind === "figure") clause.figures.push(lexeme.figure);
    else if (lexeme.kind === "meanings") {
      for (const meaning of lexeme.meanings) if (!take(clause, waiting, meaning)) return null;
    } else if (clause[lexeme.kind] !== null) return null;
    else clause[lexeme.kind] = lexeme.text;
  }
  return waiting.except ? null : withoutTelling(clause);
}

/** "I need it for my profile": what is told beside it is no state of the picture. */
function withoutTelling(clause: Gathering): ForeignClause {
  if (!clause.aside && !clause.reason) return clause;
  const lemmas = clause.lemmas.filter((lemma) => lemma !== "is");
  const asks = lemmas.some((lemma) => lemma !== "make" && lemma !== "add" && lemma !== "write");
  return { ...clause, lemmas: asks || clause.quoted !== null || clause.colours.length > 0 ? lemmas : [] };
}

function take(clause: Gathering, waiting: { except: boolean }, meaning: Meaning): boolean {
  switch (meaning.kind) {
    case "lemma":
      clause.lemmas.push(meaning.lemma);
      return true;
    case "part": {
      // "Except the red boat": what has that colour.
      const isColoured = clause.exceptColour && isThingName(meaning.part) && clause.wanted.length === 0;
      const named = waiting.except || isColoured ? clause.excepted : clause.wanted;
      if (!named.includes(meaning.part)) named.push(meaning.part);
      waiting.except = false;
      return true;
    }
    case "colour":
      if (waiting.except) clause.exceptColour = true;
      waiting.except = false;
      clause.colours.push(meaning);
      return true;
    case "degree":
      clause.degrees.push(meaning.degree);
      return true;
    case "picture":
    case "it":
    case "only":
    case "aside":
    case "reason":
      clause[meaning.kind] = true;
      return true;
    case "except":
      if (meaning.side === "before") waiting.except = true;
      else if (clause.wanted.length > 0) clause.excepted.push(...clause.wanted.splice(0));
      // "除了…以外": said on both sides.
      else if (clause.excepted.length === 0 && !clause.exceptColour) return exceptColour(clause);
      return true;
    case "behind":
      clause.behind = true;
      return true;
    case "to":
      return true;
    // One that belongs to no figure, or ends a clause, says something else.
    case "unit":
    case "number":
    case "and":
      return false;
  }
}

function exceptColour(clause: Gathering): boolean {
  clause.exceptColour = clause.colours.length > 0;
  return clause.exceptColour;
}

/** Whether a clause asks for nothing: courtesies. */
export const isEmpty = (clause: ForeignClause): boolean =>
  ideas(clause).every((idea) => idea === "is") &&
  clause.wanted.length === 0 &&
  clause.excepted.length === 0 &&
  clause.degrees.length === 0;

/** Whether a clause only names parts. */
export const isPart = (clause: ForeignClause): boolean =>
  ideas(clause).length === 0 && clause.wanted.length > 0 && !clause.only && clause.excepted.length === 0;

/** Whether a clause only leaves parts out. */
export const isException = (clause: ForeignClause): boolean =>
  ideas(clause).length === 0 && clause.excepted.length > 0 && clause.wanted.length === 0 && clause.degrees.length === 0;

/** Whether a clause names only how something is or is to be: "bright". */
export const isState = ({ lemmas }: ForeignClause): boolean =>
  lemmas.length === 1 && lemmas.every((lemma) => STATES.has(lemma));

/** Whether a clause names only what there may be more or less of: "the brightness and …". */
export const isMeasure = (clause: ForeignClause): boolean =>
  clause.lemmas.length > 0 && ideas(clause).every((idea) => MEASURED.has(idea) || idea === "{percent}");

const PLACES: Readonly<Record<string, PartName>> = {
  left: "the left half",
  right: "the right half",
  top: "the top half",
  bottom: "the bottom half",
};

/** Parts that some frames are about. */
const SPOKEN_OF: ReadonlyMap<NamedPart, string> = new Map([
  ["the background", "background"],
  ["the shadows", "shadows"],
  ["the highlights", "highlights"],
  ["the person", "person"],
  ["the subject", "subject"],
]);

/** Everything in a clause that decides what it asks for. */
export function ideas({ lemmas, colours, figures, ratio, size, quoted, exceptColour }: ForeignClause): string[] {
  const said = new Set(lemmas);
  if (exceptColour) said.add("except");
  return [
    ...said,
    ...colours.map(() => "$"),
    ...(ratio === null ? [] : ["{ratio}"]),
    ...(size === null ? [] : ["{size}"]),
    ...(quoted === null ? [] : ["{text}"]),
    ...figures.map(figureIdea),
  ].filter((idea) => idea !== "");
}

const figureIdea = ({ unit, signed }: Figure): string =>
  unit === "degrees" ? "{degrees}" : signed ? "{signed}" : unit === "none" ? "{number}" : `{${unit}}`;

type Said = { clause: ForeignClause; ideas: readonly string[] };

/** The frame for what a clause says; with what is left to be said of how much, and with parts that were said as places. */
export function frameOf(clause: ForeignClause): { frame: string; clause: ForeignClause; rest: boolean } | null {
  for (const { clause: read, ideas: said } of waysToRead(clause)) {
    const exact = FRAMES.get(ideasOf(said));
    if (exact !== undefined) return { frame: exact, clause: read, rest: false };
    const isMeasured = said.some((idea) => MEASURED.has(idea));
    const withoutAmount = said.filter(
      (idea) => idea !== "{percent}" && idea !== "{signed}" && !(isMeasured && idea === "{number}"),
    );
    const usual = withoutAmount.length < said.length ? FRAMES.get(ideasOf(withoutAmount)) : undefined;
    if (usual !== undefined) return { frame: usual, clause: read, rest: true };
  }
  return null;
}

function* waysToRead(clause: ForeignClause): Generator<Said> {
  const all = ideas(clause);
  const places = all.filter((idea) => Object.hasOwn(PLACES, idea));
  const variants = variantsOf(all, clause);
  const [only, ...others] = clause.wanted;
  const part = others.length === 0 && only !== undefined ? SPOKEN_OF.get(only) : undefined;
  if (part !== undefined) for (const said of variants) yield { clause, ideas: [...said, part] };
  for (const said of variants) yield { clause, ideas: said };
  const [place] = places;
  const half = places.length === 1 && place !== undefined ? PLACES[place] : undefined;
  if (half === undefined) return;
  const placed = { ...clause, wanted: [...clause.wanted, half] };
  for (const said of variants) yield { clause: placed, ideas: said.filter((idea) => idea !== place) };
}

/** The same said in fewer words, or in the words of the frames. */
function variantsOf(all: readonly string[], clause: ForeignClause): string[][] {
  const found: string[][] = [];
  const add = (ideas: readonly string[]): void => {
    found.push([...ideas]);
  };
  // "All blurry but the face" is wished for.
  const isWished =
    isState({ ...clause, lemmas: clause.lemmas.filter((lemma) => lemma !== "is") }) &&
    (clause.excepted.length > 0 || clause.behind);
  if (isWished) add(["make", ...all]);
  const bases = [all.map((idea) => (idea === "{number}" && all.includes("rotate") ? "{degrees}" : idea))];
  const [colour] = clause.colours;
  if (colour?.more === true && clause.colours.length === 1)
    bases.unshift(["more", ...all.filter((idea) => idea !== "make")]);
  if (all.some((idea) => idea === "not" || idea === "without"))
    bases.push(all.map((idea) => (idea === "replace" ? "change" : idea)));
  // "Dark colours" are no complaint of a dark picture.
  const isDark = all.includes("dark") && all.length === 2;
  if (all.some((idea) => OF_COLOURS.has(idea)) && !isDark)
    bases.push(all.filter((idea) => idea !== "colours" && idea !== "tint"));
  // "The colours are too yellow", "it is very yellow".
  const isTinted = clause.colours.length === 1 && all.includes("is");
  const isVery = clause.degrees.some((degree) => degree === "a lot" || degree === "extremely");
  if (isTinted && (isVery || all.includes("too")))
    bases.unshift([...new Set([...all.filter((idea) => idea !== "colours" && idea !== "$"), "too"]), "$"]);
  // "It is very bright."
  if (isVery && all.includes("is") && all.length === 2 && all.some((idea) => STATES.has(idea)))
    bases.unshift([...all, "too"]);
  if (clause.only && clause.colours.length > 0 && clause.wanted.length === 0)
    bases.push(["only-keep", ...all.filter((idea) => idea !== "keep" && idea !== "make")]);
  for (const base of bases) {
    const plain = base.filter((idea) => idea !== "make");
    const isMade = plain.length < base.length;
    add(base);
    add(plain);
    if (isMade) add(plain.filter((idea) => idea !== "is"));
    // "Rahmen drum", and no state of what is about something.
    if (!plain.some((idea) => STATES.has(idea))) add(plain.filter((idea) => idea !== "add"));
    add(plain.map((idea) => (idea === "add" ? "more" : idea)));
  }
  return found.map((ideas) => [
    ...new Set(ideas.filter((idea) => idea !== "$")),
    ...ideas.filter((idea) => idea === "$"),
  ]);
}
