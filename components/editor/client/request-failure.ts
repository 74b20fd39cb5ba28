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

/** What an error says to a person. */
export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The same in one line, with the id to quote where the server has one for it. */
export const withId = (error: unknown): string =>
  error instanceof RequestFailure && error.requestId !== null
    ? `${error.message} (Request id ${error.requestId})`
    : sentenceOf(error);

const NO_ANSWER = "The server did not answer. Check your connection, then try again; nothing you entered is lost.";

/** The failure for a request that got no answer at all. */
export function networkFailure(): RequestFailure {
  return new RequestFailure(NO_ANSWER, "NETWORK", null, null, true);
}

/**
 * The failure for what went wrong in the page itself, where nobody would see it otherwise. What was sent may have
 * arrived: sent again under the same key it is still one edit.
 */
export function pageFailure(error: unknown): RequestFailure {
  const message = `Something went wrong in this page (${sentenceOf(error)}). Please try again; if it happens again, reload the page.`;
  return new RequestFailure(message, "PAGE", null, null, true);
}

/** The person stopped it. */
export const stopped = (): RequestFailure => new RequestFailure("Stopped before it was sent.", "ABORTED");
