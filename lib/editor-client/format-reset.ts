/**
 * When a daily limit begins anew, by the clock of the person who reads it: `at 01:00`, or
 * `tomorrow at 01:00`. `now` in milliseconds since the epoch; for the browser only, whose clock it is.
 */
export function formatReset(time: string | number, now: number = Date.now()): string {
  const date = new Date(time);
  const clock = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const today = new Date(now);
  return date.toDateString() === today.toDateString() || date.getTime() <= now ? `at ${clock}` : `tomorrow at ${clock}`;
}
