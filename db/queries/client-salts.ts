import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "../client";

/** The salts of client hashes. `day`: today as YYYY-MM-DD, in UTC by the database's clock. */
export type ClientSalts = { day: string; today: string; yesterday: string | null };

const TODAY = sql<string>`(now() at time zone 'utc')::date`;

/** Today's salt, the same for every process and made at its first use, and yesterday's, if there was one. */
export async function getClientSalts(db: Db): Promise<ClientSalts> {
  const found = await readSalts(db);
  if (found.today !== null) return { ...found, today: found.today };
  await db
    .insertInto("clientSalts")
    .values({ day: TODAY, salt: randomBytes(32).toString("base64url") })
    .onConflict((conflict) => conflict.column("day").doNothing())
    .execute();
  return getClientSalts(db);
}

/** Deletes the salts of days before yesterday: nobody can follow a client across them any more. */
export async function deleteOldClientSalts(db: Db): Promise<void> {
  await db
    .deleteFrom("clientSalts")
    .where("day", "<", sql<string>`${TODAY} - 1`)
    .execute();
}

async function readSalts(db: Db): Promise<{ day: string; today: string | null; yesterday: string | null }> {
  const salts = db.selectFrom("clientSalts").select("salt");
  return db
    .selectNoFrom([
      TODAY.as("day"),
      salts.where("day", "=", TODAY).as("today"),
      salts.where("day", "=", sql<string>`${TODAY} - 1`).as("yesterday"),
    ])
    .executeTakeFirstOrThrow();
}
