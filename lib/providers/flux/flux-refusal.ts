import { AppError } from "@/lib/errors";
import { type FluxError, isModeration } from "./flux-error";

/** Seconds to wait for one of the account's tasks to end, where the service does not say. */
const WHEN_FULL = 5;
const LONGEST_WAIT = 3_600;

/** `Retry-After`, a number of seconds or a date, as seconds from now; `null`: none. */
export function retryAfter(value: string | null, now = Date.now()): number | null {
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
