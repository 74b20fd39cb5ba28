import { AppError } from "@/lib/errors";

const FORBIDDEN_KEYS = ["__proto__", "constructor", "prototype"];

/**
 * Parses the JSON text of a request body, which was measured as it came in (`createJsonMeter`): it is neither deep nor
 * endless. What could hurt before a schema sees it is refused: a field given twice (which one would count?), fields that name prototypes.
 * @throws {AppError} `INVALID_JSON`, or `VALIDATION_FAILED` for text that is JSON but not for us.
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("INVALID_JSON", { cause, detail: "The request body is not valid UTF-8." });
  }
  const keys = outermostKeys(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Without its cause: the parser's message quotes the body.
    throw new AppError("INVALID_JSON");
  }
  const seen = new Set<unknown>();
  for (const raw of keys) {
    const key: unknown = JSON.parse(raw);
    if (FORBIDDEN_KEYS.some((name) => name === key)) throw refused("This field name is not allowed.");
    if (seen.has(key)) throw refused("A field is given twice.");
    seen.add(key);
  }
  return value;
}

/** The keys of the outermost object as written, found in one pass that skips over strings natively. */
function outermostKeys(text: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    else if (character === '"') {
      const end = endOfString(text, at);
      if (end === -1) return [];
      if (depth === 1 && isKey(text, end + 1)) keys.push(text.slice(at, end + 1));
      at = end;
    }
  }
  return keys;
}

function isKey(text: string, after: number): boolean {
  let at = after;
  while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at += 1;
  return text[at] === ":";
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return -1;
}

const refused = (message: string): AppError => new AppError("VALIDATION_FAILED", { fields: [{ path: "", message }] });

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
