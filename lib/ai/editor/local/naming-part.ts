import { AppError } from "@/lib/errors";

/** How much of the person's words is quoted, in characters. */
const QUOTED = 80;

/**
 * Does one part of a request; when it would change nothing, the failure says which part it was.
 * `words` are those that asked for it, `null` when they are the whole request.
 */
export async function namingPart<Result>(words: string | null, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (words === null || !(error instanceof AppError) || error.code !== "NOTHING_CHANGED") throw error;
    const said = words.replaceAll(/\s+/g, " ").trim();
    const quote = said.length > QUOTED ? `${said.slice(0, QUOTED - 1).trimEnd()}…` : said;
    throw new AppError("NOTHING_CHANGED", { cause: error, detail: `“${quote}” cannot be done: ${error.detail}` });
  }
}
