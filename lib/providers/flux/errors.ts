import { z } from "zod";
import { AppError } from "@/lib/errors";
import { plainSentence } from "@/lib/plain-sentence";

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
  return { said: plainSentence(sentence), trace };
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

/** Seconds to wait for one of the account's tasks to end, where the service does not say. */
const WHEN_FULL = 5;
const LONGEST_WAIT = 3_600;

/** `Retry-After`, a number of seconds or a date, as seconds from now; `null`: none. */
function retryAfter(value: string | null, now = Date.now()): number | null {
  if (value === null) return null;
  const seconds = /^\s*\d+\s*$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(LONGEST_WAIT, Math.max(1, Math.ceil(seconds))) : null;
}

/**
 * A submit that was answered with anything but 2xx, as an error of a run. `charge: "none"` only where
 * the answer says that no task was made.
 */
export function fluxRefusal(status: number, { said, trace }: FluxError, wait: string | null): AppError {
  const why = (text: string): Error =>
    new Error(
      [`BFL answered ${status}: ${text}`, said, trace].filter((each) => each !== null && each !== "").join("; "),
    );
  const certain = { charge: "none", retryable: false } as const;
  if (isModeration(said) && [400, 403, 422, 451].includes(status)) {
    return new AppError("CONTENT_REFUSED", {
      ...certain,
      detail: refusedBecause([said ?? ""]),
      cause: why("moderated"),
    });
  }
  switch (status) {
    case 400:
    case 405:
    case 413:
    case 415:
    case 422:
      return new AppError("PROVIDER_REJECTED", { ...certain, cause: why("it does not accept the request") });
    case 401:
    case 403:
      return new AppError("PROVIDER_NOT_CONFIGURED", { ...certain, cause: why("it does not accept BFL_API_KEY") });
    case 402:
      return new AppError("PROVIDER_UNAVAILABLE", {
        ...certain,
        cause: why("the account is out of credits, add some"),
      });
    case 404:
      return new AppError("PROVIDER_NOT_CONFIGURED", { ...certain, cause: why("it does not know BFL_MODEL") });
    case 429: {
      const retryAfterSeconds = retryAfter(wait) ?? WHEN_FULL;
      const cause = why("too many tasks are open");
      return new AppError("PROVIDER_UNAVAILABLE", { charge: "none", retryable: true, retryAfterSeconds, cause });
    }
    // A redirect of a POST that keeps its method comes before anything is done.
    case 301:
    case 307:
    case 308:
      return new AppError("PROVIDER_UNAVAILABLE", { ...certain, cause: why("a redirect, is BFL_BASE_URL right?") });
    case 408:
    case 504:
      return new AppError("PROVIDER_TIMEOUT", { charge: "possible", retryable: false, cause: why("it took too long") });
    default:
      return new AppError("PROVIDER_UNAVAILABLE", { charge: "possible", retryable: false, cause: why("unclear") });
  }
}

/** The sentence for a refusal, with the service's reasons as it gave them. */
export function refusedBecause(reasons: readonly string[]): string {
  const told = reasons.length === 0 ? "" : ` and said: “${reasons.join(", ")}”`;
  return `The image service refused this request${told}. Try a different picture or wording.`;
}

/** Characters of all reasons together. */
const LONGEST = 200;

/**
 * The reasons in the details of a moderated task, e.g. `{"Moderation Reasons": ["Nudity"]}`, in the
 * service's words and fit to be shown: at most 200 characters in all. Empty when it gives none.
 */
export function moderationReasons(details: unknown): string[] {
  const reasons: string[] = [];
  for (const text of textsIn(details, 0)) {
    const reason = plainSentence(text);
    const length = [...reasons, reason].join(", ").length;
    if (reason !== null && !reasons.includes(reason) && length <= LONGEST) reasons.push(reason);
  }
  return reasons;
}

function textsIn(value: unknown, depth: number): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || depth > 3) return [];
  return Object.values(value)
    .slice(0, 20)
    .flatMap((each) => textsIn(each, depth + 1));
}
