import type { Language } from "../../vocabulary/languages/language";
import type { Dictionary, Meaning } from "./dictionary";
import { type ForeignClause, gather, ideas, isEmpty, isException, isMeasure, isPart, isState } from "./clause";
import { joinFigures, type Lexeme, lexemesOf } from "./lexemes";
import { type Before, sayClause } from "./say";
import { piecesOf } from "./words";

/** A clause in English, and the stretch of the request that it stands for. */
export type Translated = { english: string; from: number; to: number };

export type Translation = {
  /** The request in English; what could not be translated is a sign that nobody reads. */
  text: string;
  clauses: ReadonlyArray<Translated & { start: number; end: number }>;
  /** Whether all of it could be translated, and anything was asked for. */
  isWhole: boolean;
};

/** Stands for what could not be translated: no word of English, so it is not understood. */
const UNREAD = "\uFFFC";

/** What begins something that asks for itself alone, so that what stands beside it may be done all the same. */
const STANDING = ["remove", "add", "replace", "write"];

/** More pieces than anybody asks with at once are not read, so that none takes long. */
const MOST = 400;
/** And of one clause no more than this is tried. */
const MOST_IN_CLAUSE = 40;

/** Says a request in English, clause by clause. */
export function translate(dictionary: Dictionary, request: string): Translation {
  const all = piecesOf(request);
  const pieces = all.slice(0, MOST);
  const lexemes = joinFigures(lexemesOf(dictionary, pieces), request);
  const clauses: Translation["clauses"][number][] = [];
  let text = "";
  let isWhole = all.length <= MOST;
  let before: Before = { asked: false };
  /** Whether what came before spoke of the picture in words that are not known, so that "it" is the picture. */
  let isOfPicture = false;
  for (const { clause: read, lexemes: own, joint } of splitClauses(lexemes, dictionary.language.order)) {
    const clause: ForeignClause | null = isOfPicture && isUnnamed(read) ? { ...read, picture: true } : read;
    const english: string | null = sayIn(clause, before);
    if (isNothing(english, own, clauses)) {
      text = joint === ". " && text !== "" ? `${text}.` : text;
      continue;
    }
    if (english === null) isWhole = false;
    text += jointOf(text, english, joint);
    const isBeside = english === null && isRemark(own) && (before.asked || speaksOfPicture(own));
    const said: string = english ?? (isBeside ? ASIDE : unread(own));
    const [from, to] = [own[0]?.start ?? 0, own.at(-1)?.end ?? 0];
    clauses.push({ english: said, from, to, start: text.length, end: text.length + said.length });
    text += said;
    isOfPicture = isBeside && !before.asked;
    before = isBeside ? before : beforeNext(said);
  }
  const beyond = all[MOST];
  if (beyond !== undefined) {
    text += `. ${UNREAD}`;
    clauses.push({ english: UNREAD, from: beyond.start, to: request.length, start: text.length - 1, end: text.length });
  }
  return { text, clauses, isWhole: isWhole && clauses.length > 0 };
}

/** A clause in English: empty where it asks for nothing, `null` where nobody can tell. */
function sayIn(clause: ForeignClause | null, before: Before): string | null {
  if (clause === null || isEmpty(clause)) return clause === null ? null : "";
  return sayClause(clause, { ...before, asked: isAsked(before) });
}

/** Whether nothing is asked for, or nothing but what was asked for before. */
const isNothing = (english: string | null, own: readonly Lexeme[], before: Translation["clauses"]): boolean =>
  english === "" || (english === null && isReason(own)) || isTwice(english, before);

/** What stands between two clauses. */
function jointOf(text: string, english: string | null, joint: Part["joint"]): string {
  if (text === "") return "";
  if (text.endsWith(".")) return " ";
  return english !== null && /^(?:except|it is) /u.test(english) ? ", " : joint;
}

const isAsked = ({ asked, complained }: Before): boolean => asked && complained !== true;

/** What stands before the next clause. "Das Gesicht ist zu dunkel, aufhellen": the face. */
const beforeNext = (said: string): Before => ({
  asked: true,
  grey: said.includes("black and white"),
  complained: / is (?:too |not )?\p{L}+(?: |$)|^too much |^not enough /u.test(said),
});

/** Whether nothing is named that a clause is about. */
const isUnnamed = (clause: ForeignClause | null): clause is ForeignClause =>
  clause !== null &&
  clause.wanted.length + clause.excepted.length === 0 &&
  clause.quoted === null &&
  !clause.behind &&
  clause.lemmas.length > 0;

/** Stands for words that say nothing of what stands beside them: as if something else were asked for. */
const ASIDE = `add ${UNREAD}`;

