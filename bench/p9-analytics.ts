import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { sql } from "kysely";
import type { Db } from "@/db/client";
import { rebuildAnalytics } from "@/db/queries/analytics-rebuild";
import { chainAnalytics } from "@/lib/analytics/chain-analytics";
import { countFeedback } from "@/lib/analytics/feedback";
import { dayOf, shiftDay } from "@/lib/analytics/range";
import { countUsage } from "@/lib/analytics/usage";
import { parseEnv } from "@/lib/config/env";
import { createCapabilities, type Services } from "@/lib/services";
import { readOverview } from "@/lib/insight/overview";
import { requestEdit } from "@/lib/edits/request";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { completeScripted, scriptDay, scriptUnfinished } from "@/tests/factories/scripted-day";
import { testPicture } from "@/tests/test-picture";
import { createBenchDatabase } from "./support/bench-database";
import { interleaved, whileGrowing } from "./support/growing";
import { growthExponent, median, printRaw, printTable } from "@mizual/engine/bench";

const ROUNDS = 60;

/**
 * P9: the analytics, and all that the operator's page reads, against a one-row SELECT, and against counting for real, while the table grows; and what counting adds to the
 * end of an edit; then what it adds to an accepted submit and to all statements of an edit.
 */
export async function benchAnalytics(): Promise<void> {
  const rows: Array<Array<string | number>> = [];
  const costs: Record<
    "chains" | "month" | "year" | "feedback" | "overview" | "end",
    Array<{ size: number; cost: number }>
  > = { chains: [], month: [], year: [], feedback: [], overview: [], end: [] };
  const folder = mkdtempSync(path.join(os.tmpdir(), "mizual-bench-"));
  const capabilities = await createCapabilities(parseEnv({ RATE_LIMITS: "off", DATA_DIR: folder }));
  let last: number[] = [];
  const today = dayOf(new Date());
  await whileGrowing(async (db, edits) => {
    await rateSome(db);
    const services: Services = { ...capabilities, db, ...NOTHING_RUNS };
    const started = performance.now();
    await rebuildAnalytics(db, "preview");
    const rebuilt = performance.now() - started;
    const oneRow = db.selectFrom("chainRollup").select("chains").where("shard", "=", 0);
    const { row, chains, month, year, feedback, overview } = await interleaved(ROUNDS, {
      row: () => oneRow.execute(),
      chains: () => chainAnalytics({ db }),
      month: () => countUsage({ db }, { by: "day" }),
      year: () => countUsage({ db }, { by: "day", from: shiftDay(today, -365), to: today }),
      feedback: () => countFeedback({ db }, {}),
      overview: () => readOverview(services, {}),
    });
    const { counted } = await interleaved(3, { counted: () => countForReal(db) });
    const ends = await timeEnds(db);
    rows.push([
      String(edits),
      median(row),
      median(chains),
      median(month),
      median(year),
      median(feedback),
      median(overview),
      median(counted),
      rebuilt / 1000,
      median(ends.counted),
      median(ends.not),
    ]);
    costs.end.push({ size: edits, cost: median(ends.counted) });
    costs.chains.push({ size: edits, cost: median(chains) });
    costs.month.push({ size: edits, cost: median(month) });
    costs.year.push({ size: edits, cost: median(year) });
    costs.feedback.push({ size: edits, cost: median(feedback) });
    costs.overview.push({ size: edits, cost: median(overview) });
    last = year;
  });
  printTable(
    [
      "edits",
      "one row ms",
      "chains ms",
      "usage, 30 days ms",
      "usage, a year ms",
      "feedback, 30 days ms",
      "overview, 30 days ms",
      "counting the year ms",
      "rebuild s",
      "end, counted ms",
      "end, not ms",
    ],
    rows,
  );
  for (const [name, measured] of Object.entries(costs))
    console.log(`  growth exponent, ${name}: ${growthExponent(measured).toFixed(3)}`);
  rmSync(folder, { recursive: true, force: true });
  printRaw("ms, usage of a year at the largest size (first 40)", last.slice(0, 40));
  await benchCounting();
}

const NOTHING_RUNS = {
  events: { send: async () => {} },
  appSecret: "only for this benchmark ".repeat(2),
  checkRuns: async () => {},
};

