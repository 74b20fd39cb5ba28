import type { OperationPart } from "./read-part";
import type { Item } from "./read-sentence";
import type { Token } from "./tokenise";

/** After a verb, what still belongs to it: "warm up". */
const PARTICLES = new Set(["up", "down", "out"]);

/**
 * Whether the part of the picture that `last` names is meant for an operation before it as well, `after`
 * being the one in between or `last` itself.
 */
export function sharesRegion(
  earlier: { to: number; part: Item["part"] },
  after: Item,
  last: Item,
  tokens: readonly Token[],
): boolean {
  const where = last.part?.kind === "operation" ? (last.part.where ?? last.part.spoken) : null;
  if (earlier.part?.kind !== "operation" || where === null || where.leads) return false;
  // ", but not the face" narrows all that was said in the sentence.
  if (where.detached) return earlier.part.operation.regional;
  if (where.trails && after.parallel) return true;
  const between = tokens.slice(earlier.to, after.from);
  const isJoined = between.length === 1 && between.every((token) => token.kind === "break" && token.text === "and");
  const isListed = after !== last && between.every((token) => token.kind === "break");
  return where.ends && (isJoined || isListed) && isVerbAlone(earlier.part);
}

/** "Darken" in "darken and blur the sky": a verb that waits for what it is done to. */
function isVerbAlone({ clause }: OperationPart): boolean {
  const [verb, particle, ...more] = clause.core;
  if (clause.named || clause.pronoun !== null || verb?.kind !== "word" || more.length > 0) return false;
  return (
    !verb.text.endsWith("er") && (particle === undefined || (particle.kind === "word" && PARTICLES.has(particle.text)))
  );
}
