import { z } from "zod";
import { plainReason } from "@/lib/providers/plain-reason";

const part = z.union([z.string(), z.object({ msg: z.string() }).transform(({ msg }) => msg)]);
const said = z.union([part, z.array(part)]).transform((value) => (Array.isArray(value) ? value.join("; ") : value));
const bodySchema = z.object({
  detail: said.optional().catch(undefined),
  message: said.optional().catch(undefined),
  error: said.optional().catch(undefined),
});

const NAMES = ["x-request-id", "x-trace-id", "cf-ray"] as const;

export type FluxError = {
  /** The service's sentence, for the log; without what must not be there. */
  said: string | null;
  /** For its support: which request it was. */
  trace: string;
};

/**
 * What an error of the service says, in each of the forms it is known in.
 * @param hidden what its sentence may repeat and a log must not hold: key and prompt.
 */
export function readFluxError(
  text: string,
  header: (name: string) => string | null,
  hidden: readonly string[],
): FluxError {
  const sentence = hidden.reduce(cutOut, sentenceIn(text).slice(0, 4_000));
  const trace = NAMES.flatMap((name) => {
    const value = header(name)
      ?.replaceAll(/[^\w.:-]/g, "")
      .slice(0, 80);
    return value === undefined || value === "" ? [] : [`${name} ${value}`];
  }).join(", ");
  return { said: plainReason(sentence), trace };
}

function sentenceIn(text: string): string {
  try {
    const { detail, message, error } = bodySchema.parse(JSON.parse(text));
    return detail ?? message ?? error ?? "";
  } catch {
    return ""; // A page of something in between says nothing.
  }
}

/** So many characters in a row are no coincidence. */
const SHARED = 16;

/** The sentence without what it repeats of `secret`: all of it as words of their own, or 16 characters and more in a row. */
function cutOut(sentence: string, secret: string): string {
  if (secret === "") return sentence;
  if (secret.length < SHARED) {
    const literal = Array.from(secret, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`).join("");
    return sentence.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "gu"), "…");
  }
  let rest = sentence;
  for (let at = 0; at + SHARED <= secret.length; at += 1) {
    let end = at + SHARED;
    if (!rest.includes(secret.slice(at, end))) continue;
    while (end < secret.length && rest.includes(secret.slice(at, end + 1))) end += 1;
    rest = rest.replaceAll(secret.slice(at, end), "…");
    at = end - 1;
  }
  return rest;
}

const MODERATION =
  /\bmoderat|\bnsfw\b|\bcontent (?:policy|policies|filter)|\bsafety (?:filter|system|check|polic)|\bflagged\b/i;

/** Whether a refusal speaks of what the picture or the words show, rather than of the request's form. */
export function isModeration(said: string | null): boolean {
  return said !== null && MODERATION.test(said);
}
