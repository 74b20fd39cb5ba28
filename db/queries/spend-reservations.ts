import { sql } from "kysely";
import type { Db } from "../client";

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