/** One of twenty edits is rated, half of them with a thumbs down and words; counted by what counts all anew. */
async function rateSome(db: Db): Promise<void> {
  await setCounting(db, false);
  await sql`
    insert into ${sql.table("preview.edit_feedback")} (edit_id, rating, feedback_text, client_hash, sentiment, themes)
    select id, nth % 2, case nth % 2 when 0 then 'the face looks fake, and the colours are too strong' end,
      'client ' || nth % 500, case nth % 2 when 0 then 'negative' end,
      case nth % 2 when 0 then array['faces', 'colours'] else '{}' end
    from (select id, ('x' || left(id::text, 7))::bit(28)::int / 20 as nth, ('x' || left(id::text, 7))::bit(28)::int % 20 as rest
      from ${sql.table("preview.edits")}) as drawn
    where rest = 0 on conflict do nothing`.execute(db);
  await setCounting(db, true);
  await sql`vacuum analyze ${sql.table("preview.edit_feedback")}`.execute(db);
}

const countForReal = (db: Db) =>
  sql`select date_trunc('day', finished_at) as day, editor, status, count(*),
      percentile_cont(0.5) within group (order by finished_at - created_at)
    from ${sql.table("preview.edits")} where status in ('completed', 'failed', 'canceled') group by 1, 2, 3`.execute(
    db,
  );

/** Ends of edits that are timed at each size, with counting and without. */
const ENDS = 20;

/** Milliseconds that the statement takes which ends an edit and commits, counted and not, in turn. */
async function timeEnds(db: Db): Promise<Record<"counted" | "not", number[]>> {
  const times: Record<"counted" | "not", number[]> = { counted: [], not: [] };
  for (let round = -3; round < ENDS; round++)
    for (const way of ["counted", "not"] as const) {
      const run = await scriptUnfinished(db);
      await setCounting(db, way === "counted");
      const started = performance.now();
      await completeScripted(db, run);
      if (round >= 0) times[way].push(performance.now() - started);
    }
  await setCounting(db, true);
  return times;
}

const COUNTING = [
  ["edits", "edits_counted"],
  ["spend_reservations", "spend_reservations_counted"],
  ["edit_feedback", "edit_feedback_counted"],
] as const;

async function setCounting(db: Db, on: boolean): Promise<void> {
  const say = sql.raw(on ? "enable" : "disable");
  for (const [table, trigger] of COUNTING)
    await sql`alter table ${sql.id("preview", table)} ${say} trigger ${sql.id(trigger)}`.execute(db);
}

const EDITS = 60;

/** What counting adds to an accepted submit, and to all statements of an edit: each beside the same without, in turn. */
async function benchCounting(): Promise<void> {
  const database = await createBenchDatabase();
  const handle = await database.open();
  const services: Services = {
    ...(await createCapabilities(parseEnv({ ...database.env, RATE_LIMITS: "off", DATA_DIR: database.dataDir }))),
    db: handle.db,
    ...NOTHING_RUNS,
  };
  try {
    const photo = await testPicture(2000, 1500);
    await inPairs(handle.db, "an accepted submit of three megapixels", 1, 40, async (round) =>
      requestEdit(services, editRequest(photo), clientOf(`client ${round}`)),
    );
    await inPairs(handle.db, "all statements of an edit, from its acceptance to its rating", EDITS, 8, async (round) =>
      scriptDay(services, { edits: EDITS, seed: 100 + round }),
    );
  } finally {
    await handle.close();
    await database.drop();
  }
}

/** Does some work counted and not counted in turn, the first of each round once this and once that. */
async function inPairs(
  db: Db,
  what: string,
  edits: number,
  rounds: number,
  work: (round: number) => Promise<unknown>,
): Promise<void> {
  const wall: Record<"counted" | "not", number[]> = { counted: [], not: [] };
  const cpu: typeof wall = { counted: [], not: [] };
  const ways = ["counted", "not"] as const;
  for (let round = -1; round < rounds; round++)
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      await setCounting(db, way === "counted");
      const before = process.cpuUsage();
      const started = performance.now();
      await work(round);
      const ms = performance.now() - started;
      const { user, system } = process.cpuUsage(before);
      // The first round only warms up.
      if (round < 0) continue;
      wall[way].push(ms / edits);
      cpu[way].push((user + system) / 1000 / edits);
    }
  const ratio = (of: typeof wall): number => median(of.counted.map((ms, at) => ms / (of.not[at] ?? ms)));
  printTable(
    [what, "wall ms", "CPU ms here"],
    [
      ["counted", median(wall.counted), median(cpu.counted)],
      ["not counted", median(wall.not), median(cpu.not)],
      ["median ratio of the pairs", ratio(wall), ratio(cpu)],
    ],
  );
  printRaw("wall ms, counted", wall.counted);
  printRaw("wall ms, not counted", wall.not);
}
