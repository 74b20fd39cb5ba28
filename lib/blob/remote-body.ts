import { networkReason } from "./network-reason";
import { unavailable } from "./remote-call";

/** How long a service may be silent within a body, in milliseconds. */
const SILENCE_MS = 15_000;

/**
 * A body that comes from a store's service, read as it is asked for. It ends with an error
 * (`STORAGE_UNAVAILABLE`) when it stops, is silent for too long, or is not of `size` bytes; the
 * connection is let go in each case and when the reader cancels.
 */
export function remoteBody(
  source: ReadableStream<Uint8Array> | null,
  size: number,
  silenceMs = SILENCE_MS,
): ReadableStream<Uint8Array> {
  const reader = (source ?? new Blob([]).stream()).getReader();
  let received = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await beforeSilence(reader.read(), silenceMs);
          received += value?.byteLength ?? 0;
          if (received > size || (done && received < size))
            throw new Error(`${received} bytes came of ${size} that were announced`);
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          // What is wrong is known already, and a stream that failed cannot be canceled.
          reader.cancel().catch(() => undefined);
          controller.error(unavailable({ reason: networkReason(error), transient: true, retryable: true }));
        }
      },
      cancel: () => reader.cancel(),
    },
    { highWaterMark: 0 },
  );
}

async function beforeSilence<T>(read: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came for ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([read, silence]);
  } finally {
    clearTimeout(timer);
  }
}
