import { sql } from "kysely";
import { expect } from "vitest";
import type { TestServices } from "./services";

/** Asserts that what is counted of each day, in all and by client, is the sum of what is counted of its edits. */
export async function expectBalancedLedger({ services: { db } }: Pick<TestServices, "services">): Promise<void> {
  const counted = await db.selectFrom("spend").select(["day", "scope", "usd"]).where("usd", "<>", "0").execute();
  const sum = sql<string>`sum(usd)::numeric(12, 6)`.as("usd");
  const ofAll = await db.selectFrom("spendReservations").select(["day", sum]).groupBy("day").execute();
  const ofClients = await db
    .selectFrom("spendReservations")
    .select(["day", "scope", sum])
    .where("scope", "is not", null)
    .groupBy(["day", "scope"])
    .execute();
  const expected = [...ofAll.map((row) => ({ ...row, scope: "" })), ...ofClients].filter(({ usd }) => Number(usd) > 0);
  const inOrder = (rows: Array<{ day: string; scope: string | null; usd: string }>) =>
    rows.map(({ day, scope, usd }) => `${day} ${scope} ${usd}`).toSorted();
  expect(inOrder(counted)).toEqual(inOrder(expected));
}
