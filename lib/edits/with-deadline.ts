import { AppError, type ErrorCode } from "@/lib/errors";

/**
 * Runs `work` with a signal that fires after `ms`, and does not wait for it any longer than that. With
 * `extend` the work may set, once or more, how many milliseconds it has from then on.
 * A timer of our own: some SDKs take `AbortSignal.timeout` for a reason to retry.
 * @throws {AppError} with `code` when time is up.
 */
export async function withDeadline<T>(
  ms: number,
  code: ErrorCode,
  work: (signal: AbortSignal, extend: (ms: number) => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let fail = (_error: AppError): void => {};
  const late = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  const end = (): void => {
    isOver = true;
    clearTimeout(timer);
  };
  const extend = (left: number): void => {
    if (isOver) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      end();
      fail(new AppError(code, { cause: new Error(`no answer within ${left} ms`) }));
      controller.abort();
    }, left);
  };
  extend(ms);
  try {
    return await Promise.race([work(controller.signal, extend), late]);
  } finally {
    end();
  }
}
