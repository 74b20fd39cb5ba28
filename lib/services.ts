import type { Inngest } from "inngest";
import { type DatabaseHandle, type Db, openDatabase } from "@/db/client";
import { findFolderHolder } from "@/db/embedded/folder-lock";
import { keepPrivate } from "@/db/embedded/private-folder";
import { inspectServer } from "@/db/inspect-server";
import { checkInngest, checkInngestKeys, checkRegistration, runRoundTrip } from "@/inngest/check-inngest";
import type { RunnerOptions } from "@/inngest/embedded/options";
import type { EmbeddedRunner } from "@/inngest/embedded/runner";
import { embeddedSecret } from "@/lib/app-secret";
import { createBlobStore } from "@/lib/blob";
import type { BlobStore } from "@/lib/blob/blob-store";
import { type Env, parseEnv } from "@/lib/config/env";
import { createRateLimiter } from "@/lib/limits";
import { createMemoryLimiter } from "@/lib/limits/memory";
import type { RateLimiter } from "@/lib/limits/rate-limiter";
import { createLog, type Log } from "@/lib/log";
import { observedEditor, observedEnhancer, observedJudge, observedStore } from "@/lib/observe";
import type { Moderator } from "@/lib/moderation/moderator";
import { createWebhookModerator } from "@/lib/moderation/webhook";
import type { ImageEditor, PictureTools, PromptEnhancer, TextJudge } from "@/lib/providers/port";
import {
  createCheapestEditor,
  createImageEditors,
  createPromptEnhancer,
  createTextJudge,
} from "@/lib/providers/registry";

/** Longest time that an Inngest server may take to answer a check, in milliseconds. */
const RUNS_CHECK_MS = 2500;

/** Sends events to whatever runs the functions; satisfied by the Inngest client as it is. */
export type EventSender = {
  /** `ts`: a time to come, in milliseconds since 1970, at which its functions start. */
  send(event: { id?: string; name: string; data: Record<string, unknown>; ts?: number }): Promise<unknown>;
  /**
   * Of these edits, those that a run will still come to, or is at, as far as what runs them can tell: only where that is
   * this process's own queue.
   */
  queued?(editIds: readonly string[]): Promise<ReadonlySet<string>>;
};

/** Every capability, as the entries hand them to the domain. */
export type Services = {
  env: Env;
  db: Db;
  blobs: BlobStore;
  limiter: RateLimiter;
  /** Counts in this process alone, while `limiter` does not answer. */
  localLimiter: RateLimiter;
  enhancer: PromptEnhancer;
  /** Looks at each request before anything is kept or spent; not there where nobody is to. */
  moderator?: Moderator;
  /** Tells how feedback sounds, where the operator has it sent to somebody; otherwise a lexicon does alone. */
  judge?: TextJudge;
  /** Configured editors, in order of preference; never empty. */
  editors: readonly ImageEditor[];
  events: EventSender;
  log: Log;
  /** Key of delete tokens and client hashes. */
  appSecret: string;
  /** Told when words or pictures were deleted from rows: they are to be gone from the database's files as well. */
  forgetSoon?(): void;
  /** Resolves while runs are carried out here or elsewhere, rejects with the reason otherwise. */
  checkRuns(): Promise<void>;
};

/** What can be had without opening anything: no connection is made, no folder touched. */
export type Capabilities = Pick<
  Services,
  "env" | "blobs" | "limiter" | "localLimiter" | "enhancer" | "editors" | "judge" | "moderator" | "log"
>;

/** One harmless call to each kind of service; a store, a limiter and a provider have theirs themselves. For the doctor. */
export const probes = { findFolderHolder, inspectServer, checkInngestKeys, checkRegistration, runRoundTrip };

/** The services with what only the runtime's own entries need. */
export type Runtime = {
  services: Services;
  database: DatabaseHandle;
  /** The SDK's client, made when it is first asked for: what only reads edits does not load it. */
  inngest: () => Promise<Inngest>;
  /** `null` when an Inngest server runs the functions. */
  runner: EmbeddedRunner | null;
  /** Why the app is not registered with its Inngest server, for the operator; null: nothing is known to stand in the way. */
  registration: { trouble: string | null };
};

/** The capabilities that the environment asks for. */
export async function createCapabilities(env: Env, log: Log = createLog()): Promise<Capabilities> {
  return {
    env,
    blobs: observedStore(createBlobStore(env)),
    limiter: await createRateLimiter(env),
    localLimiter: createMemoryLimiter(),
    ...(await createProviders(env, log)),
    ...(env.moderation !== null && { moderator: createWebhookModerator(env.moderation) }),
    log,
  };
}

/** What hosted editors need done to pictures; loaded with the decoder when one needs it. */
const pictures: PictureTools = {
  shrink: async (...given) => (await import("@/lib/images/picture-tools")).pictureTools.shrink(...given),
  keepOutside: async (...given) => (await import("@/lib/images/picture-tools")).pictureTools.keepOutside(...given),
};

/** The preferred editor that costs something, with the cheapest model that its key has; for a trial. */
export const createTrialEditor = (env: Env): Promise<ImageEditor | null> =>
  createCheapestEditor(env, { pictures, log: null });

/** What enhances, edits and judges, as the environment asks for it. */
export async function createProviders(env: Env, log: Log): Promise<Pick<Services, "enhancer" | "editors" | "judge">> {
  const [enhancer, editors, judge] = await Promise.all([
    createPromptEnhancer(env),
    createImageEditors(env, { pictures, log }),
    createTextJudge(env),
  ]);
  return {
    enhancer: observedEnhancer(enhancer),
    editors: editors.map(observedEditor),
    ...(judge !== null && { judge: observedJudge(judge) }),
  };
}

