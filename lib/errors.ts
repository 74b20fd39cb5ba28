import { READABLE_KINDS } from "./picture-formats";

/**
 * Every error that Mizual answers with: code → HTTP status, whether trying again can help, whether
 * money may have been spent, and a sentence for a person (what happened, what it cost, what to do).
 * Entries translate an `AppError` once, at the boundary; anything else is `INTERNAL`.
 */
export type Charge = "none" | "possible" | "made";

type ErrorRule = { status: number; retryable: boolean; charge: Charge; detail: string };

const rule = (status: number, retryable: boolean, detail: string, charge: Charge = "none"): ErrorRule => ({
  status,
  retryable,
  charge,
  detail,
});

export const ERRORS = {
  // Requests
  INVALID_JSON: rule(400, false, "The request body is not valid JSON."),
  INVALID_IMAGE: rule(
    400,
    false,
    "This picture cannot be read: it is damaged or cut short. Please try another copy of it.",
  ),
  EDIT_NOT_COMPLETED: rule(400, true, "Feedback can be given once the edit is completed."),
  NOT_THE_OPERATOR: rule(401, false, "This is for the operator of this server alone."),
  NOT_YOURS: rule(403, false, "Only the browser that made this edit, or its delete token, may do this."),
  ORIGIN_NOT_ALLOWED: rule(
    403,
    false,
    "Requests from this website are not allowed. If it is this server's own page, its operator has to set PUBLIC_URL to the address that you opened; the server's log says more.",
  ),
  EDIT_NOT_FOUND: rule(404, false, "Edit not found"),
  PARENT_EDIT_NOT_FOUND: rule(404, false, "Parent edit not found"),
  FEEDBACK_NOT_FOUND: rule(404, false, "No feedback found for this edit"),
  UPLOAD_NOT_FOUND: rule(
    404,
    false,
    "This upload is unknown, already used or expired. Please upload the picture again.",
  ),
  NOT_FOUND: rule(404, false, "Not found"),
  METHOD_NOT_ALLOWED: rule(405, false, "This method is not allowed here."),
  NOTHING_TO_MOVE: rule(409, false, "There are no pictures in this browser that could be moved to another device."),
  NO_OWNER_COOKIE: rule(
    409,
    false,
    "This browser does not keep the cookie by which it is known, so nothing was moved. Allow cookies for this site, then open the link again.",
  ),
  TOO_MANY_SHARES: rule(409, false, "This version is shared in ten ways already. End one of them first."),
  FEEDBACK_EXISTS: rule(409, false, "Feedback already submitted for this edit"),
  PARENT_NOT_COMPLETED: rule(409, true, "The edit to continue from is not completed yet."),
  CHAIN_LIMIT_REACHED: rule(
    409,
    false,
    "A chain holds up to 5 edits. Continue from an earlier version, or start anew with this result.",
  ),
  EDIT_FINISHED: rule(409, false, "This edit has already finished and can no longer be canceled."),
  ALREADY_CHARGED: rule(
    409,
    false,
    "The image service has this edit already and charges for it: wait for the result, or cancel it all the same.",
    "possible",
  ),
  REQUEST_CANCELED: rule(409, false, "This request was canceled before it was accepted. Nothing was kept or charged."),
  EDIT_NOT_FINISHED: rule(409, true, "This edit is still running. Wait for it to end, or cancel it first."),
  TAKEN_DOWN: rule(410, false, "The operator of this server has taken this picture down. It cannot be brought back."),
  CONTENT_NOT_ALLOWED: rule(
    422,
    false,
    "This server's rules do not allow this picture or these words. Nothing was kept or charged.",
  ),
  SHARE_GONE: rule(410, false, "This link is over: it was ended, its time ran out, or the picture was deleted."),
  OWNER_LINK_GONE: rule(
    410,
    false,
    "This link cannot be used any more: it works once, for ten minutes. Nothing was moved; make a new one on the other device.",
  ),
  IMAGE_TOO_LARGE: rule(413, false, "This picture is too large. Pictures may have up to 20 MB and 50 megapixels."),
  IMAGE_TYPE_NOT_SUPPORTED: rule(415, false, `This kind of file is not supported. Use ${READABLE_KINDS}.`),
  CONTENT_TYPE_NOT_SUPPORTED: rule(415, false, "Send application/json or multipart/form-data."),
  VALIDATION_FAILED: rule(422, false, "The request is not valid."),
  IDEMPOTENCY_KEY_REUSED: rule(422, false, "This Idempotency-Key was already used for a different request."),
  ADDRESS_NOT_ALLOWED: rule(
    422,
    false,
    "A picture is taken from an address that begins with https:// and lies in the public internet. Download this one yourself, then choose the file.",
  ),
  ADDRESS_NOT_REACHED: rule(
    422,
    true,
    "No picture came from that address. Check it, or download the picture yourself, then choose the file.",
  ),
  RATE_LIMITED: rule(429, true, "Too many requests. Please wait a moment and try again."),
  BUDGET_EXHAUSTED: rule(
    429,
    true,
    "The spending limit for today is reached, so nothing was sent or charged. It resets at midnight UTC; please try again then.",
  ),
  INTERNAL: rule(500, true, "Something went wrong on our side. Please try again."),
  UNAVAILABLE: rule(503, true, "The service cannot take this right now. Nothing was kept; please try again shortly."),
  // Runs
  REQUEST_NOT_UNDERSTOOD: rule(422, false, "The local engine did not understand this request. It cost nothing."),
  NOTHING_CHANGED: rule(422, false, "The edit left the picture as it was. Try saying it differently."),
  CONTENT_REFUSED: rule(422, false, "The image service refused this request. Try a different picture or wording."),
  PROVIDER_UNAVAILABLE: rule(
    503,
    true,
    "The image service is not available right now. It cost nothing; please try again.",
  ),
  PROVIDER_REJECTED: rule(502, false, "The image service did not accept this request. It cost nothing."),
  PROVIDER_TIMEOUT: rule(504, true, "The image service took too long. It may have charged for this edit.", "possible"),
  PROVIDER_BAD_RESULT: rule(
    502,
    true,
    "The image service sent back something that is not a usable picture. It may have charged for it.",
    "possible",
  ),
  PROVIDER_NOT_CONFIGURED: rule(503, false, "The chosen image service is not set up on this server. It cost nothing."),
  SUBMIT_UNCERTAIN: rule(
    502,
    true,
    "It is not certain whether the image service took this edit; it may have charged for it. It is not sent again unless you ask.",
    "possible",
  ),
  STORAGE_UNAVAILABLE: rule(503, true, "The result could not be stored. Please try again.", "possible"),
  TIMED_OUT: rule(504, true, "This edit took too long and was stopped. Please try again."),
} as const satisfies Record<string, ErrorRule>;

