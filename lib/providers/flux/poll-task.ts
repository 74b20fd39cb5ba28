import type { PollResult } from "@/lib/providers/port";
import type { Downloaded, ProviderDownload } from "@/lib/providers/download";
import { AppError, type ErrorCode } from "@/lib/errors";
import { polledSchema } from "./flux-answers";
import { readFluxError } from "./flux-error";
import { readPoll } from "./read-poll";

const MOST_ANSWER_BYTES = 1_000_000;

/** Trouble on the way to a task that is paid for: asking again costs nothing and may help. */
const again = (code: ErrorCode, cause: unknown): AppError =>
  new AppError(code, { charge: "possible", retryable: true, cause });

/**
 * Asks after a task, at exactly the address that the submit gave.
 * @throws {AppError} what the task ended with, not retryable; or trouble on the way, retryable.
 */
export async function pollTask(
  download: ProviderDownload,
  apiKey: string,
  pollingUrl: string,
  onUnknown: (status: string) => void,
  signal: AbortSignal,
): Promise<PollResult> {
  let answer: Downloaded;
  try {
    const headers = { "x-key": apiKey, accept: "application/json" };
    answer = await download(pollingUrl, { headers, most: MOST_ANSWER_BYTES, signal });
  } catch (cause) {
    throw again("PROVIDER_UNAVAILABLE", cause);
  }
  const { status, headers } = answer;
  const why = (what: string): Error => {
    const { trace } = readFluxError("", (name) => headers[name]?.toString() ?? null, []);
    return new Error([`BFL answered ${status} to a poll: ${what}`, trace].filter(Boolean).join("; "));
  };
  if (status === 401 || status === 403) throw again("PROVIDER_NOT_CONFIGURED", why("it does not accept BFL_API_KEY"));
  const polled = polledSchema.safeParse(jsonIn(answer.bytes));
  // A task that is not known may be told by the status code as well.
  if (!polled.success || (status !== 200 && polled.data.status.toLowerCase() !== "task not found"))
    throw again("PROVIDER_UNAVAILABLE", why("there is no status of the task"));
  return readPoll(polled.data, onUnknown);
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}