/**
 * Makes everything that the environment asks for. This file alone sees every capability.
 * @throws {EnvError} where something embedded would lose data in silence.
 * @param pace leases and pauses of the embedded runner, where the usual ones do not fit.
 */
export async function createRuntime(
  env: Env,
  log: Log = createLog(),
  pace: Pick<RunnerOptions, "leaseMs" | "renewMs" | "pollMs" | "restartSpreadMs" | "checkpointing"> = {},
): Promise<Runtime> {
  keepFolderPrivate(env, log);
  const database = await openDatabase(env);
  try {
    const runs = env.inngest ?? (await embeddedRunner(env, database, log, pace));
    const runner = "fetch" in runs ? runs : null;
    let client: Promise<Inngest> | undefined;
    const inngest = () => (client ??= import("@/inngest/client").then(({ createInngest }) => createInngest(runs, log)));
    const registration: Runtime["registration"] = { trouble: null };
    const services: Services = {
      ...(await createCapabilities(env, log)),
      db: database.db,
      forgetSoon: () => database.forgetSoon(),
      events: {
        send: async (event) => (await inngest()).send(event),
        ...(runner !== null && {
          queued: (values) => runner.queued({ event: "edit/requested", field: "editId", values }),
        }),
      },
      appSecret: env.appSecret ?? (await embeddedSecret(env.dataDir)),
      checkRuns: () => ("fetch" in runs ? runs.check() : checkServer(runs, env.publicUrl, registration)),
    };
    return { services, database, inngest, runner, registration };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** @throws {Error} when the Inngest server is not there, or does not know the app, or knows another one by its name. */
async function checkServer(
  server: NonNullable<Env["inngest"]>,
  publicUrl: string | null,
  { trouble }: Runtime["registration"],
): Promise<void> {
  const signal = AbortSignal.timeout(RUNS_CHECK_MS);
  await checkInngest(server, signal);
  if (trouble !== null) throw new Error(trouble);
  await checkRegistration(server, publicUrl, signal);
}

/** Takes the folder of everything embedded from all other users of the machine, also what a release before has left open. */
function keepFolderPrivate({ database, images, appSecret, dataDir }: Env, log: Log): void {
  if (database.kind !== "pglite" && images.kind !== "files" && appSecret !== null) return;
  if (keepPrivate(dataDir) > 0)
    log.warn("others on this machine may read the data folder, which is not this user's", {
      todo: `make ${dataDir} and all that is in it the server's own user's (chown)`,
    });
}

async function embeddedRunner(
  env: Env,
  database: DatabaseHandle,
  log: Log,
  pace: Partial<RunnerOptions>,
): Promise<EmbeddedRunner> {
  const { createEmbeddedRunner } = await import("@/inngest/embedded/runner");
  return createEmbeddedRunner({
    ...pace,
    db: () => database.db,
    singleOwner: database.kind === "pglite",
    serverless: env.onVercel,
    logger: {
      warn: (message, detail) => log.warn(message, { detail }),
      error: (message, detail) => log.error(message, { detail }),
    },
  });
}

// Next loads modules once per bundle; the database and the runner must exist once per process.
const shared = globalThis as typeof globalThis & {
  mizualRuntime?: Promise<Runtime>;
  mizualServices?: Promise<Services>;
  // Not the name by which lib/observe.ts keeps its observers.
  mizualObserving?: Promise<void>;
};

/** The runtime of this process, made at the first call; a failed start is tried again by the next. */
export function getRuntime(): Promise<Runtime> {
  shared.mizualRuntime ??= startEnv()
    .then(async (env) => {
      // Once: a start that fails after them is tried again, and they would hear everything twice.
      await (shared.mizualObserving ??= startObservers(env).catch((error: unknown) => {
        delete shared.mizualObserving;
        throw error;
      }));
      return createRuntime(env);
    })
    .catch((error: unknown) => {
      delete shared.mizualRuntime;
      throw error;
    });
  return shared.mizualRuntime;
}

/** Those who hear of what happens in this process, where the environment asks for any. */
async function startObservers(env: Env): Promise<void> {
  const { metricsToken, tracing, trustedProxies, onVercel } = env;
  if (metricsToken !== null) {
    (await import("@/lib/metrics/metrics")).processMetrics();
    (await import("@/lib/metrics/page-requests")).watchPageRequests();
  }
  if (tracing !== null) {
    const { startTracing } = await import("@/lib/tracing/opentelemetry");
    await startTracing(tracing, { believesCallers: trustedProxies > 0, onVercel, log: createLog() });
  }
}

/** On Vercel a process starts with its first request; elsewhere `inngest/start-server.ts` has said what is in use. */
async function startEnv(): Promise<Env> {
  if (process.env["VERCEL"] !== "1") return parseEnv(process.env);
  const { startFunction } = await import("@/inngest/start-function");
  return startFunction();
}

/** Gives the services the providers of this bundle, whose code is newer than that of the start. For development. */
export async function renewProviders(services: Services): Promise<void> {
  Object.assign(services, await createProviders(services.env, services.log));
}

/** The services of this process. Only entries call this; the domain gets them as an argument. */
export async function getServices(): Promise<Services> {
  return shared.mizualServices ?? (await getRuntime()).services;
}

/** Puts services in the place of the process's own; for tests of entries. `null` undoes it. */
export function setServices(services: Services | null): void {
  if (services === null) delete shared.mizualServices;
  else shared.mizualServices = Promise.resolve(services);
}
