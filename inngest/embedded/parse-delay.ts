const UNITS: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

/**
 * Milliseconds until a sleep or a retry is over, from `"1d2h"`, whole seconds (`"30"`) or a date. A date is compared with
 * this process's clock, which also made it; the difference is what the database's clock is given. Null: not understood.
 */
export function parseDelay(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  if (/^(\d+(\.\d+)?(ms|[wdhms]))+$/.test(text)) {
    let total = 0;
    for (const [, count = "", unit = ""] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[wdhms])/g)) {
      total += Number(count) * (UNITS[unit] ?? Number.NaN);
    }
    return total;
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
