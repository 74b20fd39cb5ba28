import { spokenColour } from "../vocabulary/colours";
import { EngineError } from "../errors";

/** The failure for a colour that a picture does not have; `name` is that of the colour in a plan. */
export const nothingOfColour = (name: string): EngineError =>
  new EngineError("NOTHING_CHANGED", {
    detail: `Nothing ${spokenColour(name)} was found in this picture, so nothing was changed. It cost nothing.`,
  });
