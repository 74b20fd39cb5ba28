import { formatSize } from "./formats";
import { networkFailure, RequestFailure, stopped } from "./request-failure";

/**
 * Reads `{detail, error_code, fields?}`. Any other answer is not the server's own: of a proxy or a platform in front of
 * it, which becomes a sentence with what to do. `sent`: bytes of the picture that went along; `null`: none did.
 */
export function requestFailure(
  status: number,
  body: unknown,
  header: (name: string) => string | null,
  sent: number | null = null,
): RequestFailure {
  const known = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const seconds = Number(header("Retry-After") ?? Number.NaN);
  const detail = typeof known.detail === "string" ? known.detail : sentenceInFront(status, sent);
  return new RequestFailure(
    // With one field, its sentence is what the whole says.
    [detail, ...fieldSentences(known.fields).filter((sentence) => !detail.includes(sentence))].join(" "),
    typeof known.error_code === "string" ? known.error_code : (CODES_IN_FRONT[status] ?? `HTTP_${status}`),
    header("X-Request-Id"),
    Number.isFinite(seconds) ? seconds : null,
    status >= 500 || status === 429 || status === 408,
  );
}

/** What such an answer means, where the server has a word for it. */
const CODES_IN_FRONT: Readonly<Record<number, string>> = { 413: "IMAGE_TOO_LARGE", 429: "RATE_LIMITED" };

/** What an answer says that was given in front of the server, and what one can do. */
function sentenceInFront(status: number, sent: number | null): string {
  switch (status) {
    case 401:
    case 403:
      return `What stands in front of the server did not let this through (${status}). Please reload the page and sign in again.`;
    case 408:
      return "Sending took too long (408). Please try again, or try a smaller picture.";
    case 413:
      return `${sent === null ? "What was sent" : `The picture has ${formatSize(sent)}, which`} is more than what stands in front of the server lets through (413). Please try a smaller one.`;
    case 429:
      return "Too many requests (429). Please wait a moment, then try again.";
    case 502:
    case 503:
      return `The server cannot be reached right now (${status}). Please try again in a moment; nothing you entered is lost.`;
    case 504:
      return "The server took too long to answer (504). Please try again; nothing is done twice.";
    default:
      return `The server answered with an error (${status}).`;
  }
}

function fieldSentences(fields: unknown): string[] {
  if (!Array.isArray(fields)) return [];
  return fields.flatMap((field: unknown) => {
    const message = (field as { message?: unknown } | null)?.message;
    return typeof message === "string" ? [message] : [];
  });
}

/** The failure for a picture that the store did not take. */
export function uploadRefused(): RequestFailure {
  const message = "The picture could not be uploaded. Please try again; nothing you entered is lost.";
  return new RequestFailure(message, "UPLOAD_REFUSED", null, null, true);
}

/**
 * One request to the HTTP API from the page itself; `null` for an answer without a body.
 * Throws a `RequestFailure` for anything but success; `ABORTED` when the signal stopped it.
 */
export async function sendJson(
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      // Whoever deletes and leaves has deleted.
      keepalive: method === "DELETE",
      headers: { "Content-Type": "application/json", ...headers },
      ...(method === "POST" ? { body: JSON.stringify(body ?? {}) } : {}),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch {
    throw signal?.aborted === true ? stopped() : networkFailure();
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw requestFailure(response.status, answer, (name) => response.headers.get(name));
  return answer;
}

export type SendOptions = {
  /** Share of the body that has left the browser, 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
  signal?: AbortSignal | undefined;
};

type ToSend = {
  method: "POST" | "PUT";
  address: string;
  headers: Record<string, string>;
  body: FormData | Blob | string;
};

/** An answer of any status; `body` is `null` when it is not JSON. */
export type Received = { status: number; body: unknown; header: (name: string) => string | null };

/**
 * Sends a body and tells how far it is: XMLHttpRequest, because fetch doesn't. Throws a
 * `RequestFailure` when no answer comes, or when nothing has moved for `silenceMs` (`null`: an answer
 * may take its time); `ABORTED` when the signal stopped it.
 */
export function sendWithProgress(
  { method, address, headers, body }: ToSend,
  { onProgress, signal }: SendOptions,
  silenceMs: number | null = null,
): Promise<Received> {
  const { promise, resolve, reject } = withResolvers<Received>();
  const request = new XMLHttpRequest();
  request.open(method, address);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.responseType = "text";
  const giveUp = () => {
    reject(networkFailure());
    request.abort();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const moved = () => {
    clearTimeout(timer);
    if (silenceMs !== null) timer = setTimeout(giveUp, silenceMs);
  };
  request.upload.addEventListener("progress", (event) => {
    moved();
    if (event.lengthComputable && event.total > 0) onProgress?.(event.loaded / event.total);
  });
  request.addEventListener("error", () => reject(networkFailure()));
  request.addEventListener("abort", () => reject(stopped()));
  request.addEventListener("load", () => {
    const header = (name: string) => request.getResponseHeader(name);
    resolve({ status: request.status, body: parse(request.responseText), header });
  });
  if (signal?.aborted === true) {
    reject(stopped());
  } else {
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    moved();
    request.send(body);
  }
  return promise.finally(() => clearTimeout(timer));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Promise.withResolvers is newer than some browsers that are in use.
function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: RequestFailure) => void;
  const promise = new Promise<T>((onValue, onReason) => {
    resolve = onValue;
    reject = onReason;
  });
  return { promise, resolve, reject };
}
