import { createHmac } from "node:crypto";

/** How the secret comes back: as it is in a header, or as the key of a signature of the body. */
export type SecretForm = "verbatim" | "hmac";

export type WebhookCall = { url: string; body: string; headers: Record<string, string>; status: number | null };

const RETRY_MS = [1_000, 5_000, 30_000];

/** Calls back when tasks end, and again after 1, 5 and 30 seconds where the answer is not 2xx. */
export function createWebhooks(form: SecretForm, retryMs: readonly number[] = RETRY_MS) {
  const calls: WebhookCall[] = [];
  const timers = new Set<NodeJS.Timeout>();

  const later = (ms: number, work: () => Promise<void>): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void work();
    }, ms);
    timer.unref();
    timers.add(timer);
  };
  const call = async (url: string, secret: string | null, body: string, pauses: readonly number[]): Promise<void> => {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (secret !== null && form === "verbatim") headers["x-webhook-secret"] = secret;
    if (secret !== null && form === "hmac")
      headers["x-bfl-signature"] = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
    const made: WebhookCall = { url, body, headers, status: null };
    calls.push(made);
    try {
      const signal = AbortSignal.timeout(30_000);
      const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
      await response.arrayBuffer();
      made.status = response.status;
      if (response.ok) return;
    } catch {
      // Nobody there: like an answer that is not 2xx.
    }
    const [pause, ...rest] = pauses;
    if (pause !== undefined) later(pause, () => call(url, secret, body, rest));
  };
  const stop = (): void => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  };
  return {
    calls,
    /** @param bodyOf what to say by then. */
    schedule: (ms: number, url: string, secret: string | null, bodyOf: () => unknown): void =>
      later(ms, () => call(url, secret, JSON.stringify(bodyOf()), retryMs)),
    stop,
    forget: (): void => {
      stop();
      calls.length = 0;
    },
  };
}
