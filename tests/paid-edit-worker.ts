/**
 * A Mizual without its web server that pays for its edits, for tests that kill it: opens what the
 * environment names, runs the real functions in the embedded runner.
 *
 *     paid-edit-worker migrate            prepares the database
 *     paid-edit-worker submit WORDS [N]   accepts one edit and runs it; kills itself (SIGKILL) at the Nth
 *                                         boundary of its edit stage, or ends with the edit
 *     paid-edit-worker drain              runs until no edit is left unfinished
 */
import { serve } from "inngest/edge";
import { migrate } from "@/db/migrations/migrate";
import { createFunctions } from "@/inngest/functions";
import { requestEdit } from "@/lib/edits/request";
import { parseEnv } from "@/lib/config/env";
import { createLog } from "@/lib/log";
import { createRuntime } from "@/lib/services";
import { clientOf, editRequest } from "./factories/edits";
import { mortalServices } from "./mortal-services";
import { testPicture } from "./test-picture";

const [command, words = "make it warmer", nth = "0"] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const runtime = await createRuntime(
  parseEnv(process.env),
  createLog((line) => process.stderr.write(`${line}\n`)),
  // As on an Inngest server, with CHECKPOINTING=1: a call goes on after each step.
  { pollMs: 50, checkpointing: process.env["CHECKPOINTING"] === "1" },
);
const { runner, inngest, database } = runtime;
if (runner === null) throw new Error("this worker is for the embedded runner");
if (command === "migrate") await migrate(database);

let reached = 0;
const services = mortalServices(runtime.services, (boundary) => {
  if (command !== "submit") return;
  reached += 1;
  say(`${reached} ${boundary}`);
  if (reached === Number(nth)) process.kill(process.pid, "SIGKILL");
});
const client = await inngest();
const handler = serve({
  client,
  functions: createFunctions(client, async () => services, { sweepCron: null, looksByEvents: false, runsPerClient: 5 }),
});
runner.use((request) => handler(request));

if (command === "submit") {
  const request = editRequest(await testPicture(), { prompt: words });
  const { editId } = await requestEdit(runtime.services, request, clientOf("w"));
  say(`edit ${editId}`);
}
if (command !== "migrate") {
  await runner.start();
  const unfinished = () =>
    runtime.services.db
      .selectFrom("runnerRuns")
      .innerJoin("runnerJobs", "runnerJobs.runId", "runnerRuns.id")
      .select("runnerRuns.id")
      .where("runnerRuns.functionId", "=", "mizual-edit")
      .where("runnerRuns.status", "=", "running")
      .where("runnerJobs.dueAt", "<", new Date(Date.now() + 600_000))
      .executeTakeFirst();
  while ((await unfinished()) !== undefined) await new Promise((resolve) => setTimeout(resolve, 100));
  await runner.stop({ graceMs: 2_000 });
}
await database.close();
say("ended");
