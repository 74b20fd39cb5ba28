import { AppError } from "@/lib/errors";
import { plainSentence } from "@/lib/plain-sentence";
import type { GeminiAnswer } from "./answer";
import type { GeminiFailure } from "./client";

const POLICY = /safety|policy|policies|prohibited|moderat|harmful|not allowed to generate/i;

/**
 * A paid call that has no answer, as an error of a run. Only what came before the model started work
 * says `charge: "none"`; everything else may have been taken and is never repeated.
 */
export function geminiCallError(cause: GeminiFailure): AppError {
  const { kind, status, reasons, said, retryAfterSeconds } = cause;
  const certain = { cause, charge: "none", retryable: false } as const;
  const uncertain = { cause, charge: "possible", retryable: false } as const;
  if (kind === "unreachable") return new AppError("PROVIDER_UNAVAILABLE", { ...certain, retryable: true });
  if (kind === "redirected") return new AppError("PROVIDER_UNAVAILABLE", certain);
  if (kind === "aborted") return new AppError("PROVIDER_TIMEOUT", uncertain);
  if (kind === "unreadable") return new AppError("PROVIDER_BAD_RESULT", uncertain);
  if (kind === "lost" || status === null) return new AppError("PROVIDER_UNAVAILABLE", uncertain);

  if (status === 504 || status === 408 || status === 499) return new AppError("PROVIDER_TIMEOUT", uncertain);
  if (status >= 500) return new AppError("PROVIDER_UNAVAILABLE", uncertain);
  if (status === 429) {
    const wait = retryAfterSeconds === null ? {} : { retryAfterSeconds };
    return new AppError("PROVIDER_UNAVAILABLE", { ...certain, retryable: true, ...wait });
  }
  const aboutTheKey =
    reasons.includes("API_KEY_INVALID") || reasons.includes("FAILED_PRECONDITION") || /api key/i.test(said);
  if ([401, 402, 403, 404].includes(status) || aboutTheKey) return new AppError("PROVIDER_NOT_CONFIGURED", certain);
  if (status === 400 && POLICY.test(said)) return new AppError("CONTENT_REFUSED", certain);
  return new AppError("PROVIDER_REJECTED", certain);
}

/** Why a prompt was blocked or a picture withheld, for the reasons that say more than "no". */
const REASONS: Readonly<Record<string, string>> = {
  SAFETY: "it takes it for unsafe",
  IMAGE_SAFETY: "it takes the picture for unsafe",
  JAILBREAK: "it takes the words for an attempt to get around its rules",
  PROHIBITED_CONTENT: "its rules forbid such content",
  IMAGE_PROHIBITED_CONTENT: "its rules forbid such pictures",
  BLOCKLIST: "it holds words that it does not accept",
  RECITATION: "the result would be too close to somebody else's work",
  IMAGE_RECITATION: "the result would be too close to somebody else's picture",
  SPII: "it holds personal data",
  LANGUAGE: "it does not know this language",
  MODEL_ARMOR: "a filter of this account stopped it",
};

const REFUSALS = new Set([...Object.keys(REASONS), "IMAGE_OTHER"]);

/** Whether what was asked for, or what came of it, was stopped by the service. */
export const isRefused = ({ blockReason, finishReason }: GeminiAnswer): boolean =>
  blockReason !== null || (finishReason !== null && REFUSALS.has(finishReason));

/** Words of a model that says no, rather than that it has a question or failed. */
const DECLINES =
  /\b(?:can(?:no|')?t|cannot|can not|unable|won't|not able|not allowed|against|sorry|policy|policies|guidelines)\b/i;

/**
 * An answer without a picture. It was taken and worked on, so it may have cost something, and what
 * happened is certain: `CONTENT_REFUSED`, or `PROVIDER_BAD_RESULT` with `charge: "made"`.
 */
export function geminiAnswerError({ blockReason, finishReason, parts }: GeminiAnswer): AppError {
  const refused = (why: string | undefined, words: string | null = null): AppError =>
    new AppError("CONTENT_REFUSED", {
      charge: "possible",
      retryable: false,
      cause: new Error(`blocked ${blockReason ?? "no"}, finished ${finishReason ?? "no"}`),
      ...(why === undefined && words === null ? {} : { detail: sentence(why, words) }),
    });
  if (blockReason !== null) return refused(REASONS[blockReason]);
  if (finishReason !== null && REFUSALS.has(finishReason)) return refused(REASONS[finishReason]);
  const words = plainSentence(parts.map(({ text }) => text ?? "").join(" "));
  if (words !== null && DECLINES.test(words.replaceAll("’", "'"))) return refused(undefined, words);
  return new AppError("PROVIDER_BAD_RESULT", {
    charge: "made",
    retryable: false,
    cause: new Error(`no picture, finished ${finishReason ?? "no"}`),
    ...(words === null
      ? {}
      : {
          detail: `The image service answered with words instead of a picture: “${words}” It may have charged for it.`,
        }),
  });
}

function sentence(why: string | undefined, words: string | null): string {
  const said = words === null ? `: ${why ?? ""}.` : ` and said: “${words}”`;
  return `The image service refused this request${said} Try a different picture or wording.`;
}
