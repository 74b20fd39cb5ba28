import { AppError } from "@/lib/errors";
import { plainSentence } from "@/lib/plain-sentence";

/**
 * What a provider said when it failed, and how that came here, as one line; `null` where an error tells nothing of it.
 * Of our own errors it has nothing: what they say to the person is kept by itself. It may quote the request.
 */
export function providerWords(error: unknown): string | null {
  const parts: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if (at instanceof AppError) continue;
    const said = "said" in at && typeof at.said === "string" ? at.said : "";
    parts.push(at.message, said);
  }
  return plainSentence(parts.filter((part) => part !== "").join("; "));
}
