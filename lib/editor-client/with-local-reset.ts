import { formatReset } from "./format-reset";

/**
 * A sentence about a spending limit, with the moment at which it begins anew by the reader's clock
 * beside the one that the server tells. `time` in milliseconds since the epoch or RFC 3339, `null`
 * where it is not known; `now` in milliseconds since the epoch. For the browser only, whose clock it is.
 */
export function withLocalReset(sentence: string, time: string | number | null, now: number = Date.now()): string {
  return time === null
    ? sentence
    : sentence.replace("midnight UTC", `midnight UTC (${formatReset(time, now)} by your clock)`);
}
