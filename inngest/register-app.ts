import type { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { z } from "zod";
import { retryWithBackoff, sleep } from "@/lib/async";
import { getServices, type Runtime } from "@/lib/services";
import { configuredOrigin, SERVE_PATH } from "./app";
import { checkRegistration, RegistrationError } from "./check-inngest";
import { createFunctions } from "./functions";

/** Milliseconds between two tries, at first and at most, and between two looks whether the server still knows the app. */
export const PACE = { pauseMs: 1_000, longestPauseMs: 60_000, lookMs: 60_000, patienceMs: 5_000 };

/**
 * Registers the functions of this process with its Inngest server now, so after each release, and again whenever the
 * server has lost one: it never asks an app that it knows by itself. Tries until it is taken or `signal` fires, and says
 * in the log, and by `runtime.registration`, what stands in the way.
 *
 * Nothing goes over the network but to that server: with several processes behind one address, a call of our own address
 * may reach the release before this one, which would register what it has.
 */
export async function keepRegistered(runtime: Runtime, signal: AbortSignal, pace: typeof PACE = PACE): Promise<void> {
  const { services, registration } = runtime;
  const { log } = services;
  let said: string | null = null;
  const say = (trouble: string | null): void => {
    registration.trouble = trouble;
    if (trouble !== null && trouble !== said) log.error("runs do not work: the app is not registered", { trouble });
    said = trouble;
  };
  const backoff = { ...pace, jitter: true, signal };
  while (!signal.aborted) {
    try {
      await retryWithBackoff(async () => {
        try {
          await register(runtime);
        } catch (error) {
          say(error instanceof Error ? error.message : String(error));
          throw error;
        }
      }, backoff);
      say(null);
      log.info("the app is registered with Inngest");
    } catch {
      return;
    }
    await untilSomethingIsMissing(runtime, signal, pace, say);
  }
}

const syncAnswer = z.object({ message: z.string().default("no reason was given") });

/**
 * One registration, and one event that has the sweeper come: a key that is not taken is found at once.
 * @throws {Error} with a sentence for the operator, without address or key.
 */
async function register({ services: { env, events }, inngest }: Runtime): Promise<void> {
  if (env.inngest === null) return;
  const origin = configuredOrigin(env.inngest, env.publicUrl) ?? ownAddress(env.inngest.kind);
  if (origin === null) return;
  const answer = await registerAt(origin, await inngest(), env);
  const { message } = syncAnswer.parse(await answer.json().catch(() => ({})));
  if (!answer.ok)
    throw new Error(
      /status code: 40[13]\b/.test(message)
        ? "Inngest does not accept the signing key"
        : `Inngest did not take the functions (${message})`,
    );
  try {
    await events.send({ name: env.looksByEvents ? "mizual/registered" : "sweep/due", data: {} });
  } catch (cause) {
    throw new Error("Inngest does not take events: look at INNGEST_EVENT_KEY", { cause });
  }
}

/** What `PUT /api/inngest` does, for this process's own functions. */
function registerAt(origin: string, client: Inngest, env: Runtime["services"]["env"]): Promise<Response> {
  const functions = createFunctions(client, getServices, env);
  // Nobody but this process asks, so that it need not prove who it is.
  const handler = serve({ client, functions, serveOrigin: origin, servePath: SERVE_PATH, enableUnauthedSync: true });
  const url = new URL(SERVE_PATH, origin);
  return handler(new Request(url, { method: "PUT", headers: { host: url.host } }));
}

/** A dev server runs beside the app; no other server is told an address that nobody has named. */
const ownAddress = (kind: "dev" | "server"): string | null =>
  kind === "dev" ? `http://localhost:${process.env["PORT"] ?? "3000"}` : null;

/** Comes back when the server lacks a function, or `signal` fires. That it calls another app is told, and never fought. */
async function untilSomethingIsMissing(
  { services: { env, log } }: Runtime,
  signal: AbortSignal,
  { lookMs, patienceMs }: typeof PACE,
  say: (trouble: string | null) => void,
): Promise<void> {
  if (env.inngest === null) return;
  for (;;) {
    await sleep(lookMs, signal);
    if (signal.aborted) return;
    try {
      await checkRegistration(env.inngest, env.publicUrl, AbortSignal.timeout(patienceMs));
      say(null);
    } catch (error) {
      // One that does not answer just now is met by readiness.
      if (!(error instanceof RegistrationError)) continue;
      if (error.kind === "missing") {
        log.warn("functions are registered anew", { error });
        return;
      }
      say(error.message);
    }
  }
}
