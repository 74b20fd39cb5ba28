import { AppError } from "@/lib/errors";

// No body of ours nests deeper than one object, has more than a dozen fields or longer words between its strings.
const MAX_DEPTH = 8;
const MAX_ITEMS = 200;
const MAX_KEYS = 200;
const MAX_OUTSIDE_BYTES = 65_536;
/** Quotation marks, escaped ones too: a prompt of 2000 characters has no more than so many. */
const MAX_QUOTES = 5000;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Measures JSON as its bytes come in, before anything is built of it: how deep, how many fields and items, how much
 * besides strings. Strings are skipped natively, so that megabytes of base64 cost no more than finding their quotes.
 * Whether it is JSON at all, a parser says later.
 *
 * @example
 * const meter = createJsonMeter();
 * for await (const chunk of body) meter.take(chunk); // throws at the chunk that is too much
 */
export function createJsonMeter(): { take(chunk: Uint8Array): void } {
  const counted = { depth: 0, items: 0, keys: 0, outside: 0, quotes: 0 };
  let inString = false;
  /** Backslashes at the end of what was taken: whether a quote that follows is escaped. */
  let backslashes = 0;

  /** Where the string ends in which `from` lies; the chunk's length when it goes on. */
  const skipString = (chunk: Uint8Array, from: number): number => {
    let start = from;
    for (;;) {
      const end = chunk.indexOf(QUOTE, start);
      const before = backslashesBefore(chunk, end === -1 ? chunk.length : end, start);
      backslashes = before.toStart ? backslashes + before.count : before.count;
      if (end === -1) return chunk.length;
      counted.quotes += 1;
      check(counted);
      const isEscaped = backslashes % 2 === 1;
      backslashes = 0;
      if (!isEscaped) {
        inString = false;
        return end + 1;
      }
      start = end + 1;
    }
  };

  return {
    take(chunk) {
      let at = 0;
      while (at < chunk.length) {
        if (inString) {
          at = skipString(chunk, at);
          continue;
        }
        const byte = chunk[at];
        counted.outside += 1;
        if (byte === QUOTE) inString = true;
        else if (byte === OPEN_LIST || byte === OPEN_OBJECT) counted.depth += 1;
        else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) counted.depth -= 1;
        else if (byte === COMMA) counted.items += 1;
        else if (byte === COLON) counted.keys += 1;
        check(counted);
        at += 1;
      }
    },
  };
}

type Counted = { depth: number; items: number; keys: number; outside: number; quotes: number };

function check({ depth, items, keys, outside, quotes }: Counted): void {
  const isTooMuch =
    depth > MAX_DEPTH || items > MAX_ITEMS || keys > MAX_KEYS || outside > MAX_OUTSIDE_BYTES || quotes > MAX_QUOTES;
  if (!isTooMuch) return;
  const message = "The request body is nested too deep or has too many parts.";
  throw new AppError("VALIDATION_FAILED", { fields: [{ path: "", message }] });
}

/** Backslashes right before `end`, back to `start`, and whether they reach it. */
function backslashesBefore(chunk: Uint8Array, end: number, start: number): { count: number; toStart: boolean } {
  let at = end;
  while (at > start && chunk[at - 1] === BACKSLASH) at -= 1;
  return { count: end - at, toStart: at === start };
}
