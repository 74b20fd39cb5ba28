import { COLOURS } from "../vocabulary/colours";
import { isManyThings } from "../vocabulary/things";
import { textOf } from "./clause";
import type { Constraints } from "./constraints";
import type { Intent, ResolvedAct } from "./coreference";
import type { Lexicon } from "./lexicon";
import type { Token } from "./tokenise";

/** From this mix on a tint makes a thing another colour; below, it leans to it. */
const WHOLE = 0.5;

/** What has no hue cannot be turned to another. */
const GREYS = /black|white|gr[ae]y|silver/;

/** Who asks for one of these wants the old colour to show through. */
const VEIL = /\b(?:tint|tone|hue|cast|wash|filter|overlay|shade)/i;

/**
 * "Change the red flowers to blue" is read as a tint inside what is red, "make the car blue" inside the car; it means what
 * "change red to blue" does, with the shading and the strength of the old colour. Anything else stays as it was read.
 */
export function recoloured(lexicon: Lexicon, intent: Intent, said: string, { kept }: Constraints): Intent {
  const { operation, params, exact, within } = intent;
  const [region] = within;
  const known = ofSky(lexicon, intent) ?? byColour(intent);
  if (known !== null) return known;
  const { colour: to, mix } = params;
  if (operation.name !== "tint" || exact || within.length !== 1 || region === undefined) return intent;
  const { name, noun, largest = noun !== undefined, except = false } = region;
  const from = name === "thing" ? noun : name === "colour" ? region.colour : undefined;
  if (except || from === undefined || from === to || GREYS.test(from) || typeof to !== "string") return intent;
  if (typeof mix !== "number" || mix < WHOLE || VEIL.test(said)) return intent;
  const replacing = lexicon.operationNamed("replace-colour");
  if (replacing === null || replacing.changes.some((aspect) => kept.includes(aspect))) return intent;
  return { ...intent, operation: replacing, params: { from, to }, within: largest ? within : [] };
}

/** No colour shows on a sky that is white, but for a deeper one. */
function ofSky(lexicon: Lexicon, intent: Intent): Intent | null {
  const { operation, params, within } = intent;
  if (!within.some(({ name, except }) => name === "sky" && except !== true)) return null;
  if (operation.name === "tint") return { ...intent, params: { ...params, deep: true } };
  // "Make the sky bluer and more dramatic": as a sky is, and not dark throughout.
  const dramatic = operation.name === "low-key" && within.length === 1 ? lexicon.operationNamed("dramatic-sky") : null;
  return dramatic === null ? null : { ...intent, operation: dramatic, within: [] };
}

/** "Make the bike blue instead of red": the one red thing, by its colour. */
function byColour(intent: Intent): Intent | null {
  const { from } = intent.params;
  const [region, ...more] = intent.within;
  const isThing = region?.name === "thing" && region.except !== true && more.length === 0;
  if (intent.operation.name !== "replace-colour" || typeof from !== "string" || !isThing) return null;
  if (!Object.hasOwn(COLOURS, from)) return null;
  const largest = isManyThings(region.noun ?? "") ? {} : { largest: true };
  return { ...intent, within: [{ name: "colour", colour: from, ...largest }] };
}

/** "Change the dress to blue and white" asks for no colour alone. */
export function isOneOfTwo({ operation, where }: ResolvedAct, request: readonly Token[]): boolean {
  const isColour = (word: string): boolean => GREYS.test(word) || Object.hasOwn(COLOURS, word);
  const isPainted = operation.name === "tint" || operation.name === "repaint";
  const isThing = where?.regions.some(({ name }) => name === "thing" || name === "colour") === true;
  const words = request.map((token) => (token.kind === "break" ? token.text : textOf(token)));
  const isPair = words.some(
    (word, at) => word === "and" && isColour(words[at - 1] ?? "") && isColour(words[at + 1] ?? ""),
  );
  return isPainted && isThing && isPair;
}
