import { AppError } from "@/lib/errors";

const LONGEST = 200;

/**
 * A provider's own words, fit to be shown to a person: one line of plain text, at most 200 characters,
 * without addresses, markup or invisible characters. `null` when nothing is left.
 */
export function plainSentence(text: string): string | null {
  const plain = text
    .slice(0, 4_000)
    .normalize("NFC")
    .replaceAll(/<[^<>]*>/gu, " ")
    .replaceAll(/[a-z][a-z\d+.-]*:\/\/\S*|\bwww\.\S*|\bdata:\S*/giu, " ")
    .replaceAll(
      /[\p{Cc}\p{Cs}\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}]/gu,
      " ",
    )
    .replaceAll(/[<>`*_#[\]{}|\\]/gu, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
  if (!/[\p{L}\p{N}]/u.test(plain)) return null;
  if (plain.length <= LONGEST) return plain;
  return `${plain.slice(0, LONGEST - 1).replace(/\s+\S*$/u, "")}…`;
}

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
