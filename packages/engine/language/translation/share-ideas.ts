import { type ForeignClause, ideas, isMeasure, isPart, isState } from "./clause";
import type { Lexeme } from "./lexemes";
import { sayClause } from "./say";

// What clauses that stand beside each other say for one another.

export type Part = { lexemes: readonly Lexeme[]; joint: ", " | " and " | ". "; clause: ForeignClause | null };

/** "Brightness and contrast up", "blur the faces and the background": one says for both what is to be done. */
export function shared(parts: readonly Part[]): Part[] {
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
