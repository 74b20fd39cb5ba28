import { findBrokenEditors } from "@/db/queries/editor-health";
import { countBacklog, countQueues, countUnfinished, sumStoredBytes } from "@/db/queries/gauges";
import { ALL, spendToday } from "@/db/queries/spend";
import { DeadlineError, withDeadline } from "@/lib/async";
import { UNFINISHED_STATUSES } from "@/lib/lifecycle";
import type { Services } from "@/lib/services";
import type { MetricName } from "./catalogue";
import type { Figures } from "./prometheus";

/** The gauges that are read in the database, by their names; `null`: it did not answer in time. */
export type DatabaseFigures = Partial<Record<MetricName<"gauge">, Figures>> | null;

/** Longest wait for the database, in milliseconds; Prometheus gives a scrape ten seconds. */
const PATIENCE_MS = 2_000;

/** However many ask, the database is asked once in this time, in milliseconds. */
const FRESH_MS = 5_000;

/** How long a scrape waits for the one figure that reads every row; it has the last one otherwise, or none yet. */
const SUM_PATIENCE_MS = 500;

/** So seldom it is read anew, also where that failed. */
const SUM_FRESH_MS = 10 * 60_000;

type Asked = Pick<Services, "db" | "editors" | "env">;

/**
 * Reads the gauges of the database for who asks for metrics: at most once in some seconds, one question at a time, and
 * never longer than two seconds. A database that does not answer is asked again when it has given up on the last question.
 */
export function createDatabaseFigures(
  services: Asked,
  { patienceMs = PATIENCE_MS, freshMs = FRESH_MS, now = () => performance.now() } = {},
): () => Promise<DatabaseFigures> {
  const stored = storedBytes(services.db, now);
  const figures = remembered(() => readFigures(services, stored), freshMs, now);
  return () => withDeadline(patienceMs, (ms) => new DeadlineError(ms), figures).catch(() => null);
}

/** Does the work at most once in `freshMs` from its end, once at a time; a failure is forgotten at once. */
function remembered<T>(work: () => Promise<T>, freshMs: number, now: () => number): () => Promise<T> {
  let last: { result: Promise<T>; endedAt: number | null } | null = null;
  return () => {
    if (last !== null && (last.endedAt === null || now() - last.endedAt < freshMs)) return last.result;
    const begun: NonNullable<typeof last> = { result: work(), endedAt: null };
    last = begun;
    begun.result.then(
      () => void (begun.endedAt = now()),
      () => void (last = last === begun ? null : last),
    );
    return begun.result;
  };
}

type Stored = Awaited<ReturnType<typeof sumStoredBytes>>;

/** What is stored, as it was last read: reading it may take longer than a scrape may wait, and says nothing of the database. */
function storedBytes(db: Asked["db"], now: () => number): () => Promise<Stored | null> {
  let known: Stored | null = null;
  const read = async (): Promise<void> => {
    known = await sumStoredBytes(db).catch(() => known);
  };
  const reading = remembered(read, SUM_FRESH_MS, now);
  return async () => {
    await withDeadline(SUM_PATIENCE_MS, (ms) => new DeadlineError(ms), reading).catch(() => {});
    return known;
  };
}

async function readFigures(
  { db, editors, env }: Asked,
  storedNow: () => Promise<Stored | null>,
): Promise<NonNullable<DatabaseFigures>> {
  const ids = editors.map(({ id }) => id);
  // One after the other: watching takes one connection and not five.
  const unfinished = await countUnfinished(db);
  const queues = await countQueues(db);
  const backlog = await countBacklog(db);
  const spend = await spendToday(db, ALL);
  const broken = await findBrokenEditors(db, ids);
  const stored = await storedNow();
  const byEditor = (valueOf: (id: string) => number): Figures =>
    ids.map((editor) => ({ labels: { editor }, value: valueOf(editor) }));
  const queueOf = (id: string) => queues.find(({ editor }) => editor === id);
  const byStatus = (valueOf: (row: (typeof unfinished)[number] | undefined) => number): Figures =>
    UNFINISHED_STATUSES.map((status) => ({
      labels: { status },
      value: valueOf(unfinished.find((row) => row.status === status)),
    }));
  const { perDayUsd } = env.spendCaps;
  return {
    mizual_edits_unfinished: byStatus((row) => row?.count ?? 0),
    mizual_edits_oldest_seconds: byStatus((row) => row?.oldestSeconds ?? 0),
    mizual_edits_stuck: [{ value: unfinished.reduce((all, { stuck }) => all + stuck, 0) }],
    mizual_outbox_due: [{ value: backlog.outbox }],
    mizual_provider_tasks_open: byEditor((id) => queueOf(id)?.open ?? 0),
    mizual_provider_tasks_cap: editors.flatMap(({ id, maxActive }) =>
      maxActive === null ? [] : [{ labels: { editor: id }, value: maxActive }],
    ),
    mizual_provider_queue: byEditor((id) => queueOf(id)?.waiting ?? 0),
    mizual_provider_queue_oldest_seconds: byEditor((id) => queueOf(id)?.oldestSeconds ?? 0),
    mizual_provider_down: byEditor((id) => (broken.includes(id) ? 1 : 0)),
    mizual_spend_today_dollars: [{ value: spend.allUsd }],
    mizual_spend_cap_dollars: perDayUsd === null ? [] : [{ value: perDayUsd }],
    mizual_parked_results: [{ value: backlog.parked }],
    mizual_stored_pictures_bytes:
      stored === null
        ? []
        : (["original", "result"] as const).map((kind) => ({ labels: { kind }, value: stored[kind] })),
  };
}
