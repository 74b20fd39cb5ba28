import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { median, printRaw, printTable, quantile } from "@mizual/engine/bench";
import { observed } from "@/lib/observe";
import { processMetrics } from "@/lib/metrics/metrics";
import { startServer } from "@/tests/journeys/server";
import { createBenchDatabase, sampleIds, seedChains } from "./support/bench-database";
import { cpuTime } from "./support/cpu-time";
import { drive } from "./support/drive";

const CHAINS = 500;
const ROUNDS = 6;
const REQUESTS = 500;
const CONNECTIONS = 20;
const TOKEN = "a-token-of-the-benchmark";

/** Activities that are told in one go, to see what one costs. */
const TOLD = 100_000;

/**
 * P15: what counting costs a poll, `GET /edit/{uuid}`: a server with metrics, scraped each round, beside the same without,
 * interleaved; and, since two servers differ by more than that, what telling of one request takes by itself.
 */
export async function benchWatching(): Promise<void> {
  const database = await createBenchDatabase();
  const handle = await database.open();
  await seedChains(handle.db, 0, CHAINS);
  const ids = await sampleIds(handle.db, CHAINS);
  await handle.close();
  // One embedded folder is one server's.
  const copy = mkdtempSync(path.join(os.tmpdir(), "mizual-bench-"));
  cpSync(database.dataDir, copy, { recursive: true });
  const bare = await startServer({ dataDir: database.dataDir, env: database.env });
  const counting = await startServer({
    dataDir: copy,
    env: { ...database.env, METRICS_TOKEN: TOKEN },
  });
  const targets = [
    { name: "nothing is counted", server: bare },
    { name: "metrics", server: counting },
  ].map((target) => ({ ...target, cpu: [] as number[], times: [] as number[], errors: 0 }));
  try {
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
        const before = cpuTime(target.server.pid);
        const run = await drive(
          (index) => `${target.server.url}/edit/${ids[(index * 7919) % ids.length] ?? ""}`,
          REQUESTS,
          CONNECTIONS,
        );
        await (await fetch(`${target.server.url}/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } })).text();
        // The first round only warms up.
        if (round < 0) continue;
        target.cpu.push((cpuTime(target.server.pid) - before) / REQUESTS);
        target.times.push(...run.times);
        target.errors += run.errors;
      }
    }
  } finally {
    await Promise.all([bare.stop(), counting.stop()]);
    await database.drop();
    rmSync(copy, { recursive: true, force: true });
  }
  const floor = median(targets[0]?.cpu ?? []);
  printTable(
    ["", "CPU ms/poll", "× nothing", "p50 ms", "p95 ms", "errors"],
    targets.map(({ name, cpu, times, errors }) => [
      name,
      median(cpu),
      median(cpu) / floor,
      quantile(times, 0.5),
      quantile(times, 0.95),
      String(errors),
    ]),
  );
  for (const { name, cpu } of targets) printRaw(`CPU ms/poll, ${name}`, cpu);
  const telling = await costOfTelling();
  printTable(["", "µs", "% of a poll's CPU"], [["telling of one request", telling * 1000, (telling / floor) * 100]]);
}

/** Milliseconds of CPU that it takes to count and time one request, beyond doing it. */
async function costOfTelling(): Promise<number> {
  const request = { kind: "request", route: "/edit/{uuid}", method: "GET", traceparent: null } as const;
  const spent = async (): Promise<number> => {
    const { user, system } = process.cpuUsage();
    for (let count = 0; count < TOLD; count += 1)
      await observed(
        request,
        async () => 200,
        (status) => ({ result: status }),
      );
    const after = process.cpuUsage();
    return (after.user + after.system - user - system) / 1000 / TOLD;
  };
  await spent();
  const unheard = await spent();
  const metrics = processMetrics();
  await spent();
  const heard = await spent();
  metrics.stop();
  return heard - unheard;
}
