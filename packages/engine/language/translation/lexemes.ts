import type { Dictionary, Meaning } from "./dictionary";
import type { Piece } from "./words";

/** A figure as English says it. */
export type Figure = { text: string; unit: "percent" | "degrees" | "pixels" | "none"; signed: boolean; to: boolean };

/** A phrase of a request with what it means, or (`unknown`) a word that means nothing in the language. */
export type Lexeme = { start: number; end: number } & (
  | { kind: "meanings"; meanings: readonly Meaning[] }
  | { kind: "figure"; figure: Figure }
  | { kind: "ratio" | "size" | "quoted"; text: string }
  | { kind: "break"; strong: boolean; and: boolean }
  | { kind: "unknown" }
);

const PERCENT_BEFORE = "百分之";

/** Reads the pieces of a request by a dictionary, the longest phrases first. */
export function lexemesOf(dictionary: Dictionary, pieces: readonly Piece[]): Lexeme[] {
  const { spell, language, find } = dictionary;
  const words = pieces.map((piece) => (piece.kind === "word" ? spell(piece.text) : null));
  const bound = phrasesAround(dictionary, pieces, words);
  const lexemes: Lexeme[] = [];
  for (let at = 0; at < pieces.length;) {
    const piece = pieces[at];
    if (piece === undefined) break;
    const meanings = bound.get(at);
    // What stands around something is no part of another phrase.
    const entry = meanings === undefined ? find(hidden(words, bound), at) : null;
    const length = entry?.words.length ?? 1;
    const span = { start: piece.start, end: pieces[at + length - 1]?.end ?? piece.end };
    if (meanings !== undefined) lexemes.push({ ...span, kind: "meanings", meanings });
    else if (entry !== null) push(lexemes, span, entry.meanings);
    else lexemes.push(ofPiece(piece));
    at += length;
  }
  if (language.enclitics !== undefined) openVerbs(dictionary, lexemes, pieces);
  return lexemes;
}

const hidden = (words: readonly (string | null)[], bound: ReadonlyMap<number, readonly Meaning[]>): (string | null)[] =>
  words.map((word, at) => (bound.has(at) ? null : word));

function ofPiece(piece: Piece): Lexeme {
  const { start, end } = piece;
  switch (piece.kind) {
    case "figure":
      return {
        start,
        end,
        kind: "figure",
        figure: { text: piece.text, unit: piece.unit, signed: piece.signed, to: false },
      };
    case "ratio":
    case "size":
    case "quoted":
      return { start, end, kind: piece.kind, text: piece.text };
    case "break":
      return { start, end, kind: "break", strong: piece.strong, and: false };
    case "word":
    case "opaque":
      return { start, end, kind: "unknown" };
  }
}

/** Adds a phrase; a unit joins the figure before it, or, in Chinese, the one behind it. */
function push(lexemes: Lexeme[], span: { start: number; end: number }, meanings: readonly Meaning[]): void {
  const [first] = meanings;
  const before = lexemes.at(-1);
  if (first?.kind === "and") {
    lexemes.push({ ...span, kind: "break", strong: false, and: true });
  } else if (first?.kind === "reason") {
    lexemes.push({ start: span.start, end: span.start, kind: "break", strong: false, and: false });
    lexemes.push({ ...span, kind: "meanings", meanings });
  } else if (first?.kind === "number") {
    lexemes.push({ ...span, kind: "figure", figure: { text: first.text, unit: "none", signed: false, to: false } });
  } else if (first?.kind === "unit" && before?.kind === "figure" && before.figure.unit === "none") {
    lexemes[lexemes.length - 1] = { ...before, end: span.end, figure: { ...before.figure, unit: first.unit } };
  } else {
    lexemes.push({ ...span, kind: "meanings", meanings });
  }
}

/** Joins what belongs to a figure and stands before it: how far it is meant ("to 50 %"), its unit in Chinese. */
export function joinFigures(lexemes: readonly Lexeme[], text: string): Lexeme[] {
  const joined: Lexeme[] = [];
  for (const lexeme of lexemes) {
    const before = joined.at(-1);
    if (lexeme.kind !== "figure" || before?.kind !== "meanings") {
      joined.push(lexeme);
      continue;
    }
    const isUnit = text.slice(before.start, before.end) === PERCENT_BEFORE;
    const isTo = before.meanings.some(({ kind }) => kind === "to");
    if (!isUnit && !isTo) {
      joined.push(lexeme);
      continue;
    }
    const figure: Figure = { ...lexeme.figure, ...(isUnit ? { unit: "percent" as const } : {}), to: isTo };
    joined[joined.length - 1] = { ...lexeme, start: before.start, figure };
  }
  return joined;
}

/** Where phrases that stand around something begin and end, each with what it means at its beginning, and nothing at its end. */
function phrasesAround({ around, find }: Dictionary, pieces: readonly Piece[], words: readonly (string | null)[]) {
  const bound = new Map<number, readonly Meaning[]>();
  const isAnd = (at: number): boolean => find(words, at)?.meanings[0]?.kind === "and";
  for (let from = 0; from < pieces.length; from++) {
    let to = from;
    while (to < pieces.length && pieces[to]?.kind !== "break" && !isAnd(to)) to++;
    for (const { first, last, meanings } of around) bind(bound, words, { from, to }, { first, last, meanings });
    from = to;
  }
  return bound;
}

type Around = Dictionary["around"][number];

function bind(
  bound: Map<number, readonly Meaning[]>,
  words: readonly (string | null)[],
  { from, to }: { from: number; to: number },
  { first, last, meanings }: Around,
): void {
  const isAt = (phrase: readonly string[], at: number): boolean =>
    phrase.every((word, index) => words[at + index] === word && !bound.has(at + index));
  for (let at = from; at < to; at++) {
    if (!isAt(first, at)) continue;
    const end = Array.from({ length: to - at }, (_, index) => to - 1 - index).find(
      (place) => place >= at + first.length && place + last.length <= to && isAt(last, place),
    );
    if (end === undefined) continue;
    for (let index = 0; index < first.length; index++) bound.set(at + index, index === 0 ? meanings : []);
    for (let index = 0; index < last.length; index++) bound.set(end + index, []);
    return;
  }
}

/** "Hazla": a verb with a pronoun written onto it. */
function openVerbs({ language, spell, find }: Dictionary, lexemes: Lexeme[], pieces: readonly Piece[]): void {
  const endings = (language.enclitics ?? "").split("/");
  for (const [index, lexeme] of lexemes.entries()) {
    if (lexeme.kind !== "unknown") continue;
    const piece = pieces.find(({ start }) => start === lexeme.start);
    const word = piece?.kind === "word" ? spell(piece.text) : "";
    const ending = endings.find((text) => word.length > text.length + 2 && word.endsWith(text));
    const verb = ending === undefined ? null : find([word.slice(0, -ending.length)], 0);
    if (verb === null || verb.words[0] !== word.slice(0, -(ending ?? "").length)) continue;
    lexemes[index] = {
      start: lexeme.start,
      end: lexeme.end,
      kind: "meanings",
      meanings: [...verb.meanings, { kind: "it" }],
    };
  }
}
