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
