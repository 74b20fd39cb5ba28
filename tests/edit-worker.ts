/**
 * A Mizual without its web server, for tests that kill it: opens what the environment names, runs the
 * real functions in the embedded runner, and takes requests from the command line.
 *
 *     edit-worker submit COUNT [KILL]   accepts COUNT edits, prints their ids, runs until it is killed
 *     edit-worker drain                 runs until no edit is left unfinished
 *
 * KILL is `before:N` or `after:N`: this process kills itself (SIGKILL) before it makes the Nth call
 * that belongs to its own edits, or after the call's effect and before its answer is stored.
 */
import { serve } from "inngest/edge";
import { migrate } from "@/db/migrations/migrate";
import { createFunctions } from "@/inngest/functions";
import { requestEdit } from "@/lib/edits/request";
import { parseEnv } from "@/lib/config/env";
import { createLog } from "@/lib/log";
import { sweepEdits } from "@/lib/edits/sweep";
import { createRuntime } from "@/lib/services";
import { clientOf, editRequest } from "./factories/edits";
import { testPicture } from "./test-picture";

const [command, count = "1", kill = ""] = process.argv.slice(2);
const [when, nth] = kill.split(":");
const runtime = await createRuntime(
  parseEnv(process.env),
  createLog((line) => process.stderr.write(`${line}\n`)),
  {
    leaseMs: 2_000,
    renewMs: 500,
    pollMs: 100,
    restartSpreadMs: 50,
    checkpointing: process.env["CHECKPOINTING"] === "1",
  },
);
const { services, runner, inngest, database } = runtime;
if (runner === null) throw new Error("this worker is for the embedded runner");
await migrate(database);

const own = new Set<string>();
let calls = 0;
const client = await inngest();
const handler = serve({
  client,
  functions: createFunctions(client, async () => services, { sweepCron: null, looksByEvents: false, runsPerClient: 5 }),
});

runner.use(async (request) => {
  const body = request.method === "POST" ? await request.clone().text() : "";
  const mine = [...own].some((id) => body.includes(id));
  if (mine) calls += 1;
  const dies = mine && calls === Number(nth);
  if (dies && when === "before") process.kill(process.pid, "SIGKILL");
  const response = await handler(request);
  if (dies && when === "after") process.kill(process.pid, "SIGKILL");
  return response;
});

if (command === "submit") {
  const picture = await testPicture();
  for (let at = 0; at < Number(count); at += 1) {
    // One client may not have so many waiting.
    const client = clientOf(`worker ${at % 4}`);
    const request = editRequest(picture, { enhance: "auto" });
    const { editId } = await requestEdit(services, request, client);
    own.add(editId);
    process.stdout.write(`${editId}\n`);
  }
}
await runner.start();
process.stdout.write("ready\n");

/** Edits that are not over, and runs of theirs that have still to end. */
const unfinished = async (): Promise<number> => {
  const edits = services.db
    .selectFrom("edits")
    .select("id")
    .where("status", "not in", ["completed", "failed", "canceled"]);
  const runs = services.db
    .selectFrom("runnerRuns")
    .select("id")
    .where("status", "=", "running")
    .where("functionId", "=", "mizual-edit");
  return (await edits.execute()).length + (await runs.execute()).length;
};

for (let round = 0; (await unfinished()) > 0; round += 1) {
  if (round % 20 === 0) await sweepEdits(services);
  await new Promise((resolve) => setTimeout(resolve, 100));
}
process.stdout.write(`calls ${calls}\n`);
await runner.stop({ graceMs: 2_000 });
await database.close();
