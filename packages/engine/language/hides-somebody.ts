import type { Region } from "../plan";
import { PERSON_PRONOUNS, REGION_NOUNS } from "../vocabulary/regions";
import type { PlacedPart } from "./resolve-regions";
import type { Token } from "./tokenise";

/** Operations that make unrecognisable what they are used on. */
const HIDING: ReadonlySet<string> = new Set(["blur", "motion-blur", "radial-blur", "pixelate"]);

/** The subject of a picture as such is nobody. */
const PERSONS: ReadonlySet<string> = new Set([
  ...PERSON_PRONOUNS,
  ...REGION_NOUNS.filter(({ kind }) => kind === "person")
    .flatMap(({ nouns }) => nouns.split("/"))
    .filter((noun) => !/subject|object|main/u.test(noun)),
]);

const RETOUCHING = /^(?:soft|sharp)/u;

/**
 * Whether a face or a person would be made unrecognisable. Both are found only roughly, by the colour of
 * skin and by what stands out: enough to brighten them, but not for somebody who relies on being hidden.
 */
export function hidesSomebody(
  { operation, clause }: PlacedPart,
  within: readonly Region[],
  request: readonly Token[],
): boolean {
  if (!HIDING.has(operation.name)) return false;
  if (clause.core.some((token) => token.kind === "word" && RETOUCHING.test(token.text))) return false;
  const wanted = within.filter(({ except }) => except !== true);
  if (wanted.some(({ name }) => name === "skin")) return true;
  const isPerson = request.some((token) => token.kind === "word" && PERSONS.has(token.text));
  return isPerson && wanted.some(({ name }) => name === "subject");
}
