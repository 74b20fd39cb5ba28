import { AppError } from "@/lib/errors";
import { OPERATIONS } from "./operations";

/** How much of the person's words is quoted, in characters. */
const QUOTED = 80;

/** The error for words that the engine cannot carry out: which ones, what it can do, what would help. */
export function notUnderstood(parts: readonly string[]): AppError {
  const said = parts.join(" … ").replaceAll(/\s+/g, " ").trim();
  const quote = said.length > QUOTED ? `${said.slice(0, QUOTED - 1).trimEnd()}…` : said;
  const able = OPERATIONS.map(({ title }) => title).join(", ");
  const detail =
    `The local engine did not understand “${quote}”, so it did nothing; this cost nothing. It can do: ${able}. ` +
    "With BFL_API_KEY or GEMINI_API_KEY set on the server, a generative model can try.";
  return new AppError("REQUEST_NOT_UNDERSTOOD", { detail });
}
