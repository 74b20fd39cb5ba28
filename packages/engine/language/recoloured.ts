import { OPERATIONS } from "../operations";
import type { Rules } from "./rules";
import type { HeardOperation } from "./understand";

/** From this mix on a tint makes a thing another colour; below, it leans to it. */
const WHOLE = 0.5;

/** What has no hue cannot be turned to another. */
const GREYS = /black|white|gr[ae]y|silver/;

/** Who asks for one of these wants the old colour to show through. */
const VEIL = /\b(?:tint|tone|hue|cast|wash|filter|overlay|shade)/i;

/**
 * "Change the red flowers to blue" is heard as a tint inside what is red; it means what "change red to blue"
 * does, with the shading and the strength of the old colour. Anything else stays as it was heard.
 */
export function recoloured(heard: HeardOperation, { kept }: Rules): HeardOperation {
  const { operation, params, exact, within, words } = heard;
  const [region] = within;
  const { colour: to, mix } = params;
  if (operation.name !== "tint" || exact || within.length !== 1 || region?.name !== "colour") return heard;
  const { colour: from, largest = false, except = false } = region;
  if (except || from === undefined || from === to || GREYS.test(from) || typeof to !== "string") return heard;
  if (typeof mix !== "number" || mix < WHOLE || VEIL.test(words)) return heard;
  const replacing = OPERATIONS.find(({ name }) => name === "replace-colour");
  if (replacing === undefined || replacing.changes.some((aspect) => kept.includes(aspect))) return heard;
  return { ...heard, operation: replacing, params: { from, to }, within: largest ? within : [] };
}