/**
 * Whether words that were not understood may be left out: they tell or ask for something of their own, without naming a
 * part, and forbid nothing.
 */
function isRemark(lexemes: readonly Lexeme[]): boolean {
  const meanings = lexemes.flatMap(meaningsOf);
  const asks = meanings.some(({ kind }) => kind === "lemma" || kind === "aside" || kind === "reason");
  const narrows = meanings.some(
    (meaning) =>
      ["part", "only", "except", "behind", "and"].includes(meaning.kind) ||
      (meaning.kind === "lemma" && LIMITING.has(meaning.lemma)),
  );
  return asks && !narrows && lexemes.some(({ kind }) => kind === "unknown");
}

/** What forbids something, or says what must stay. */
const LIMITING: ReadonlySet<string> = new Set(["not", "without", "keep", "only-keep", "undo", "change", "private"]);

/** Whether words speak of the picture, so that "it" after them is no thing in it. */
const speaksOfPicture = (lexemes: readonly Lexeme[]): boolean =>
  lexemes.flatMap(meaningsOf).some(({ kind }) => kind === "picture");

/** "…, so that nobody knows her": tells why, in words that ask for nothing. */
function isReason(lexemes: readonly Lexeme[]): boolean {
  const meanings = lexemes.flatMap(meaningsOf);
  const asks = meanings.some(
    ({ kind, ...meaning }) =>
      kind === "only" || kind === "except" || kind === "behind" || ("part" in meaning && !SOMEBODY.has(meaning.part)),
  );
  const lemmas = meanings.flatMap((meaning) => (meaning.kind === "lemma" ? [meaning.lemma] : []));
  return (
    meanings.some(({ kind }) => kind === "reason") &&
    !asks &&
    lemmas.every((lemma) => ["is", "not", "make", "too"].includes(lemma))
  );
}

/** Of whom a reason may speak. */
const SOMEBODY = new Set<string>(["the person", "the people", "the face", "the faces", "the subject"]);

/** "Improve it, make it nicer": said in two ways. */
const isTwice = (english: string | null, before: Translation["clauses"]): boolean =>
  english !== null &&
  nameOfLook(english) !== null &&
  before.some((clause) => nameOfLook(clause.english) === nameOfLook(english));

/** The look that an English clause asks for: "vintage". */
function nameOfLook(english: string): string | null {
  if (/^enlarge\b/u.test(english)) return "large";
  if (/^improve\b|look professional\b/u.test(english)) return "better";
  return /\blook (.*?)(?: a bit| a lot| not too much| completely| extremely)*$/u.exec(english)?.[1] ?? null;
}

function unread(lexemes: readonly Lexeme[]): string {
  const verbs = lexemes.flatMap((lexeme) => (lexeme.kind === "meanings" ? lexeme.meanings : []));
  const isNarrow = verbs.some(
    (meaning) =>
      ["only", "except", "behind"].includes(meaning.kind) ||
      (meaning.kind === "lemma" && ["not", "without", "keep", "change", "is", "too", "undo"].includes(meaning.lemma)),
  );
  const verb = verbs
    .flatMap((meaning) => (meaning.kind === "lemma" ? [meaning.lemma] : []))
    .find((lemma) => STANDING.includes(lemma));
  // "Write" would write the sign itself.
  return verb === undefined || isNarrow ? UNREAD : `${verb === "write" ? "add" : verb} ${UNREAD}`;
}

type Part = { lexemes: readonly Lexeme[]; joint: ", " | " and " | ". "; clause: ForeignClause | null };

/** Cuts lexemes into clauses at breaks, and where a clause is over although nothing says so. */
function splitClauses(lexemes: readonly Lexeme[], order: Order): Part[] {
  const parts: Part[] = [];
  let own: Lexeme[] = [];
  let joint: Part["joint"] = ", ";
  const close = (): void => {
    const clauses = own.length === 0 ? [] : cut(own, order);
    for (const [index, part] of clauses.entries())
      parts.push({ lexemes: part, joint: index === 0 ? joint : " and ", clause: gather(part) });
    own = [];
  };
  for (const lexeme of lexemes) {
    if (lexeme.kind !== "break") {
      own.push(lexeme);
      continue;
    }
    const isNew = own.length > 0;
    close();
    const next = lexeme.strong ? ". " : lexeme.and ? " and " : ", ";
    joint = isNew || next === ". " ? next : joint;
  }
  close();
  return shared(withExceptions(withWidths(withTopic(parts))));
}

