import type { Language } from "../../vocabulary/languages/language";
import { type ForeignClause, gather, isEmpty, isException, isPart } from "./clause";
import type { Meaning } from "./dictionary";
import type { Lexeme } from "./lexemes";
import { sayClause } from "./say";
import { type Part, shared } from "./share-ideas";

/** Cuts lexemes into clauses at breaks, and where a clause is over although nothing says so. */
export function splitClauses(lexemes: readonly Lexeme[], order: Order): Part[] {
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
  return found?.isSure === true && !isOfWeather(found.parts) ? found.parts : whole;
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

export const meaningsIn = (lexeme: Lexeme | undefined): readonly Meaning[] =>
  lexeme?.kind === "meanings" ? lexeme.meanings : [];

const isLemma = (lexeme: Lexeme | undefined, lemma: string): boolean =>
  meaningsIn(lexeme).some((meaning) => meaning.kind === "lemma" && meaning.lemma === lemma);

const isMake = (lexeme: Lexeme): boolean => isLemma(lexeme, "make");

/** What a clause can begin or end with: an order. */
const isOrder = (lexeme: Lexeme | undefined): boolean =>
  meaningsIn(lexeme).some((meaning) =>
    meaning.kind === "lemma" ? meaning.lemma !== "is" : meaning.kind === "except" || meaning.kind === "only",
  );

const isSilent = (lexeme: Lexeme | undefined): boolean => lexeme?.kind === "meanings" && lexeme.meanings.length === 0;

const FLAWS = ["dark", "blurry", "pale", "flat", "noisy", "crooked", "overexposed", "underexposed"];

const isFlaw = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && FLAWS.some((lemma) => isLemma(lexeme, lemma));

/** Whether what stands here is said by the "is" before it, with words of degree between them at most. */
function isStated(lexemes: readonly Lexeme[], at: number): boolean {
  const before = lexemes.slice(0, at).findLast((lexeme) => {
    const [meaning] = meaningsIn(lexeme);
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
          (meaningsIn(before).length === 1 && (isLemma(before, "more") || isLemma(before, "less"))) ||
          meaningsIn(before)[0]?.kind === "except")
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

/** More pieces of one clause than these are not tried. */
const MOST_IN_CLAUSE = 40;

/** Whether nothing is named that a clause is about. */
export const isUnnamed = (clause: ForeignClause | null): clause is ForeignClause =>
  clause !== null &&
  clause.wanted.length + clause.excepted.length === 0 &&
  clause.quoted === null &&
  !clause.behind &&
  clause.lemmas.length > 0;

const WEATHER = ["snow", "rain", "fog"];

/** "The snow is too dark": the snow that there is, and none to be added. */
const isOfWeather = (parts: readonly Lexeme[][]): boolean =>
  parts.some((part, at) => {
    const isWeather = part.every((lexeme) => isSilent(lexeme) || WEATHER.some((lemma) => isLemma(lexeme, lemma)));
    return isWeather && parts[at + 1]?.some((lexeme) => isLemma(lexeme, "is") || isLemma(lexeme, "too")) === true;
  });
