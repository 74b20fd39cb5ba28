// A process for the crash tests: the runner with a few functions that write what they do to a file at once.
import { appendFileSync, existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { openDatabase } from "@/db/client";
import { migrate } from "@/db/migrations/migrate";
import { createEmbeddedRunner } from "./runner";

const [, , name = "", folder = "", url = "", sent = "[]"] = process.argv;
const events = JSON.parse(sent) as Array<{ id: string; name: string; data: { n: number } }>;

const handle = await openDatabase({
  database: url === "" ? { kind: "pglite" } : { kind: "postgres", url, migrationUrl: url },
  dataDir: folder,
  schema: "preview",
});
if (url !== "") await migrate(handle, { environment: "test" });

const log = (line: string): void => appendFileSync(`${folder}/log`, `${line}\n`);
const runner = createEmbeddedRunner({
  db: () => handle.db,
  singleOwner: url === "",
  pollMs: 100,
  leaseMs: 2_000,
  renewMs: 500,
  checkpointing: process.env["CHECKPOINTING"] === "1",
  backoff: () => 50,
  logger: { warn: log, error: log },
});
const client = new Inngest({ id: "crash", isDev: true, fetch: runner.fetch });

const work = client.createFunction(
  { id: "work", retries: 0, concurrency: { limit: 2 }, triggers: { event: "work" } },
  async ({ event, step, attempt }) => {
    const { n } = event.data as { n: number };
    await step.run("first", () => log(`${n} first by ${name}`));
    await step.sleep("rest", "1s");
    await step.run("second", async () => {
      log(`${n} second begins ${attempt}`);
      while (!existsSync(`${folder}/release`)) await pause(20);
      log(`${n} second ends`);
    });
    await step.run("third", () => log(`${n} third by ${name}`));
  },
);

const deadly = client.createFunction(
  {
    id: "deadly",
    retries: 0,
    triggers: { event: "deadly" },
    onFailure: ({ error }: { error: Error }) => log(`deadly failed: ${error.message}`),
  },
  ({ step }) =>
    step.run("die", async () => {
      log("deadly begins");
      await pause(100);
      process.kill(process.pid, "SIGKILL");
      await pause(60_000);
    }),
);

const neighbour = client.createFunction({ id: "neighbour", retries: 0, triggers: { event: "neighbour" } }, ({ step }) =>
  step.run("live", async () => {
    log("neighbour begins");
    await pause(600);
    log("neighbour ends");
  }),
);

runner.use(serve({ client, functions: [work, deadly, neighbour] }));
if (events.length > 0) await client.send(events);
await runner.start();
log(`${name} is up`);

process.once("SIGTERM", () => {
  void runner
    .stop()
    .then(() => handle.close())
    .then(() => process.exit(0));
});
