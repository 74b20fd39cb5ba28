import { networkFailure, RequestFailure } from "./request-failure";

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

/** The person stopped it. */
export const stopped = (): RequestFailure => new RequestFailure("Stopped before it was sent.", "ABORTED");

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
