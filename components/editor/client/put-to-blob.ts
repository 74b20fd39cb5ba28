import { put } from "@vercel/blob/client";
import { type SendOptions, uploadRefused } from "./request";
import { type RequestFailure, networkFailure, stopped } from "./request-failure";

/** What the server tells about an upload to Vercel Blob. */
export type BlobTicket = {
  pathname: string;
  client_token: string;
  access: "private" | "public";
  headers: Record<string, string>;
};

/** Milliseconds without progress after which an upload has failed: the SDK itself goes on for 17 minutes. */
const SILENCE_MS = 30_000;

/**
 * Puts a picture into Vercel Blob. Throws a `RequestFailure`: `ABORTED` when the signal stopped it,
 * `NETWORK` when nothing moves any more, else `UPLOAD_REFUSED`.
 */
export async function putToBlob(
  picture: Blob,
  { pathname, client_token: token, access, headers }: BlobTicket,
  { onProgress, signal }: SendOptions,
  silenceMs = SILENCE_MS,
): Promise<void> {
  const controller = new AbortController();
  const watch = startWatch(silenceMs, signal);
  let furthest = 0;
  const options = { token, access, contentType: headers["Content-Type"] ?? "application/octet-stream" };
  try {
    const sent = put(pathname, picture, {
      ...options,
      abortSignal: controller.signal,
      // Each attempt of the SDK's begins anew.
      onUploadProgress: ({ loaded, total }) => {
        if (loaded <= furthest) return;
        furthest = loaded;
        watch.moved();
        onProgress?.(loaded / total);
      },
    });
    await Promise.race([sent.catch((error: unknown) => Promise.reject(failureOf(error))), watch.ended]);
    onProgress?.(1);
  } finally {
    watch.end();
    controller.abort();
  }
}

/** Without an answer the SDK throws what fetch does. */
const failureOf = (error: unknown): RequestFailure => (error instanceof TypeError ? networkFailure() : uploadRefused());

/** Ends an upload from beside the SDK, which between two attempts heeds no signal. */
function startWatch(silenceMs: number, signal: AbortSignal | undefined) {
  let fail: (reason: RequestFailure) => void = () => {};
  const ended = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  let timer = setTimeout(() => fail(networkFailure()), silenceMs);
  const stop = () => fail(stopped());
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted === true) stop();
  return {
    ended,
    moved: () => {
      clearTimeout(timer);
      timer = setTimeout(() => fail(networkFailure()), silenceMs);
    },
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    },
  };
}
