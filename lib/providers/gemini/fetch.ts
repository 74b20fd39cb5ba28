import { z } from "zod";
import { GeminiFailure } from "./failure";
import { neverConnected } from "@/lib/providers/never-connected";
import { readCapped } from "@/lib/providers/read-capped";

const errorSchema = z.object({
  error: z.object({
    message: z.string().catch(""),
    status: z.string().catch(""),
    details: z.array(z.looseObject({ reason: z.unknown().optional(), retryDelay: z.unknown().optional() })).catch([]),
  }),
});

/**
 * The `fetch` that the SDK calls with. It follows no redirect (the key would go along), reads at most
 * `most` bytes, and makes every failure a `GeminiFailure`, which keeps what the SDK's own error loses:
 * `Retry-After`, the status of an unreadable answer, and whether anything was sent at all.
 */
export function createGeminiFetch(most: number): typeof fetch {
  return async (input, init) => {
    const signal = init?.signal ?? null;
    let response: Response;
    try {
      response = await fetch(input, { ...init, redirect: "manual" });
    } catch (error) {
      if (signal?.aborted === true) throw new GeminiFailure("aborted", { cause: error });
      throw new GeminiFailure(neverConnected(error) ? "unreachable" : "lost", { cause: error });
    }
    const { status } = response;
    if (status >= 300 && status < 400) {
      await response.body?.cancel();
      throw new GeminiFailure("redirected", { status });
    }
    let body: Buffer;
    try {
      body = await readCapped(response, most);
    } catch (error) {
      // Of an error the status says enough.
      if (!response.ok) throw new GeminiFailure("refused", { status, cause: error });
      throw new GeminiFailure(signal?.aborted === true ? "aborted" : "lost", { cause: error });
    }
    if (!response.ok) throw refused(response, body.toString("utf8"));
    const text = body.toString("utf8");
    if (!isJsonObject(text)) throw new GeminiFailure("unreadable", { cause: new Error("the answer is not JSON") });
    return new Response(text, { status, headers: { "content-type": "application/json" } });
  };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function refused(response: Response, text: string): GeminiFailure {
  const { status, message, details } = readError(text);
  const reasons = [status, ...details.map(({ reason }) => reason)].filter(
    (reason): reason is string => typeof reason === "string" && /^[A-Z][A-Z_]{2,40}$/.test(reason),
  );
  const delays = details.map(({ retryDelay }) => secondsIn(retryDelay, /^(\d+(?:\.\d+)?)s$/));
  const retryAfterSeconds =
    delays.find((seconds) => seconds !== null) ?? secondsIn(response.headers.get("retry-after"), /^(\d+)$/);
  return new GeminiFailure("refused", { status: response.status, reasons, said: message, retryAfterSeconds });
}

/** Google's error, also of a list of one, and of an error inside the message of another. */
function readError(text: string, depth = 0): z.infer<typeof errorSchema>["error"] {
  try {
    const value: unknown = JSON.parse(text);
    const parsed = errorSchema.safeParse(Array.isArray(value) ? value[0] : value);
    if (parsed.success) {
      const { error } = parsed.data;
      return depth === 0 && error.message.trimStart().startsWith("{") ? readError(error.message, 1) : error;
    }
  } catch {
    // Not JSON: a proxy's page.
  }
  return { message: text.slice(0, 2_000), status: "", details: [] };
}

const LONGEST_WAIT = 3_600;

function secondsIn(value: unknown, pattern: RegExp): number | null {
  const seconds = typeof value === "string" ? pattern.exec(value)?.[1] : undefined;
  return seconds === undefined ? null : Math.min(Math.ceil(Number(seconds)), LONGEST_WAIT);
}
