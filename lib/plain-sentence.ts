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
