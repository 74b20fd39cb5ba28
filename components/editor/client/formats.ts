import type { EditNode } from "@/lib/edits/view-schema";
import { isFinal } from "@/lib/lifecycle";
import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";

/** US dollars for people: `free`, `$0.045`, `about $0.05`; amounts below a cent keep what can be seen of them. */
export function formatPrice({ usd, estimated }: { usd: number; estimated: boolean }): string {
  if (usd === 0) return "free";
  return estimated ? `about ${dollars(usd, 2)}` : dollars(usd, 4);
}

function dollars(usd: number, digits: number): string {
  const text = new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: Math.max(digits, digitsToSee(usd)),
  });
  return text.format(usd);
}

// Decimals up to the first one that is not zero.
function digitsToSee(usd: number): number {
  return usd >= 0.01 ? 2 : Math.min(8, Math.ceil(-Math.log10(usd)));
}

/** A text that begins a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A text within a sentence. */
export const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The size of a file for people: `640 KB`, `8.2 MB`. */
export function formatSize(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

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

/** The same where there is little room: `23 Dec 2026` (UTC). */
export function formatShortDay(time: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(time));
}

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

/** What an edit cost, in a few words; `null` while that is open, and where there is nothing to say. */
export function costSentence(edit: Pick<EditNode, "status" | "charge" | "cost_usd" | "cost_estimated">): string | null {
  if (!isFinal(edit.status)) return null;
  const { status, charge, cost_usd: usd, cost_estimated: estimated } = edit;
  const price = usd === null || usd === 0 ? null : formatPrice({ usd, estimated });
  if (charge === "possible") return price === null ? "May have been charged" : `May have been charged, ${price}`;
  if (status === "completed") return price === null ? null : `Cost ${price}`;
  if (charge === "made") return price === null ? "Was charged" : `Was charged, ${price}`;
  return null;
}

const MAX_SLUG = 48;

/**
 * File name of a downloaded version: `{source}-v{n}-{slug}.jpg`, from the name of the picture it
 * began with, the version's number, its prompt and its format. Letters of any script are kept.
 */
export function downloadName(
  sourceName: string | null,
  version: number,
  prompt: string,
  format: DownloadFormat,
): string {
  const source = slug((sourceName ?? "").replace(/\.[^./]+$/, "")) || "mizual";
  return (
    [source, `v${version}`, slug(prompt)].filter((part) => part !== "").join("-") +
    `.${DOWNLOAD_FORMATS[format].ending}`
  );
}

function slug(text: string): string {
  const words = text
    .normalize("NFC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== "");
  let result = "";
  for (const word of words) {
    const longer = result === "" ? word : `${result}-${word}`;
    if (longer.length > MAX_SLUG) break;
    result = longer;
  }
  return result === ""
    ? Array.from(words[0] ?? "")
        .slice(0, MAX_SLUG)
        .join("")
    : result;
}

/** A number of days, in words. */
export const days = (count: number): string => (count === 1 ? "one day" : `${count} days`);
