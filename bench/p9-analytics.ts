import { sql } from "kysely";
import type { Db } from "@/db/client";
import { rebuildAnalytics } from "@/db/queries/analytics-rebuild";
import { chainAnalytics } from "@/lib/analytics/chain-analytics";
import { dayOf, shiftDay } from "@/lib/analytics/range";
import { countUsage } from "@/lib/analytics/usage";
import { parseEnv } from "@/lib/config/env";
import { createCapabilities, type Services } from "@/lib/services";
import { scriptDay } from "@/tests/factories/scripted-day";
import { createBenchDatabase } from "./support/bench-database";
import { interleaved, whileGrowing } from "./support/growing";
import { growthExponent, median, printRaw, printTable } from "@mizual/engine/bench";

const ROUNDS = 60;

/**
 * P9: the analytics against a one-row SELECT, and against counting for real, while the table grows; then what counting
 * adds to an edit's statements.
 */
export async function benchAnalytics(): Promise<void> {
  const rows: Array<Array<string | number>> = [];
  const costs: Record<"chains" | "month" | "year", Array<{ size: number; cost: number }>> = {
    chains: [],
    month: [],
    year: [],
  };
  let last: number[] = [];
  const today = dayOf(new Date());
  await whileGrowing(async (db, edits) => {
    const started = performance.now();
    await rebuildAnalytics(db, "preview");
    const rebuilt = performance.now() - started;
    const oneRow = db.selectFrom("chainRollup").select("chains").where("shard", "=", 0);
    const { row, chains, month, year } = await interleaved(ROUNDS, {
      row: () => oneRow.execute(),
      chains: () => chainAnalytics({ db }),
      month: () => countUsage({ db }, { by: "day" }),
      year: () => countUsage({ db }, { by: "day", from: shiftDay(today, -365), to: today }),
    });
    const { counted } = await interleaved(3, { counted: () => countForReal(db) });
    rows.push([
      String(edits),
      median(row),
      median(chains),
      median(month),
      median(year),
      median(counted),
      rebuilt / 1000,
    ]);
    costs.chains.push({ size: edits, cost: median(chains) });
    costs.month.push({ size: edits, cost: median(month) });
    costs.year.push({ size: edits, cost: median(year) });
    last = year;
  });
  printTable(
    ["edits", "one row ms", "chains ms", "usage, 30 days ms", "usage, a year ms", "counting the year ms", "rebuild s"],
    rows,
  );
  for (const [name, measured] of Object.entries(costs))
    console.log(`  growth exponent, ${name}: ${growthExponent(measured).toFixed(3)}`);
  printRaw("ms, usage of a year at the largest size (first 40)", last.slice(0, 40));
  await benchCounting();
}

const countForReal = (db: Db) =>
  sql`select date_trunc('day', finished_at) as day, editor, status, count(*),
      percentile_cont(0.5) within group (order by finished_at - created_at)
    from ${sql.table("preview.edits")} where status in ('completed', 'failed', 'canceled') group by 1, 2, 3`.execute(
    db,
  );

const EDITS = 60;

/** The statements of whole edits with and without counting, in turn. */
async function benchCounting(): Promise<void> {
  const database = await createBenchDatabase();
  const handle = await database.open();
  const services: Services = {
    ...(await createCapabilities(parseEnv({ ...database.env, DATA_DIR: database.dataDir }))),
    db: handle.db,
    events: { send: async () => {} },
    appSecret: "only for this benchmark ".repeat(2),
    checkRuns: async () => {},
  };
  const edits = sql.id("preview", "edits");
  const counting = (on: boolean): Promise<unknown> => {
    const say = sql.raw(on ? "enable" : "disable");
    return sql`alter table ${edits} ${say} trigger edits_counted`.execute(handle.db);
  };
  try {
    let seed = 100;
    const day = async (): Promise<unknown> => {
      seed += 1;
      return scriptDay(services, { edits: EDITS, seed });
    };
    const times: Record<"with" | "without", number[]> = { with: [], without: [] };
    for (let round = -1; round < 8; round++)
      for (const way of ["with", "without"] as const) {
        await counting(way === "with");
        const started = performance.now();
        await day();
        if (round >= 0) times[way].push((performance.now() - started) / EDITS);
      }
    const [counted, not] = [median(times.with), median(times.without)];
    console.log(`  statements of an edit: ${counted.toFixed(2)} ms counted, ${not.toFixed(2)} ms not`);
    console.log(`  counting adds ${(counted - not).toFixed(2)} ms to an edit, nothing to a submit`);
    printRaw("ms an edit, counted", times.with);
    printRaw("ms an edit, not counted", times.without);
  } finally {
    await handle.close();
    await database.drop();
  }
}
