import { diskSpace } from "@/lib/disk-space";
import { readingOf } from "@/lib/observe";
import type { Services } from "@/lib/services";
import { version } from "@/package.json";
import { type MetricName, METRICS } from "./catalogue";
import { createDatabaseFigures, type DatabaseFigures } from "./database-figures";
import type { Metrics } from "./metrics";
import type { Figures } from "./prometheus";

const figuresOf = new WeakMap<Services, () => Promise<DatabaseFigures>>();

/** Everything that is known now, in the Prometheus text format; while the database does not answer, what is known without. */
export async function showMetrics({ prometheus }: Metrics, services: Services): Promise<string> {
  const readDatabase = figuresOf.get(services) ?? createDatabaseFigures(services);
  figuresOf.set(services, readDatabase);
  const [database, own] = await Promise.all([readDatabase(), readProcess(services)]);
  const all: DatabaseFigures = { ...own, ...database, mizual_database_up: [{ value: database === null ? 0 : 1 }] };
  for (const [name, metric] of Object.entries(METRICS)) {
    if (metric.type === "gauge") prometheus.set(name as MetricName<"gauge">, all[name as MetricName<"gauge">] ?? []);
  }
  return prometheus.text();
}

async function readProcess({ env, limiter }: Services): Promise<NonNullable<DatabaseFigures>> {
  const pool = readingOf("database-pool");
  const decode = readingOf("decode");
  const threads = readingOf("engine");
  const isEmbedded = env.database.kind === "pglite" || env.images.kind === "files";
  const disk = isEmbedded ? await diskSpace(env.dataDir) : null;
  const { kind: database } = env.database;
  return {
    mizual_build_info: [{ labels: { version, database, images: env.images.kind, runs: env.runs }, value: 1 }],
    mizual_database_connections: byState(pool, ["busy", "idle"]),
    mizual_database_waiting: one(pool?.["waiting"]),
    mizual_decode_places: byState(decode, ["busy", "waiting"]),
    mizual_decode_waiting_bytes: one(decode?.["waitingBytes"]),
    mizual_engine_threads: byState(threads, ["busy", "waiting"]),
    mizual_limits_alone: [{ value: limiter.countsAlone?.() === true ? 1 : 0 }],
    mizual_disk_free_bytes: one(disk?.freeBytes),
    mizual_disk_size_bytes: one(disk?.sizeBytes),
  };
}

const one = (value: number | undefined): Figures => (value === undefined ? [] : [{ value }]);

const byState = (reading: Readonly<Record<string, number>> | null, states: readonly string[]): Figures =>
  reading === null ? [] : states.map((state) => ({ labels: { state }, value: reading[state] ?? 0 }));
