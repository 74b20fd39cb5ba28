import type { Db } from "@/db/client";
import { findQueuedRuns } from "@/db/runner/runs";
import { type SyncedApp, type ServeHandler, syncApp } from "./call";
import { createEventEndpoint, EventsRefusedError } from "./event-endpoint";
import { type RunnerOptions, withDefaults } from "./options";
import { rerunRun } from "./runs";
import { startWorkLoop, type WorkLoop } from "./work-loop";

const SERVERLESS =
  "The embedded runner needs a process that stays alive, which this host does not keep: " +
  "set INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY.";

/** Runs Inngest functions inside this process, with all state in the app's own database. */
export type EmbeddedRunner = {
  /** For the Inngest client (`new Inngest({ isDev: true, fetch })`): events sent by it land here. */
  fetch: typeof fetch;
  /** The functions to run, as `serve()` of `inngest/edge` gives them. Again with another handler: that one from then on. */
  use(handler: ServeHandler): void;
  /**
   * Begins to work.
   * @throws when no functions are in use, one needs what the runner does not support, or the host keeps no process alive.
   */
  start(): Promise<void>;
  /** Claims nothing more, and hands back what is not done after `graceMs` (5 s). */
  stop(options?: { graceMs?: number }): Promise<void>;
  /** Runs a run again as a new one, from the start or from a step; answers its id. */
  rerun(runId: string, fromStep?: string): Promise<string>;
  /** Of these values of a field of an event, those whose runs are still to be worked on or are just now. */
  queued(of: { event: string; field: string; values: readonly string[] }): Promise<ReadonlySet<string>>;
  /** Resolves when the runner is at work, rejects with the reason otherwise. */
  check(): Promise<void>;
};

/**
 * An engine for real Inngest functions that needs no Inngest server. It speaks Inngest's protocol with the public
 * `serve()` and may share a PostgreSQL with the runners of other processes. Creating it touches nothing.
 */
export function createEmbeddedRunner(options: RunnerOptions): EmbeddedRunner {
  const settings = withDefaults(options);
  const { logger } = settings;
  let handler: ServeHandler | null = null;
  let app: SyncedApp | null = null;
  let syncing: Promise<SyncedApp> | null = null;
  let opening: Promise<Db> | null = null;
  let active: WorkLoop | null = null;
  let starting: Promise<void> | null = null;

  function openDb(): Promise<Db> {
    opening ??= Promise.resolve()
      .then(settings.db)
      .catch((error: unknown) => {
        opening = null;
        throw error;
      });
    return opening;
  }

  /** The functions in use, asked for once for each handler. */
  function sync(): Promise<SyncedApp> {
    if (settings.serverless) return Promise.reject(new EventsRefusedError(SERVERLESS));
    if (handler === null) return Promise.reject(new EventsRefusedError("The embedded runner has no functions yet."));
    const current = handler;
    syncing ??= syncApp(current).then(
      (synced) => {
        if (handler === current) app = synced;
        return synced;
      },
      (error: unknown) => {
        if (handler === current) syncing = null;
        throw error;
      },
    );
    return syncing;
  }

  async function activate(): Promise<void> {
    await sync();
    active = await startWorkLoop(await openDb(), () => app, settings);
    if (app?.handler !== handler) adopt(active);
  }

  /** Goes on with a handler that was put in use after the start. */
  function adopt(loop: WorkLoop): void {
    sync()
      .then((synced) => loop.follow(synced))
      .catch((error: unknown) => logger.error("The changed functions cannot be used", error));
  }

  return {
    fetch: createEventEndpoint({
      logger,
      onEvents: () => active?.wake(),
      open: async () => ({ functions: (await sync()).functions, db: await openDb() }),
    }),
    use(next) {
      if (next === handler) return;
      handler = next;
      syncing = null;
      if (active !== null) adopt(active);
    },
    start() {
      starting ??= activate().catch((error: unknown) => {
        starting = null;
        throw error;
      });
      return starting;
    },
    async stop({ graceMs = 5_000 } = {}) {
      await starting?.catch(() => undefined);
      const stopping = active;
      active = null;
      starting = null;
      await stopping?.drain(graceMs);
    },
    async rerun(runId, fromStep) {
      const id = await rerunRun(await openDb(), runId, fromStep);
      active?.wake();
      return id;
    },
    queued: async (of) => findQueuedRuns(await openDb(), of),
    async check() {
      if (active === null) throw new Error("The embedded runner is not at work");
      if (active.silentMs() > 10_000 + settings.pollMs)
        throw new Error("The embedded runner does not reach its database");
    },
  };
}
