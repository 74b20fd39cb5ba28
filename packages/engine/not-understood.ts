import { asksToHide } from "./language/asks-to-hide";
import { EngineError, quote } from "./errors";
import { insteadOfErasing } from "./instead-of-erasing";
import { nearestExamples } from "./nearest-examples";
import { FAMILIES } from "./operation";
import { OPERATIONS } from "./operations";

/** How much of them is searched for something near, in characters. */
const SEARCHED = 300;

/** How many examples of what could be asked for instead. */
const SUGGESTED = 4;

/** What is told when nothing is near. */
const EXAMPLES = ["make it a bit brighter", "blur the background", "make the sky more dramatic", "crop to 16:9"];

/** What hides for certain, since it needs nothing to be found. */
const HIDING = ["pixelate the left half", "cut off the bottom third", "erase the top left corner", "pixelate it"];

/** The error for words that the engine cannot carry out: which ones, what is nearest to them, what would help. */
export function notUnderstood(parts: readonly string[]): EngineError {
  const said = parts.join(" … ").replaceAll(/\s+/g, " ").trim();
  const shown = quote(said);
  if (asksToHide(said)) return new EngineError("NOT_UNDERSTOOD", { detail: notHidden(shown) });
  const searched = said.slice(0, SEARCHED);
  const instead = insteadOfErasing(searched);
  const near = instead.length > 0 ? instead : nearestExamples(searched, OPERATIONS, SUGGESTED);
  const able =
    near.length > 0 ? `The nearest it can do: ${quoted(near)}.` : `It can do, for example: ${quoted(EXAMPLES)}.`;
  const families = Object.values(FAMILIES).join("; ");
  const detail =
    `The local engine did not understand “${shown}”, so it did nothing; this cost nothing. ${able} ` +
    `It knows ${families}: of the whole picture or a part, but it draws no objects and takes none away.`;
  return new EngineError("NOT_UNDERSTOOD", { detail, modelCould: true });
}

const notHidden = (quote: string): string =>
  `The local engine did nothing, because of “${quote}”; this cost nothing. It cannot tell for certain where faces, ` +
  "people, number plates or writing are, and what is hidden only in part can still give somebody away. " +
  `What it can do for certain, wherever you say: ${quoted(HIDING)}.`;

const quoted = (examples: readonly string[]): string => examples.map((example) => `“${example}”`).join(", ");