export type ErrorCode = keyof typeof ERRORS;

/** The codes a failed edit may carry (`error_code` of a status). */
export const RUN_ERROR_CODES = [
  "REQUEST_NOT_UNDERSTOOD",
  "NOTHING_CHANGED",
  "CONTENT_REFUSED",
  "PROVIDER_UNAVAILABLE",
  "PROVIDER_REJECTED",
  "PROVIDER_TIMEOUT",
  "PROVIDER_BAD_RESULT",
  "PROVIDER_NOT_CONFIGURED",
  "SUBMIT_UNCERTAIN",
  "BUDGET_EXHAUSTED",
  "STORAGE_UNAVAILABLE",
  "TIMED_OUT",
  "INTERNAL",
] as const satisfies readonly ErrorCode[];

export type RunErrorCode = (typeof RUN_ERROR_CODES)[number];

/** Failures that are replayed by an operator who names them alone, whatever they cost: see `isOnlyByName`. */
export const ONLY_BY_NAME: readonly RunErrorCode[] = ["SUBMIT_UNCERTAIN", "CONTENT_REFUSED"];

/** One invalid field of a request body; never echoes its value. */
export type FieldError = { path: string; message: string };

type AppErrorOptions = {
  cause?: unknown;
  /** Replaces the code's own sentence. For a person: no host, key, SQL, path or echo of the input. */
  detail?: string;
  retryable?: boolean;
  /** Seconds until trying again is useful; becomes `Retry-After`. */
  retryAfterSeconds?: number;
  charge?: Charge;
  fields?: FieldError[];
  /** Of a failed edit: requests that can be carried out instead. */
  suggestions?: readonly string[];
};

/** What the one field that is wrong is said to be; a sentence of the parser's own names its field first. */
function soleSentence(fields: readonly FieldError[] | undefined): string | null {
  const [only, ...others] = fields ?? [];
  if (only === undefined || others.length > 0) return null;
  return only.path !== "" && only.message.startsWith("Invalid ") ? `${only.path}: ${only.message}` : only.message;
}

/** Codes that answer what a person asked for: nothing is wrong with the service. */
const ABOUT_THE_REQUEST: ReadonlySet<ErrorCode> = new Set([
  "REQUEST_NOT_UNDERSTOOD",
  "NOTHING_CHANGED",
  "CONTENT_REFUSED",
]);

/** Whether an error is an answer to the person, which an operator need not look into. */
export const isAboutTheRequest = (code: ErrorCode): boolean => ABOUT_THE_REQUEST.has(code);

/** An error with a stable code. `cause` holds what really happened, for the log only. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly status: number;
  readonly detail: string;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | null;
  readonly charge: Charge;
  readonly fields: FieldError[] | null;
  readonly suggestions: readonly string[];

  // A bundler may put this class into several bundles; an error of any of them is one of ours.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "AppError" && "code" in value;
  }

  constructor(
    readonly code: ErrorCode,
    options: AppErrorOptions = {},
  ) {
    const known = ERRORS[code];
    const detail = options.detail ?? soleSentence(options.fields) ?? known.detail;
    super(detail, { cause: options.cause });
    this.status = known.status;
    this.detail = detail;
    this.retryable = options.retryable ?? known.retryable;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.charge = options.charge ?? known.charge;
    this.fields = options.fields ?? null;
    this.suggestions = options.suggestions ?? [];
  }
}
