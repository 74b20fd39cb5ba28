/**
 * Counts edits in a process of its own, for tests that kill it.
 *
 *     counting-worker end [KILL]          ends one edit as the last step of its run does, and counts it naively besides
 *     counting-worker rebuild [KILL]      counts all anew, a few edits at a time
 *
 * KILL is the boundary at which this process kills itself (SIGKILL): before and after each statement, and once a commit is
 * on its way. Without, it says how many there were. A step that did not come to its end is begun again by the next process.
 */
import { type KyselyPlugin, sql } from "kysely";
import { openDatabase } from "@/db/client";
import { migrate } from "@/db/migrations/migrate";
import { rebuildAnalytics } from "@/db/queries/analytics-rebuild";
import { parseEnv } from "@/lib/config/env";
import { completeScripted, scriptUnfinished } from "./factories/scripted-day";

const [command, kill = "0"] = process.argv.slice(2);
const handle = await openDatabase(parseEnv(process.env));
await migrate(handle, { environment: "test" });
const { db, schema } = handle;
const table = (name: string) => sql.id(schema, name);

let boundaries = 0;
function reach(): void {
  boundaries += 1;
  if (boundaries === Number(kill)) process.kill(process.pid, "SIGKILL");
}

const mortal: KyselyPlugin = {
  transformQuery({ node }) {
    reach();
    return node;
  },
  async transformResult({ result }) {
    reach();
    // What comes next has been sent by then, such as a commit.
    setImmediate(reach);
    return result;
  },
};

/** The step of a run: it is called again until it has come to its end. */
async function end(): Promise<void> {
  await sql`create table if not exists ${table("steps")} (id uuid, run_id text, done boolean)`.execute(db);
  await sql`create table if not exists ${table("naive")} (way text primary key, edits integer)`.execute(db);
  const { rows } = await sql<{ id: string; runId: string }>`
    select id, run_id as "runId" from ${table("steps")} where not done`.execute(db);
  const run = rows[0] ?? (await scriptUnfinished(db));
  if (rows.length === 0) await sql`insert into ${table("steps")} values (${run.id}, ${run.runId}, false)`.execute(db);
  const completed = await completeScripted(db.withPlugin(mortal), run);
  reach();
  // What a step does that counts beside what it ends: where it was this one that ended it, or each time it comes so far.
  if (completed) await countNaively("where it ended it");
  reach();
  await countNaively("each time");
  reach();
  await sql`update ${table("steps")} set done = true where id = ${run.id}`.execute(db);
}

const countNaively = (way: string) =>
  sql`insert into ${table("naive")} as n values (${way}, 1)
    on conflict (way) do update set edits = n.edits + 1`.execute(db);

if (command === "end") await end();
if (command === "rebuild") await rebuildAnalytics(db.withPlugin(mortal), schema, 7);
process.stdout.write(`boundaries ${boundaries}\n`);
await handle.close();
