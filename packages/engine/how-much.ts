/** A word of degree for a sentence, by the ratio of what was asked to the usual amount. Begins with a space or is empty. */
export function howMuch(ratio: number): string {
  if (ratio < 0.6) return " slightly";
  if (ratio < 0.9) return " moderately";
  if (ratio < 1.3) return "";
  return ratio < 2.2 ? " strongly" : " very strongly";
}

/** The same before a noun such as "look". Ends with a space or is empty. */
export function howStrong(ratio: number): string {
  if (ratio < 0.6) return "slight ";
  if (ratio < 0.9) return "moderate ";
  if (ratio < 1.3) return "";
  return ratio < 2.2 ? "strong " : "very strong ";
}

/** The same for a comparison such as "warmer". Begins with a space. */
export function moreOrLess(ratio: number, comparative: string): string {
  if (ratio < 0.9) return ` ${ratio < 0.6 ? "slightly" : "somewhat"} ${comparative}`;
  if (ratio < 1.3) return ` ${comparative}`;
  return ` ${ratio < 2.2 ? "much" : "very much"} ${comparative}`;
}

/** Two decimals are enough for any parameter, and keep plans readable. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;

export const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** A noun or what stands before it, with "a" or "an". */
export const article = (text: string): string => `${/^[aeiou]/.test(text) ? "an" : "a"} ${text}`;
