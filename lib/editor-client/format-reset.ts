/**
 * When a daily limit begins anew, by the clock of the person who reads it: `at 01:00`, or
 * `tomorrow at 01:00`. `now` in milliseconds since the epoch; for the browser only, whose clock it is.
 */
export function formatReset(time: string | number, now: number = Date.now()): string {
  const date = new Date(time);
  const clock = formatClock(date);
  const today = new Date(now);
  return date.toDateString() === today.toDateString() || date.getTime() <= now ? `at ${clock}` : `tomorrow at ${clock}`;
}

/** A time of day by the clock of the person who reads it: `14:03`. For the browser only. */
export function formatClock(time: string | number | Date): string {
  return new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
