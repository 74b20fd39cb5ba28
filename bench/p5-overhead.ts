import { setTimeout as sleep } from "node:timers/promises";
import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { createEmbeddedRunner } from "@/inngest/embedded/runner";
import { startServer } from "@/tests/journeys/server";
import { type BenchDatabase, createBenchDatabase } from "./support/bench-database";
import { makePhoto } from "./support/photo";
import { median, printRaw, printTable, quantile } from "@mizual/engine/bench";

const EDITS = 30;
const nothing = (): void => {};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * P5, embedded: from an edit's row to its result, with a picture so small that the engine's own work
 * hardly counts, against four durable steps that do nothing on the same runner. Times by the
 * database's clock.
 */
export async function benchOverhead(): Promise<void> {
  const floor = await fourEmptySteps();
  const edits = await wholeEdits();
  printTable(
    ["", "p50 ms", "p95 ms", "over the floor, p50"],
    [
      ["four empty steps", median(floor), quantile(floor, 0.95), ""],
      ["one edit of 64×64", median(edits), quantile(edits, 0.95), median(edits) - median(floor)],
    ],
  );
  printRaw("ms, four empty steps", floor);
  printRaw("ms, edits", edits);
}

async function fourEmptySteps(): Promise<number[]> {
  return withDatabase(async (database) => {
    const handle = await database.open();
    const runner = createEmbeddedRunner({
      db: () => handle.db,
      singleOwner: database.kind === "pglite",
      logger: { warn: console.error, error: console.error },
    });
    const client = new Inngest({ id: "bench", isDev: true, fetch: runner.fetch, logger: silent });
    const empty = client.createFunction({ id: "empty", triggers: [{ event: "bench/empty" }] }, async ({ step }) => {
      for (const name of ["one", "two", "three", "four"]) await step.run(name, () => name);
    });
    runner.use(serve({ client, functions: [empty] }));
    await runner.start();
    const times: number[] = [];
    try {
      for (let edit = 0; edit < EDITS; edit++) {
        await client.send({ name: "bench/empty", data: {} });
        for (;;) {
          const runs = await handle.db.selectFrom("runnerRuns").select(["createdAt", "finishedAt"]).execute();
          const [last] = runs.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
          if (runs.length === edit + 1 && last?.finishedAt != null) {
            times.push(last.finishedAt.getTime() - last.createdAt.getTime());
            break;
          }
          await sleep(20);
        }
      }
    } finally {
      await runner.stop({ graceMs: 1000 });
      await handle.close();
    }
    return times;
  });
}

async function wholeEdits(): Promise<number[]> {
  const picture = (await makePhoto(64, 64)).toString("base64");
  return withDatabase(async (database) => {
    const server = await startServer({ dataDir: database.dataDir, env: database.env });
    const times: number[] = [];
    try {
      for (let edit = 0; edit < EDITS; edit++) {
        const submitted = await fetch(`${server.url}/edit-image/`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ prompt: "make it sharper", image_data: picture }),
        });
        if (!submitted.ok) throw new Error(`A submit was answered with ${submitted.status}`);
        const { polling_url } = (await submitted.json()) as { polling_url: string };
        times.push(await completedAfter(server.url + polling_url));
      }
    } finally {
      await server.stop();
    }
    return times;
  });
}

async function completedAfter(url: string): Promise<number> {
  for (;;) {
    const view = (await (await fetch(url)).json()) as Record<"status" | "created_at" | "completed_at", string>;
    if (view.status === "completed") return Date.parse(view.completed_at) - Date.parse(view.created_at);
    if (view.status === "failed") throw new Error("An edit failed");
    await sleep(50);
  }
}

async function withDatabase<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  const database = await createBenchDatabase();
  try {
    return await work(database);
  } finally {
    await database.drop();
  }
}
