import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { FakeServer } from "@/tests/fakes/fake-server";
import type { Stand } from "./stand";

/** A fault that a nemesis brings about: it begins when it is called, and is over when its promise is fulfilled. */
type Fault = (stand: Stand, lastsMs: number) => Promise<void>;

/** For so many requests; what is left of it is forgotten when all is healed. */
const SOME = 4;

const fails =
  (fakeOf: (stand: Stand) => FakeServer | null, fault: Parameters<FakeServer["fail"]>[0]): Fault =>
  async (stand) =>
    fakeOf(stand)?.fail({ times: SOME, ...fault });

const isSubmit = ({ path }: { path: string }): boolean => path.startsWith("/v1/flux");
const isPut = ({ method }: { method: string }): boolean => method === "PUT";
const flux = ({ fakes }: Stand) => fakes.bfl;
const store = ({ fakes }: Stand) => fakes.s3;

/** All that can happen, by name; histories draw from it. */
export const FAULTS = {
  kill: async (stand) => {
    await stand.stop("SIGKILL");
    await stand.start();
  },
  stop: async (stand) => {
    await stand.stop("SIGTERM");
    await stand.start();
  },
  freeze: async (stand, lastsMs) => {
    const { pid } = await stand.start();
    process.kill(pid, "SIGSTOP");
    await sleep(lastsMs);
    process.kill(pid, "SIGCONT");
  },
  "database away": async ({ postgres }, lastsMs) => {
    postgres?.become("away");
    await sleep(lastsMs);
    postgres?.become("open");
  },
  "database silent": async ({ postgres }, lastsMs) => {
    postgres?.become("silent");
    await sleep(lastsMs);
    // A connection that lost what it was asked can only be given up.
    postgres?.become("away");
    postgres?.become("open");
  },
  "database slow": async ({ postgres }, lastsMs) => {
    postgres?.slow(150);
    await sleep(lastsMs);
    postgres?.slow(0);
  },
  "rows locked": async ({ db }, lastsMs) => {
    await db?.transaction().execute(async (tx) => {
      await sql`select id from preview.edits for update`.execute(tx);
      await sleep(lastsMs);
    });
  },
  "connections ended": async ({ db }) => {
    if (db === null) return;
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(db);
  },
  "limiter away": async ({ redis }, lastsMs) => {
    redis?.become("away");
    await sleep(lastsMs);
    redis?.become("open");
  },
  "limiter silent": async ({ redis }, lastsMs) => {
    redis?.become("silent");
    await sleep(lastsMs);
    redis?.become("away");
    redis?.become("open");
  },
  "store refuses": fails(store, { kind: "answer", answer: { status: 503, body: "" } }),
  "store loses replies": fails(store, { kind: "reset-after", when: isPut }),
  "store slow": fails(store, { kind: "delay", milliseconds: 1_500 }),
  "submit refused": fails(flux, {
    kind: "answer",
    answer: { status: 429, body: { detail: "Too many" } },
    when: isSubmit,
  }),
  "submit breaks off before": fails(flux, { kind: "reset", when: isSubmit, times: 1 }),
  "submit's reply lost": fails(flux, { kind: "reset-after", when: isSubmit, times: 1 }),
  "submit fails": fails(flux, { kind: "answer", answer: { status: 503, body: {} }, when: isSubmit, times: 1 }),
  "polls fail": fails(({ fakes }) => fakes.bfl.cluster, { kind: "answer", answer: { status: 500, body: {} } }),
  "polls lost": fails(({ fakes }) => fakes.bfl.cluster, { kind: "reset-after" }),
  "result breaks off": fails(({ fakes }) => fakes.bfl.delivery, { kind: "reset", times: 2 }),
  "enhancer away": fails(({ fakes }) => fakes.openai, { kind: "answer", answer: { status: 503, body: {} } }),
  "enhancer slow": fails(({ fakes }) => fakes.openai, { kind: "delay", milliseconds: 3_000 }),
  /** Every event once more, as a queue does that delivers at least once. */
  "delivered again": async ({ db }) => {
    if (db !== null) await sql`update preview.outbox set due_at = now() - interval '1 minute'`.execute(db);
  },
  /** Whoever works on something is taken for dead and keeps on working. */
  "leases lost": async ({ db }) => {
    if (db !== null) await sql`update preview.runner_jobs set lease_until = now() where owner is not null`.execute(db);
  },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

/** Ends every fault, and starts the server where it does not run. */
export async function heal(stand: Stand): Promise<void> {
  stand.postgres?.become("open");
  stand.postgres?.slow(0);
  stand.redis?.become("open");
  for (const fake of [
    stand.fakes.bfl,
    stand.fakes.bfl.cluster,
    stand.fakes.bfl.delivery,
    stand.fakes.openai,
    stand.fakes.s3,
  ])
    fake?.mend();
  await stand.start();
}
