import { CamelCasePlugin } from "kysely";
import type { Db } from "@/db/client";
import { findEditRecord } from "@/db/queries/edits";
import { compiledSql } from "@/db/migrations/migration";
import { startServer } from "@/tests/journeys/server";
import { createBenchDatabase, sampleIds, seedChains } from "./support/bench-database";
import { cpuTime } from "./support/cpu-time";
import { drive } from "./support/drive";
import { startBareHttp, startBareNext } from "./support/peers";
import { median, printRaw, printTable, quantile } from "@mizual/engine/bench";

const CHAINS = 2000;
const ROUNDS = 4;
const REQUESTS = 1500;
const CONNECTIONS = 20;

/**
 * P1: `GET /edit/{uuid}` over many edits, limiter on, against a bare Next route and bare Node with
 * the same statement, interleaved.
 */
export async function benchPoll(): Promise<void> {
  const database = await createBenchDatabase();
  const handle = await database.open();
  await seedChains(handle.db, 0, CHAINS);
  const ids = await sampleIds(handle.db, CHAINS);
  await handle.close();

  const sql = await pollStatement(database.schema);
  const server = await startServer({ dataDir: database.dataDir, env: database.env });
  const next = await startBareNext({ kind: database.kind, address: database.copy(), sql });
  const bare = await startBareHttp({ kind: database.kind, address: database.copy(), sql });
  const targets = [
    { name: "Mizual", pid: server.pid, url: `${server.url}/edit/` },
    { name: "bare Next + statement", pid: next.pid, url: `${next.url}/edit/` },
    { name: "bare Node + statement", pid: bare.pid, url: `${bare.url}/edit/` },
  ].map((target) => ({ ...target, cpu: [] as number[], rps: [] as number[], times: [] as number[], errors: 0 }));

  try {
    for (let round = -1; round < ROUNDS; round++) {
      for (const target of targets) {
        const before = cpuTime(target.pid);
        const run = await drive(
          (index) => target.url + (ids[(index * 7919) % ids.length] ?? ""),
          round < 0 ? REQUESTS / 3 : REQUESTS,
          CONNECTIONS,
        );
        // The first round only warms up.
        if (round < 0) continue;
        target.cpu.push((cpuTime(target.pid) - before) / REQUESTS);
        target.rps.push(run.times.length / run.seconds);
        target.times.push(...run.times);
        target.errors += run.errors;
      }
    }
    const base = targets[1];
    printTable(
      ["", "CPU ms/request", "× bare Next", "requests/s", "p50 ms", "p95 ms", "p99 ms", "errors"],
      targets.map(({ name, cpu, rps, times, errors }) => [
        name,
        median(cpu),
        median(cpu) / median(base?.cpu ?? []),
        median(rps),
        quantile(times, 0.5),
        quantile(times, 0.95),
        quantile(times, 0.99),
        String(errors),
      ]),
    );
    for (const { name, cpu } of targets) printRaw(`CPU ms/request, ${name}`, cpu);
  } finally {
    await Promise.all([server.stop(), next.stop(), bare.stop()]);
    await database.drop();
  }
}

/** The statement of one poll, as the product sends it. */
async function pollStatement(schema: string): Promise<string> {
  const [statement = ""] = await compiledSql(async (db) => {
    const ours = db.withPlugin(new CamelCasePlugin()).withSchema(schema) as unknown as Db;
    await findEditRecord(ours, "00000000-0000-0000-0000-000000000000");
  });
  return statement.split(" -- ")[0] ?? "";
}
