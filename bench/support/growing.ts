import type { Db } from "@/db/client";
import { createBenchDatabase, seedChains } from "./bench-database";

/** Numbers of edits to measure at; `BENCH_ROWS` sets the largest. */
export function sizes(kind: "pglite" | "postgres"): number[] {
  const largest = Number(process.env["BENCH_ROWS"] ?? (kind === "postgres" ? 1_000_000 : 100_000));
  return [largest / 1000, largest / 100, largest / 10, largest].map((size) => Math.max(5, Math.round(size / 5) * 5));
}

/** Calls `measure` on one database as it grows through the sizes. */
export async function whileGrowing(measure: (db: Db, edits: number) => Promise<void>): Promise<void> {
  const database = await createBenchDatabase();
  const handle = await database.open();
  try {
    let chains = 0;
    for (const size of sizes(database.kind)) {
      for (; chains < size / 5;) {
        const next = Math.min(size / 5, chains + 20_000);
        await seedChains(handle.db, chains, next);
        chains = next;
      }
      await measure(handle.db, size);
    }
  } finally {
    await handle.close();
    await database.drop();
  }
}

/** Runs each of the named calls `rounds` times in turn; wall times in milliseconds. */
export async function interleaved<Name extends string>(
  rounds: number,
  calls: Record<Name, (round: number) => Promise<unknown>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(calls) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = -5; round < rounds; round++) {
    for (const name of names) {
      const start = performance.now();
      await calls[name](Math.abs(round));
      if (round >= 0) times[name].push(performance.now() - start);
    }
  }
  return times;
}
