/** Seconds as a person reads them on a clock: `4 s`, `1 min 5 s`. */
export function formatElapsed(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** What something usually takes: whole seconds, at least one. */
export function formatUsual(seconds: number): string {
  return formatElapsed(Math.max(1, Math.round(seconds)));
}

/** A day as a date that is the same on the server and in the browser: `23 December 2026` (UTC). */
export function formatDay(time: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(time));
}
