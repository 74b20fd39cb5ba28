import { AppError, type ErrorCode } from "@/lib/errors";

/**
 * Runs `work` with a signal that fires after `ms`, and does not wait for it any longer than that.
 * A timer of our own: some SDKs take `AbortSignal.timeout` for a reason to retry.
 * @throws {AppError} with `code` when time is up.
 */
export async function withDeadline<T>(
  ms: number,
  code: ErrorCode,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AppError(code, { cause: new Error(`no answer within ${ms} ms`) }));
      controller.abort();
    }, ms);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
