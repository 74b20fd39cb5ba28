import type { Share } from "@/lib/analytics/statistics";

// How figures are written. The operator's page is in English, its days in UTC.

export const amount = (value: number): string => value.toLocaleString("en");

export const percent = (share: number): string =>
  `${(share * 100).toLocaleString("en", { maximumFractionDigits: share > 0.995 && share < 1 ? 2 : 1 })} %`;

/** A share with the interval in which it truly lies. */
export const between = ({ low, high }: Share): string => `${percent(low)} to ${percent(high)}`;

export const dollars = (usd: number): string =>
  usd.toLocaleString("en", { style: "currency", currency: "USD", maximumFractionDigits: usd > 0 && usd < 1 ? 4 : 2 });

/** Seconds as a person says them. */
export function seconds(value: number): string {
  if (value < 1) return `${Math.round(value * 1000)} ms`;
  if (value < 90) return `${value.toLocaleString("en", { maximumSignificantDigits: 3 })} s`;
  return value < 5400 ? `${Math.round(value / 60)} min` : `${(value / 3600).toFixed(1)} h`;
}

const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: "UTC" });

export const dayWord = (day: string): string => DAY.format(new Date(day));

/** A time in UTC, without saying so each time. */
export const timeWord = (time: string): string => TIME.format(new Date(time));

/** The same without its day. */
export const clockWord = (time: string): string => CLOCK.format(new Date(time));

/** What became of an edit: a code is left as it is. */
export const outcomeWord = (outcome: string): string =>
  ({ completed: "Completed", failed: "Failed", refused: "Refused", canceled: "Canceled" })[outcome] ?? outcome;

export const editorWord = (editor: string): string => (editor === "" ? "none chosen" : editor);

/** An address with the parts of a query that are set. */
export function addressOf(path: string, query: Readonly<Record<string, string | null | undefined>>): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set).toString()}`;
}
