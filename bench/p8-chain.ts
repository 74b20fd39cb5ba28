import { CamelCasePlugin } from "kysely";
import type { Db } from "@/db/client";
import { findChainOf, findEditRecord } from "@/db/queries/edits";
import { getChain } from "@/lib/edits/chain";
import { compiledSql } from "@/db/migrations/migration";
import type { Services } from "@/lib/services";
import { sampleIds } from "./support/bench-database";
import { interleaved, whileGrowing } from "./support/growing";
import { growthExponent, median, printRaw, printTable } from "@mizual/engine/bench";

const ROUNDS = 300;

/** P8: the chain of an edit at depth 5 against one lookup by key, in one process, while the table grows. */
export async function benchChain(): Promise<void> {
  const rows: Array<Array<string | number>> = [];
  const costs: Array<{ size: number; cost: number }> = [];
  let last: number[] = [];
  await whileGrowing(async (db, edits) => {
    const ids = await sampleIds(db, ROUNDS);
    const idOf = (round: number): string => ids[round % ids.length] ?? "";
    const services = { db } as Services;
    const { lookup, chain, walked } = await interleaved(ROUNDS, {
      lookup: (round) => findEditRecord(db, idOf(round)),
      chain: (round) => getChain(services, idOf(round)),
      walked: (round) => walkUp(db, idOf(round)),
    });
    const ratio = median(chain) / median(lookup);
    rows.push([String(edits), median(lookup), median(chain), ratio, median(walked) / median(lookup)]);
    costs.push({ size: edits, cost: median(chain) });
    last = chain;
  });
  printTable(["edits", "lookup ms", "chain of 5 ms", "× lookup", "one by one × lookup"], rows);
  console.log(`  statements per chain: ${await statements()}; growth exponent: ${growthExponent(costs).toFixed(3)}`);
  printRaw("ms, chain at the largest size (first 40)", last.slice(0, 40));
}

/** What a chain costs when each edit asks for its parent: the way not taken. */
async function walkUp(db: Db, id: string): Promise<void> {
  for (let at: string | null = id; at !== null;) at = (await findEditRecord(db, at))?.parentId ?? null;
}

async function statements(): Promise<number> {
  const sent = await compiledSql(async (db) => {
    await findChainOf(db.withPlugin(new CamelCasePlugin()), "00000000-0000-0000-0000-000000000000");
  });
  return sent.length;
}