/** "The background, blur it": what is named first is what the order is about. */
function withTopic(parts: readonly Part[]): readonly Part[] {
  const [first, second, ...more] = parts;
  const [topic, clause] = [first?.clause ?? null, second?.clause ?? null];
  if (first === undefined || second === undefined || topic === null) return parts;
  if (!isUnnamed(clause) || !isPart(topic) || topic.behind) return parts;
  if (clause.picture || clause.only || second.joint !== ", ") return parts;
  const lexemes = [...first.lexemes, ...second.lexemes];
  return [{ ...second, lexemes, clause: { ...clause, wanted: topic.wanted, it: false } }, ...more];
}

/** "A white border, not too thick": one clause. */
function withWidths(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    const [width, ...more] = part.clause?.lemmas.filter((lemma) => lemma !== "is" && lemma !== "make") ?? [];
    const isWidth = (width === "thin" || width === "thick") && more.length === 0 && part.clause?.wanted.length === 0;
    if (!isWidth || before === undefined || before.clause?.lemmas.includes("border") !== true) {
      joined.push(part);
      continue;
    }
    const clause = { ...before.clause, lemmas: [...before.clause.lemmas, width] };
    joined[joined.length - 1] = { ...before, lexemes: [...before.lexemes, ...part.lexemes], clause };
  }
  return joined;
}

/** "Except the person, make the rest …": one clause. */
function withExceptions(parts: readonly Part[]): Part[] {
  const [first, second, ...more] = parts;
  const [exception, clause] = [first?.clause ?? null, second?.clause ?? null];
  if (first === undefined || second === undefined || exception === null || clause === null) return [...parts];
  const isAll = clause.wanted.length === 0 || (clause.wanted.length === 1 && clause.wanted[0] === "the rest");
  if (!isException(exception) || !isAll || clause.excepted.length > 0) return [...parts];
  const lexemes = [...first.lexemes, ...second.lexemes];
  return [{ ...second, lexemes, clause: { ...clause, wanted: [], excepted: exception.excepted } }, ...more];
}

/** Stretches of a clause that each say something, and whether there are others as good. */
type Cut = { parts: Lexeme[][]; isSure: boolean };

/** The fewest stretches of a clause that each say something; the whole where there are none, or where they could be others. */
function cut(lexemes: readonly Lexeme[], order: Order): Lexeme[][] {
  const whole = [[...lexemes]];
  const isOne = order !== "last" || lexemes.filter(isMake).length < 2;
  if (lexemes.length > MOST_IN_CLAUSE || (isOne && says(lexemes, order))) return whole;
  const best: (Cut | null)[] = [{ parts: [], isSure: true }];
  for (let to = 1; to <= lexemes.length; to++) {
    best[to] = null;
    for (let from = 0; from < to; from++) {
      const before = best[from] ?? null;
      if (before === null || (from > 0 && !canBegin(lexemes, from, order))) continue;
      const known = best[to]?.parts.length ?? Infinity;
      if (known <= before.parts.length || !says(lexemes.slice(from, to), order)) continue;
      const isRival = known === before.parts.length + 1;
      best[to] = isRival
        ? { parts: best[to]?.parts ?? [], isSure: false }
        : { parts: [...before.parts, lexemes.slice(from, to)], isSure: before.isSure };
    }
  }
  const found = best[lexemes.length];
  return found?.isSure === true ? found.parts : whole;
}

type Order = Language["order"];

/** What is said of something that must stay. */
const KEEPING = ["change", "keep", "replace"];

function says(lexemes: readonly Lexeme[], order: Order): boolean {
  const limits = lexemes.some((lexeme) => isLemma(lexeme, "without") || isLemma(lexeme, "not"));
  const kept = lexemes.findIndex((lexeme) => KEEPING.some((lemma) => isLemma(lexeme, lemma)));
  // "Sin cambiar la cara haz …": another order begins.
  if (order === undefined && limits && kept !== -1 && lexemes.slice(kept).some(isMake)) return false;
  const clause = gather(lexemes);
  return clause !== null && !isEmpty(clause) && sayClause(clause, { asked: true, grey: true }) !== null;
}

const meaningsOf = (lexeme: Lexeme | undefined): readonly Meaning[] =>
  lexeme?.kind === "meanings" ? lexeme.meanings : [];

const isLemma = (lexeme: Lexeme | undefined, lemma: string): boolean =>
  meaningsOf(lexeme).some((meaning) => meaning.kind === "lemma" && meaning.lemma === lemma);

const isMake = (lexeme: Lexeme): boolean => isLemma(lexeme, "make");

/** What a clause can begin or end with: an order. */
const isOrder = (lexeme: Lexeme | undefined): boolean =>
  meaningsOf(lexeme).some((meaning) =>
    meaning.kind === "lemma" ? meaning.lemma !== "is" : meaning.kind === "except" || meaning.kind === "only",
  );

const isSilent = (lexeme: Lexeme | undefined): boolean => lexeme?.kind === "meanings" && lexeme.meanings.length === 0;

