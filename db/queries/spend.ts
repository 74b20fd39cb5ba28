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

/** What an edit may cost from here on, counted for `day`. An edit has one open reservation at most. */
export async function insertReservation(
  db: Db,
  reservation: { editId: string; day: string; scope: string | null; usd: number },
): Promise<void> {
  const { editId, day, scope, usd } = reservation;
  await db
    .insertInto("spendReservations")
    .columns(["editId", "number", "day", "scope", "priceUsd", "usd"])
    .expression((from) =>
      from
        .selectFrom("spendReservations as earlier")
        .where("earlier.editId", "=", editId)
        .select((select) => [
          sql<string>`${editId}::uuid`.as("editId"),
          sql<number>`coalesce(${select.fn.max("earlier.number")}, 0) + 1`.as("number"),
          sql<string>`${day}::date`.as("day"),
          sql<string | null>`${scope}::text`.as("scope"),
          sql<string>`${usd}::numeric(12, 6)`.as("priceUsd"),
          sql<string>`${usd}::numeric(12, 6)`.as("usd"),
        ]),
    )
    .execute();
}

/** Whether something is reserved for a submit of this edit that is still to come. */
export async function hasOpenReservation(db: Db, editId: string): Promise<boolean> {
  const row = await db
    .selectFrom("spendReservations")
    .select("number")
    .where("editId", "=", editId)
    .where("settledAt", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

export type ReservationState = {
  number: number;
  day: string;
  /** `null` once the edit is deleted. */
  scope: string | null;
  /** What is counted for it, in US dollars, as decimal text. */
  usd: string;
  /** What its attempts have cost by all that is known: where a charge has no known cost, the reserved price. */
  owedUsd: string;
  settledAt: Date | null;
};

/** The reservations of an edit, oldest first. Each covers the attempts that were sent before the next was made. */
export async function findReservations(db: Db, editId: string): Promise<ReservationState[]> {
  return db
    .selectFrom((from) =>
      from
        .selectFrom("spendReservations")
        .selectAll()
        .select(sql<Date | null>`lead(created_at) over (order by number)`.as("until"))
        .where("editId", "=", editId)
        .as("own"),
    )
    .select((select) => [
      "own.number",
      "own.day",
      "own.scope",
      "own.usd",
      "own.settledAt",
      select
        .selectFrom("editAttempts as attempt")
        .select(
          sql<string>`coalesce(sum(case when attempt.charge = 'none' and attempt.outcome is not null then 0
            else coalesce(attempt.cost_usd, own.price_usd) end), 0)`.as("owed"),
        )
        .where("attempt.editId", "=", editId)
        .whereRef("attempt.sentAt", ">=", "own.createdAt")
        .where((where) =>
          where.or([where("own.until", "is", null), where("attempt.sentAt", "<", where.ref("own.until"))]),
        )
        .$asScalar()
        .$notNull()
        .as("owedUsd"),
    ])
    .orderBy("own.number")
    .execute();
}

/** From here on `usd` is counted for this reservation. */
export async function settleReservation(db: Db, editId: string, number: number, usd: string): Promise<void> {
  await db
    .updateTable("spendReservations")
    .set({ usd: sql<string>`${usd}::numeric(12, 6)`, settledAt: sql<Date>`coalesce(settled_at, now())` })
    .where("editId", "=", editId)
    .where("number", "=", number)
    .execute();
}

/** Forgets whose money limit an edit counted against; what it cost stays. */
export async function forgetReservationScopes(db: Db, editId: string): Promise<void> {
  await db.updateTable("spendReservations").set({ scope: null }).where("editId", "=", editId).execute();
}
