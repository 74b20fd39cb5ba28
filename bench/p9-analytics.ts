import { sql } from "kysely";
import { chainAnalytics } from "@/lib/analytics/chain-analytics";
import { interleaved, whileGrowing } from "./support/growing";
import { growthExponent, median, printRaw, printTable } from "@mizual/engine/bench";

const ROUNDS = 200;

/** P9: the analytics against a one-row SELECT, and against counting for real, while the table grows. */
export async function benchAnalytics(): Promise<void> {
  const rows: Array<Array<string | number>> = [];
  const costs: Array<{ size: number; cost: number }> = [];
  let last: number[] = [];
  await whileGrowing(async (db, edits) => {
    const oneRow = db.selectFrom("chainRollup").select("chains").where("shard", "=", 0);
    const { row, analytics } = await interleaved(ROUNDS, {
      row: () => oneRow.execute(),
      analytics: () => chainAnalytics({ db }),
    });
    const { counted } = await interleaved(3, {
      counted: () =>
        sql`select count(*), avg(deepest) from (
          select max(chain_position) as deepest from ${sql.table("preview.edits")}
          where status = 'completed' group by root_id having max(chain_position) > 1) as chains`.execute(db),
    });
    rows.push([String(edits), median(row), median(analytics), median(analytics) / median(row), median(counted)]);
    costs.push({ size: edits, cost: median(analytics) });
    last = analytics;
  });
  printTable(["edits", "one row ms", "analytics ms", "× one row", "counting them all ms"], rows);
  console.log(`  growth exponent: ${growthExponent(costs).toFixed(3)}`);
  printRaw("ms, analytics at the largest size (first 40)", last.slice(0, 40));
}
