import { z } from "zod";
import { AppError, type ErrorCode } from "@/lib/errors";
import { type Downloaded, type ProviderDownload } from "@/lib/download";
import { neverConnected, readCapped } from "@/lib/providers/http";
import type { Picture, PollResult } from "@/lib/providers/port";
import { fluxRefusal, moderationReasons, readFluxError, refusedBecause } from "./errors";
import { fluxEndpoint } from "./models";

const MOST_ANSWER_BYTES = 1_000_000;

// More than ten thousand dollars is no price, and nothing to note beside a task that is paid for.
const amount = z.number().nonnegative().max(1e6).nullish().catch(null);

/** Answer of a submit. With a webhook it may come without a polling address. */
const submittedSchema = z.object({
  id: z.string().regex(/^[\w.:-]{1,200}$/),
  polling_url: z.string().min(1).nullish().catch(null),
  /** In credits, each a hundredth of a US dollar. */
  cost: amount,
});

/** Answer of a poll, also for a task that failed. One client of the service knows `state` for `status`. */
const polledSchema = z
  .object({
    status: z.string().optional().catch(undefined),
    state: z.string().optional().catch(undefined),
    result: z
      .object({ sample: z.string().nullish().catch(null) })
      .nullish()
      .catch(null),
    progress: z.number().nullish().catch(null),
    details: z.unknown().optional(),
  })
  .transform(({ status, state, ...rest }, context) => {
    const name = (status ?? state ?? "").trim();
    if (name === "") context.addIssue("there is no status");
    return { ...rest, status: name };
  });

/**
 * Submits a task, once. It is never repeated here, for what is not certain may have been paid for.
 * @throws {AppError} with `charge: "none"` only where the service certainly did not take it.
 */
export async function submitFluxTask(
  { apiKey, baseUrl, timeoutMs }: { apiKey: string; baseUrl: string; timeoutMs: number },
  model: string,
  body: Record<string, unknown>,
  signal: AbortSignal,
): Promise<z.infer<typeof submittedSchema>> {
  if (signal.aborted)
    throw new AppError("PROVIDER_TIMEOUT", { charge: "none", retryable: false, cause: signal.reason });
  const both = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const uncertain = { charge: "possible", retryable: false } as const;
  let response: Response;
  try {
    response = await fetch(fluxEndpoint(baseUrl, model), {
      method: "POST",
      headers: { "x-key": apiKey, "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: both,
    });
  } catch (cause) {
    if (neverConnected(cause)) throw new AppError("PROVIDER_UNAVAILABLE", { charge: "none", retryable: true, cause });
    throw new AppError(both.aborted ? "PROVIDER_TIMEOUT" : "PROVIDER_UNAVAILABLE", { ...uncertain, cause });
  }
  let text: string;
  try {
    text = (await readCapped(response, MOST_ANSWER_BYTES)).toString("utf8");
  } catch (cause) {
    // Of an error the status says enough.
    if (response.ok)
      throw new AppError(both.aborted ? "PROVIDER_TIMEOUT" : "PROVIDER_BAD_RESULT", { ...uncertain, cause });
    text = "";
  }
  if (!response.ok) {
    const header = (name: string): string | null => response.headers.get(name);
    const prompt = typeof body["prompt"] === "string" ? body["prompt"] : "";
    throw fluxRefusal(response.status, readFluxError(text, header, [apiKey, prompt]), header("retry-after"));
  }
  try {
    return submittedSchema.parse(JSON.parse(text));
  } catch {
    // Not the parser's own error: it quotes the answer.
    throw new AppError("PROVIDER_BAD_RESULT", {
      ...uncertain,
      cause: new Error("the answer to a submit is unreadable"),
    });
  }
}

/** Trouble on the way to a task that is paid for: asking again costs nothing and may help. */
const worthAsking = (code: ErrorCode, cause: unknown): AppError =>
  new AppError(code, { charge: "possible", retryable: true, cause });

/**
 * Asks after a task, at exactly the address that the submit gave.
 * @throws {AppError} what the task ended with, not retryable; or trouble on the way, retryable.
 */
export async function pollFluxTask(
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
    throw worthAsking("PROVIDER_UNAVAILABLE", cause);
  }
  const { status, headers } = answer;
  const why = (what: string): Error => {
    const { trace } = readFluxError("", (name) => headers[name]?.toString() ?? null, []);
    return new Error([`BFL answered ${status} to a poll: ${what}`, trace].filter(Boolean).join("; "));
  };
  if (status === 401 || status === 403)
    throw worthAsking("PROVIDER_NOT_CONFIGURED", why("it does not accept BFL_API_KEY"));
  const polled = polledSchema.safeParse(jsonIn(answer.bytes));
  // A task that is not known may be told by the status code as well.
  if (!polled.success || (status !== 200 && polled.data.status.toLowerCase() !== "task not found"))
    throw worthAsking("PROVIDER_UNAVAILABLE", why("there is no status of the task"));
  return readPoll(polled.data, onUnknown);
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}

