/** A refused or broken request, in words for the person; the server's own sentence where there is one. */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure";
  /** When trying again is useful, in milliseconds since the epoch. */
  readonly retryAt: number | null;

  constructor(
    message: string,
    /** `error_code` of the answer; `NETWORK` when none came, `ABORTED` when the person stopped it. */
    readonly code: string,
    readonly requestId: string | null = null,
    /** Seconds, from `Retry-After`. */
    readonly retryAfter: number | null = null,
    /** Whether sending the very same again can help. */
    readonly retryable = false,
  ) {
    super(message);
    this.retryAt = retryAfter === null ? null : Date.now() + retryAfter * 1000;
  }
}

const NO_ANSWER = "The server did not answer. Check your connection, then try again; nothing you entered is lost.";

/** The failure for a request that got no answer at all. */
export function networkFailure(): RequestFailure {
  return new RequestFailure(NO_ANSWER, "NETWORK", null, null, true);
}

/** Reads `{detail, error_code, fields?}`; any other answer becomes a plain sentence with its status. */
export function readFailure(status: number, body: unknown, header: (name: string) => string | null): RequestFailure {
  const known = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const seconds = Number(header("Retry-After") ?? Number.NaN);
  const detail = typeof known.detail === "string" ? known.detail : `The server answered with an error (${status}).`;
  return new RequestFailure(
    [detail, ...fieldSentences(known.fields)].join(" "),
    typeof known.error_code === "string" ? known.error_code : `HTTP_${status}`,
    header("X-Request-Id"),
    Number.isFinite(seconds) ? seconds : null,
    status >= 500 || status === 429,
  );
}

function fieldSentences(fields: unknown): string[] {
  if (!Array.isArray(fields)) return [];
  return fields.flatMap((field: unknown) => {
    const message = (field as { message?: unknown } | null)?.message;
    return typeof message === "string" ? [message] : [];
  });
}
