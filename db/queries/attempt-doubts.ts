import { sql } from "kysely";
import type { Charge } from "@/lib/errors";
import type { Db } from "../client";

/**
 * The provider says that it lost the task or failed with it: how often it has said so in a row, and for how many
 * seconds it has had the task, by the database's clock.
 */
export async function noteDoubt(db: Db, id: string): Promise<{ inARow: number; seconds: number }> {
  const row = await db
    .updateTable("editAttempts")
    .set({ doubts: sql<number>`doubts + 1` })
    .where("id", "=", id)
    .returning(["doubts", sql<number>`extract(epoch from now() - sent_at)::float8`.as("seconds")])
    .executeTakeFirst();
  return { inARow: row?.doubts ?? 0, seconds: row?.seconds ?? 0 };
}

/** The provider is believed: its word on the charge stands, and the task stays stored, to be asked after again. */
export async function believeDoubts(db: Db, id: string, charge: Charge): Promise<void> {
  await db.updateTable("editAttempts").set({ charge }).where("id", "=", id).execute();
}

/** The provider knows the task after all. */
export async function forgetDoubts(db: Db, id: string): Promise<void> {
  await db.updateTable("editAttempts").set({ doubts: 0 }).where("id", "=", id).where("doubts", ">", 0).execute();
}

/** Notes the host of an address of the provider's that was not asked, for the operator. */
export async function noteRefusedHost(db: Db, id: string, refusedHost: string): Promise<void> {
  await db.updateTable("editAttempts").set({ refusedHost }).where("id", "=", id).execute();
}
