import { EngineError } from "../errors";
import { spokenColour } from "../vocabulary/colours";

/** The failure for a region that is not there or not certain; `what` is named as in "the sky" or "water". */
export const notFound = (what: string): EngineError =>
  new EngineError("NOTHING_CHANGED", {
    detail: `${what.charAt(0).toUpperCase()}${what.slice(1)} could not be found in this picture with enough certainty, so nothing was changed. It cost nothing.`,
  });

/** The failure for a colour that a picture does not have; `name` is that of the colour in a plan. */
export const nothingOfColour = (name: string): EngineError =>
  new EngineError("NOTHING_CHANGED", {
    detail: `Nothing ${spokenColour(name)} was found in this picture, so nothing was changed. It cost nothing.`,
  });
