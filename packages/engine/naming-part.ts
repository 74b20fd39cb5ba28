import { EngineError } from "./errors";
import { quote } from "./quote";

/**
 * Does one part of a request; when it would change nothing, the failure says which part it was.
 * `words` are those that asked for it, `null` when they are the whole request.
 */
export async function namingPart<Result>(words: string | null, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (words === null || !(error instanceof EngineError) || error.code !== "NOTHING_CHANGED") throw error;
    throw new EngineError("NOTHING_CHANGED", {
      cause: error,
      detail: `“${quote(words)}” cannot be done: ${error.detail}`,
    });
  }
}
