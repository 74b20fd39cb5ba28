import { AppError, type ErrorCode } from "@/lib/errors";

type Limits = {
  /** Bytes. */
  max: number;
  /** The error for a longer body; `sent` is its length in bytes as far as it is known. */
  tooLarge: (sent: number) => AppError;
  /** Code of the error for a body that ends before its announced length. */
  cutShort: ErrorCode;
};

/**
 * The whole body of a request. A body that says it is too long is refused unread, one that turns
 * out to be is dropped at the limit, and compressed ones are refused.
 */
export async function readBody(request: Request, limits: Limits): Promise<Uint8Array<ArrayBuffer>> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity" && encoding !== "") {
    throw new AppError("CONTENT_TYPE_NOT_SUPPORTED", { detail: "Send the request body without compression." });
  }
  const announced = announcedLength(request);
  if (announced !== null && announced > limits.max) throw limits.tooLarge(announced);
  const bytes = request.body === null ? new Uint8Array() : await readStream(request.body, limits);
  if (announced !== null && announced !== bytes.byteLength) throw endedEarly(limits);
  return bytes;
}

async function readStream(body: ReadableStream<Uint8Array>, limits: Limits): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw endedEarly(limits, error);
    });
    if (done) return Buffer.concat(chunks, length);
    length += value.byteLength;
    if (length > limits.max) {
      await reader.cancel().catch(() => undefined);
      throw limits.tooLarge(length);
    }
    chunks.push(value);
  }
}

function endedEarly({ cutShort }: Limits, cause?: unknown): AppError {
  return new AppError(cutShort, {
    cause,
    detail: "The request body ended before its announced length. Send it again.",
  });
}

function announcedLength(request: Request): number | null {
  const text = request.headers.get("content-length");
  return text === null || !/^\d+$/.test(text) ? null : Number(text);
}
