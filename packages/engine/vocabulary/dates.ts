const MONTHS = "january february march april may june july august september october november december".split(" ");
const MONTH = `(?:${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join("|")}|sept)\\.?`;
const DAY = String.raw`\d{1,2}\s?(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?:\d{4}|['’]\d{2})`;

/** A day in figures or with its month's name: "24.12.1999", "'98 5 12", "May 12, 1998". A source of a regular expression. */
export const DATE = `(?<![\\d.,/:-])(?:${[
  String.raw`\d{1,2}(?<between>[./-])\d{1,2}\k<between>(?:\d{4}|\d{2})`,
  String.raw`\d{4}(?<after>[./-])\d{1,2}\k<after>\d{1,2}`,
  String.raw`['’]\d{2}\s\d{1,2}\s\d{1,2}`,
  String.raw`\d{1,2}\s\d{1,2}\s(?:['’]\d{2}|\d{4})`,
  String.raw`${DAY}\s(?:of\s)?${MONTH},?\s${YEAR}`,
  String.raw`${MONTH}\s${DAY},?\s${YEAR}`,
].join("|")})(?![\\d%/])`;

const MONTH_NAME = new RegExp(String.raw`\b${MONTH}(?=[\s,]|$)`, "giu");
const WHOLE = new RegExp(`^(?:${DATE})$`, "iu");

/**
 * A date as cameras stamp it, in figures only and in the order in which it was said: "12 5 1998" for "12th of May
 * 1998". `null` for what is no date.
 */
export function dateInFigures(text: string): string | null {
  if (!WHOLE.test(text.trim())) return null;
  return text
    .replaceAll(MONTH_NAME, (name) =>
      String(MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3).toLowerCase())) + 1),
    )
    .replaceAll("’", "'")
    .replaceAll(/\b(\d{1,2})\s?(?:st|nd|rd|th)\b/giu, "$1")
    .replaceAll(/\bof\b|,/giu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}