const RUNNING = new Set(["pending", "queued", "reasoning", "generating", "processing"]);

const final = { charge: "possible", retryable: false } as const;

/** What a status means that one reply does not settle, once it comes again and again; with its sentence. */
const DOUBTFUL: Readonly<Record<string, string>> = {
  error: "The image service failed while making this edit. It may have charged for it.",
  failed: "The image service failed while making this edit. It may have charged for it.",
  "task not found": "The image service does not know this edit any more. It may have charged for it.",
};

/**
 * What a poll's answer means. A status that is not known keeps the poll going: the service adds
 * names for work in progress, and our own deadline ends what never ends.
 * @param onUnknown told the name of such a status.
 * @throws {AppError} what the task ended with.
 */
function readPoll(
  { status, result, progress, details }: z.infer<typeof polledSchema>,
  onUnknown: (status: string) => void,
): PollResult {
  const name = status.toLowerCase();
  const cause = new Error(`the task ended as ${status.slice(0, 60)}`);
  if (name === "ready") {
    const resultUrl = result?.sample ?? null;
    if (resultUrl !== null) return { state: "ready", resultUrl, cost: null };
    const missing = new Error("the task is ready without a picture");
    return {
      state: "doubtful",
      why: new AppError("PROVIDER_BAD_RESULT", { ...final, charge: "made", cause: missing }),
    };
  }
  if (name === "request moderated" || name === "content moderated")
    throw new AppError("CONTENT_REFUSED", { ...final, cause, detail: refusedBecause(moderationReasons(details)) });
  const detail = DOUBTFUL[name];
  if (detail !== undefined)
    return { state: "doubtful", why: new AppError("PROVIDER_UNAVAILABLE", { ...final, cause, detail }) };
  if (!RUNNING.has(name)) onUnknown(status);
  return { state: "running", progress: shareOf(progress ?? null) };
}

/** Progress from 0 to 1; it is not said whether the service counts to 1 or to 100. */
function shareOf(progress: number | null): number | null {
  if (progress === null || progress < 0 || progress > 100) return null;
  return progress > 1 ? progress / 100 : progress;
}

const MOST_RESULT_BYTES = 30_000_000;

/**
 * Takes the result, without the key, from whatever public host it lies on. What the bytes are, and whether they are
 * whole, is judged after they are kept: they are paid for.
 * @throws {AppError} retryable: asking after the task gives a fresh address. Its cause names a host that was refused.
 */
export async function fetchFluxResult(
  download: ProviderDownload,
  resultUrl: string,
  signal: AbortSignal,
): Promise<Picture> {
  let answer: Downloaded;
  try {
    const headers = { accept: "image/*" };
    answer = await download(resultUrl, { headers, most: MOST_RESULT_BYTES, signal, isResult: true });
  } catch (cause) {
    throw fetchAgain(cause);
  }
  const { status, bytes } = answer;
  if (status !== 200) throw fetchAgain(new Error(`the result answered ${status}`));
  if (bytes.length === 0) throw fetchAgain(new Error("the result is empty"));
  return { bytes, contentType: answer.headers["content-type"] ?? "application/octet-stream" };
}

const fetchAgain = (cause: unknown): AppError =>
  new AppError("PROVIDER_UNAVAILABLE", { charge: "made", retryable: true, cause });