const FLAWS = ["dark", "blurry", "pale", "flat", "noisy", "crooked", "overexposed", "underexposed"];

const isFlaw = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && FLAWS.some((lemma) => isLemma(lexeme, lemma));

/** Whether what stands here is said by the "is" before it, with words of degree between them at most. */
function isStated(lexemes: readonly Lexeme[], at: number): boolean {
  const before = lexemes.slice(0, at).findLast((lexeme) => {
    const [meaning] = meaningsOf(lexeme);
    return meaning !== undefined && meaning.kind !== "degree" && !isLemma(lexeme, "too");
  });
  return before !== undefined && isLemma(before, "is");
}

/** Whether a clause can begin here, without a comma: before an order, or behind one where it stands last. */
function canBegin(lexemes: readonly Lexeme[], at: number, order: Order): boolean {
  if (isSilent(lexemes[at])) return false;
  const before = lexemes.slice(0, at).findLast((lexeme) => !isSilent(lexeme));
  const isBehind =
    order === "last"
      ? before !== undefined &&
        (isMake(before) ||
          isLemma(before, "change") ||
          isLemma(before, "is") ||
          meaningsOf(before)[0]?.kind === "except")
      : isOrder(before);
  if (order === "last") return isBehind;
  // "…, it is blurry" begins at "is".
  if (isFlaw(lexemes[at])) return !isStated(lexemes, at) && isOrder(lexemes[at]);
  if (
    isLemma(lexemes[at], "is") &&
    lexemes.slice(at).some((lexeme, after) => isFlaw(lexeme) && isStated(lexemes, at + after))
  )
    return true;
  return isOrder(lexemes[at]) || (order === "either" && isBehind);
}

/** "Brightness and contrast up", "blur the faces and the background": one says for both what is to be done. */
function shared(parts: readonly Part[]): Part[] {
  return parts.map((part, at) => {
    const { clause } = part;
    if (clause !== null && isState(clause)) return { ...part, clause: made(parts, at, clause) };
    if (clause === null || (!isMeasure(clause) && !isPart(clause))) return part;
    if (isMeasure(clause) && sayClause(clause, { asked: true }) !== null) return part;
    const near = isMeasure(clause)
      ? [nextAfter(parts, at, 1, isMeasure), nextAfter(parts, at, -1, isMeasure)]
      : [nextAfter(parts, at, -1, isPart), nextAfter(parts, at, 1, isPart)];
    for (const other of near) {
      const said = other === null ? null : borrowed(clause, other);
      if (said !== null && sayClause(said, { asked: true }) !== null) return { ...part, clause: said };
    }
    return part;
  });
}

/** "Bright and sharp, please make it": one verb makes both. */
function made(parts: readonly Part[], at: number, clause: ForeignClause): ForeignClause {
  const near = [nextAfter(parts, at, 1, isState), nextAfter(parts, at, -1, isState)];
  const isMade = near.some((other) => other !== null && other.lemmas.includes("make"));
  return isMade ? { ...clause, lemmas: [...clause.lemmas, "make"] } : clause;
}

/** The nearest clause on one side that is not itself one that borrows. */
function nextAfter(
  parts: readonly Part[],
  at: number,
  step: 1 | -1,
  borrows: (clause: ForeignClause) => boolean,
): ForeignClause | null {
  for (let index = at + step; index >= 0 && index < parts.length; index += step) {
    if ((step === 1 ? parts[index]?.joint : parts[index + 1]?.joint) === ". ") return null;
    const clause = parts[index]?.clause ?? null;
    if (clause === null) return null;
    if (!borrows(clause)) return clause;
  }
  return null;
}

function borrowed(clause: ForeignClause, from: ForeignClause): ForeignClause | null {
  if (isPart(clause)) {
    const isPlain = from.excepted.length === 0 && !from.only && from.wanted.length > 0 && ideas(from).length > 0;
    return isPlain ? { ...from, wanted: clause.wanted } : null;
  }
  const directions = from.lemmas.filter((lemma) => lemma === "more" || lemma === "less" || lemma === "add");
  const isMeasured = from.lemmas.length > directions.length && directions.length > 0;
  if (!isMeasured || clause.figures.some(({ signed }) => signed)) return null;
  return {
    ...clause,
    lemmas: [...clause.lemmas, ...directions],
    degrees: clause.degrees.length > 0 ? clause.degrees : from.degrees,
    figures: clause.figures.length > 0 ? clause.figures : from.figures,
    wanted: clause.wanted.length > 0 ? clause.wanted : from.wanted,
    excepted: clause.excepted.length > 0 ? clause.excepted : from.excepted,
  };
}
