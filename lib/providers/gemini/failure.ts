/**
 * How a call to Gemini ended without an answer:
 * - `unreachable`: no connection came about, so nothing was taken;
 * - `redirected`: it answered with another address, which is never followed, for the key would go along;
 * - `refused`: it answered with an error; `status` and the rest say which;
 * - `lost`: the connection broke; it may have done the work;
 * - `unreadable`: what came back says nothing; it may have done the work;
 * - `aborted`: the caller's signal fired; the work may go on over there, and cost.
 */
export type GeminiFailureKind = "unreachable" | "redirected" | "refused" | "lost" | "unreadable" | "aborted";

type Details = {
  /** HTTP status of a `refused` or `redirected` call. */
  status?: number;
  /** Google's name of the error, such as `RESOURCE_EXHAUSTED` or, more exactly, `API_KEY_INVALID`. */
  reasons?: readonly string[];
  /** Google's own sentence: for telling errors apart, never for a person. */
  said?: string;
  retryAfterSeconds?: number | null;
  cause?: unknown;
};

/** A call to Gemini that has no answer. The message is for the log and holds neither key nor prompt. */
export class GeminiFailure extends Error {
  override readonly name = "GeminiFailure";
  readonly status: number | null;
  readonly reasons: readonly string[];
  /** Not enumerable, so that no log prints what may repeat the request. */
  declare readonly said: string;
  readonly retryAfterSeconds: number | null;

  constructor(
    readonly kind: GeminiFailureKind,
    { status, reasons = [], said = "", retryAfterSeconds = null, cause }: Details = {},
  ) {
    super(["Gemini", kind, status, ...reasons].filter((part) => part !== undefined).join(" "), { cause });
    this.status = status ?? null;
    this.reasons = reasons;
    this.retryAfterSeconds = retryAfterSeconds;
    Object.defineProperty(this, "said", { value: said, enumerable: false });
  }
}
