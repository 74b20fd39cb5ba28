import { z } from "zod";

/** Days that figures may be asked for at once: a leap year. */
export const LONGEST_RANGE = 366;

/** Days that figures are of when nobody says which. */
const USUAL_RANGE = 30;

const DAY_MS = 24 * 3600 * 1000;

/** Days of a range, YYYY-MM-DD in UTC, both included. */
export type DayRange = { from: string; to: string };

/** Before it nobody has counted, and databases and calendars differ in what they take for a day long ago. */
const FIRST_DAY = "2000-01-01";

const day = z.iso.date("Send a day as YYYY-MM-DD.").refine((text) => text >= FIRST_DAY, "Send a day from 2000 on.");

/** A name that figures are narrowed down to; no database holds a text with a zero byte. */
export const filterName = z
  .string()
  .max(100)
  .refine((text) => !text.includes("\0"), "The name is not valid.")
  .optional();

/** `from` and `to` of a query. */
export const rangeShape = {
  from: day.optional().meta({ description: "First day, in UTC. Default: 30 days up to `to`." }),
  to: day.optional().meta({ description: "Last day, in UTC. Default: today." }),
};

/**
 * The days that a query means, or what is wrong with it in a sentence.
 * @param now by which today is told.
 */
export function readRange(
  asked: { from?: string | undefined; to?: string | undefined },
  now: Date = new Date(),
): DayRange | { problem: string } {
  const to = asked.to ?? dayOf(now);
  const from = asked.from ?? shiftDay(to, 1 - USUAL_RANGE);
  const days = daysIn({ from, to });
  if (days < 1) return { problem: "The first day must not be after the last." };
  if (days > LONGEST_RANGE) return { problem: `Ask for up to ${LONGEST_RANGE} days at once; this is ${days}.` };
  return { from, to };
}

/** How many days a range has; below one where it ends before it begins. */
export const daysIn = ({ from, to }: DayRange): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;

/** As many days just before. */
export function rangeBefore(range: DayRange): DayRange {
  return { from: shiftDay(range.from, -daysIn(range)), to: shiftDay(range.from, -1) };
}

/** Every day of a range, in order. */
export const eachDay = (range: DayRange): string[] =>
  Array.from({ length: Math.max(0, daysIn(range)) }, (_, index) => shiftDay(range.from, index));

export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

export const shiftDay = (from: string, days: number): string => dayOf(new Date(Date.parse(from) + days * DAY_MS));
