import { spokenColour } from "@/lib/ai/local/colours";
import { AppError } from "@/lib/errors";

/** The failure for a colour that a picture does not have; `name` is that of the colour in a plan. */
export const nothingOfColour = (name: string): AppError =>
  new AppError("NOTHING_CHANGED", {
    detail: `Nothing ${spokenColour(name)} was found in this picture, so nothing was changed. It cost nothing.`,
  });
