import { startLine } from "@/lib/health/start-line";
import { logConsole } from "@/lib/http/console-lines";
import { installServerWire } from "@/lib/http/server-wire";
import { ignoreClosedOutput } from "@/lib/ignore-closed-output";
import { installPeerAddress } from "@/lib/limits/client-address";
import { sweepEdits } from "@/lib/edits/sweep";
import { flushObservers } from "@/lib/observe";
import { getRuntime, type Runtime } from "@/lib/services";
import { retryWithBackoff } from "@/lib/async";
import { type OpenRequests, openRequests } from "./open-requests";
import { refuseToStart } from "./refuse-to-start";
import { registerFunctions } from "./register-functions";

/** Longest time that open requests and running steps get to end after SIGTERM, in milliseconds. */
const DRAIN_MS = 10_000;

/** Milliseconds from one look of this process for lost runs to the next: with the time after which a run is lost, less than 90 s. */
const SWEEP_MS = 20_000;

/**
 * Checks the environment, opens everything, starts the embedded runner and sweeps once. A wrong
 * configuration or a data folder in use ends the process with a sentence, not a stack.
 */
export async function startServer(): Promise<void> {
  ignoreClosedOutput();
  let runtime: Runtime;
  try {
    runtime = await getRuntime();
  } catch (error) {
    refuseToStart(error);
  }
  installPeerAddress();
  const requests = openRequests();
  const { services, runner, database } = runtime;
  installServerWire(services.env, services.log);
  if (process.env.NODE_ENV === "production") logConsole(services.log);
  process.stdout.write(`${startLine(services)}\n`);
  if (database.kind === "pglite" && services.editors.some((editor) => !editor.free))
    services.log.warn("an editor that is paid writes down what it is paid for in the embedded database", {
      todo: "set DATABASE_URL (PostgreSQL) where that is to survive a broken disk, or more than one process is to use it",
    });
  try {
    await registerFunctions();
    await runner?.start();
  } catch (error) {
    refuseToStart(error);
  }
  if (services.env.inngest !== null) void keepAppRegistered(runtime);
  sweepFromTheStart(runtime);
  if (process.env["NEXT_MANUAL_SIG_HANDLE"] === "true") stopOnSignal(runtime, requests);
}

/**
 * Sweeps once, with some patience where the database is only slow; and where an Inngest server runs the functions, again
 * and again: what it has lost it does not know of, its own clock included. Not where each look is paid for.
 */
function sweepFromTheStart({ services }: Runtime): void {
  const { env, log } = services;
  const sweep = (): Promise<unknown> => sweepEdits(services);
  let sweeping: Promise<unknown> | null = retryWithBackoff(sweep, { tries: 5, pauseMs: 1_000 })
    .catch((error: unknown) => log.error("the sweep at the start failed", { error }))
    .finally(() => (sweeping = null));
  if (env.inngest === null || env.isMetered) return;
  setInterval(() => {
    sweeping ??= sweep()
      .catch((error: unknown) => log.warn("a sweep failed", { error }))
      .finally(() => (sweeping = null));
  }, SWEEP_MS).unref();
}

/** Until the process ends. */
async function keepAppRegistered(runtime: Runtime): Promise<void> {
  const { keepRegistered } = await import("./register-app");
  await keepRegistered(runtime, new AbortController().signal);
}

function stopOnSignal({ runner, database, services }: Runtime, requests: OpenRequests): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    try {
      // What is open needs the database: it is closed when nobody can ask any more.
      await Promise.all([requests.finish(DRAIN_MS), runner?.stop({ graceMs: DRAIN_MS })]);
      await Promise.all([database.close(), flushObservers()]);
    } catch (error) {
      services.log.error("the server did not stop cleanly", { error });
    }
    process.exit(0);
  };
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
}
