import { type RawBuilder, sql } from "kysely";
import type { Db } from "../client";

/** Today in UTC, by the database's clock. */
const TODAY = sql<string>`(now() at time zone 'utc')::date`;

const TOMORROW = sql<Date>`(((now() at time zone 'utc')::date + 1)::timestamp at time zone 'utc')`;

/** The scope that counts everybody together; any other is one client's hash. */
export const ALL = "";

const dollars = (usd: number | string): RawBuilder<string> => sql<string>`${usd}::numeric(12, 6)`;

/**
 * Adds to what is counted today in one scope, in one statement that cannot pass `capUsd` however many
 * come at once (`null`: no cap). Holds the row until the transaction ends, so callers take `ALL`
 * first, then the client, and neither before anything else that others wait for.
 * @returns the day that it counts for; `null` when it would pass the cap: nothing is added.
 */
export async function addSpend(db: Db, scope: string, usd: number, capUsd: number | null): Promise<string | null> {
  const added = db.selectNoFrom([TODAY.as("day"), sql<string>`${scope}::text`.as("scope"), dollars(usd).as("usd")]);
  const row = await db
    .insertInto("spend")
    .columns(["day", "scope", "usd"])
    .expression(capUsd === null ? added : added.where(dollars(usd), "<=", dollars(capUsd)))
    .onConflict((conflict) => {
      const again = conflict.columns(["day", "scope"]).doUpdateSet({ usd: sql<string>`spend.usd + excluded.usd` });
      return capUsd === null ? again : again.where(sql<string>`spend.usd + excluded.usd`, "<=", dollars(capUsd));
    })
    .returning("day")
    .executeTakeFirst();
  return row?.day ?? null;
}

/** Corrects what is counted of a day in one scope from one amount to another; a day that is forgotten stays so. */
export async function correctSpend(
  db: Db,
  at: { day: string; scope: string },
  amount: { fromUsd: string; toUsd: string },
): Promise<void> {
  await db
    .updateTable("spend")
    .set({ usd: sql<string>`greatest(0, usd + ${dollars(amount.toUsd)} - ${dollars(amount.fromUsd)})` })
    .where("day", "=", at.day)
    .where("scope", "=", at.scope)
    .execute();
}

/** US dollars counted today, for everybody and for one client, and when the next day begins. */
export async function spendToday(
  db: Db,
  scope: string,
): Promise<{ allUsd: number; clientUsd: number; resetsAt: Date; secondsLeft: number }> {
  const counted = (of: string) => db.selectFrom("spend").select("usd").where("day", "=", TODAY).where("scope", "=", of);
  const row = await db
    .selectNoFrom([
      counted(ALL).as("all"),
      counted(scope).as("client"),
      TOMORROW.as("resetsAt"),
      sql<number>`ceil(extract(epoch from ${TOMORROW} - now()))::int`.as("secondsLeft"),
    ])
    .executeTakeFirstOrThrow();
  const { resetsAt, secondsLeft } = row;
  return { allUsd: Number(row.all ?? 0), clientUsd: Number(row.client ?? 0), resetsAt, secondsLeft };
}

/** Deletes what was counted of single clients before yesterday, and of everybody before `days` days ago. */
export async function deleteOldSpend(db: Db, days: number): Promise<void> {
  await db
    .deleteFrom("spend")
    .where((where) =>
      where.or([
        where("day", "<", sql<string>`${TODAY} - ${days}::int`),
        where.and([where("scope", "<>", ALL), where("day", "<", sql<string>`${TODAY} - 1`)]),
      ]),
    )
    .execute();
}
