import { OPERATIONS } from "@/lib/ai/editor/local/operations";
import type { Aspect, Operation, Params } from "@/lib/ai/editor/local/operation";
import { LIMITS } from "./limits";
import { matchPattern, type CoreToken } from "./pattern";
import { readClause, type Clause } from "./read-clause";
import type { Token } from "./tokenise";
import { VOCABULARY } from "./vocabulary";

export type OperationPart = { kind: "operation"; operation: Operation; params: Params; exact: boolean; clause: Clause };

/** What one part of a sentence says. `nothing` are words without an instruction, such as "please". */
export type Part =
  | OperationPart
  | { kind: "limit"; aspect: Aspect | null; clause: Clause }
  | { kind: "strength"; strength: number }
  | { kind: "nothing" };

/** Reads one part of a sentence; `null` when a single word of it is not accounted for. */
export function readPart(tokens: readonly Token[]): Part | null {
  const clause = readClause(tokens);
  if (clause === null) return null;
  if (clause.core.length === 0 && clause.amount === null) {
    return clause.strength === null ? { kind: "nothing" } : { kind: "strength", strength: clause.strength };
  }
  return readLimit(clause) ?? readOperation(clause);
}

/**
 * Reads a part that leaves out what the part before it began with: "increase contrast and saturation".
 * `null` as well when two beginnings give two meanings.
 */
export function readContinued(tokens: readonly Token[], before: Clause): Part | null {
  const clause = readClause(tokens);
  if (clause === null || clause.core.length === 0) return null;
  const readings: Part[] = [];
  for (let length = before.core.length - 1; length >= 1; length--) {
    const continued: Clause = {
      ...clause,
      core: [...before.core.slice(0, length), ...clause.core],
      strength: clause.strength ?? before.strength,
      pronoun: clause.pronoun || before.pronoun,
    };
    const part = readLimit(continued) ?? readOperation(continued);
    if (part !== null) readings.push(part);
  }
  const [first] = readings;
  if (first === undefined || readings.some((other) => meaning(other) !== meaning(first))) return null;
  return first;
}

/** The same operation with another strength; `null` where strength means nothing. */
export function withStrength(part: OperationPart, strength: number): OperationPart | null {
  return part.clause.amount === null ? readOperation({ ...part.clause, strength }) : null;
}

const meaning = (part: Part): string =>
  part.kind === "operation" ? JSON.stringify([part.operation.name, part.params]) : JSON.stringify(part);

function readLimit(clause: Clause): Part | null {
  const limit = LIMITS.find(({ pattern }) => matches(pattern, clause.core) !== null);
  return limit === undefined ? null : { kind: "limit", aspect: limit.aspect, clause };
}

function readOperation(clause: Clause): OperationPart | null {
  for (const operation of OPERATIONS) {
    for (const { pattern, read } of operation.phrases) {
      const slots = matches(pattern, clause.core);
      const reading = slots === null ? null : read({ strength: clause.strength ?? 1, amount: clause.amount, slots });
      if (reading !== null) return { kind: "operation", operation, ...reading, clause };
    }
  }
  return null;
}

const matches = (pattern: Parameters<typeof matchPattern>[0], core: readonly CoreToken[]) =>
  matchPattern(pattern, core, VOCABULARY);
