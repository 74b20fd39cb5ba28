import { type Kysely, sql } from "kysely";
import type { Database } from "../schema";

/** Takes every open attempt for sent: whether it was may have been written, and be lost with the machine. */
export async function takeOpenForSent(db: Kysely<Database>): Promise<void> {
  await db
    .updateTable("editAttempts")
    .set({ sentAt: sql<Date>`now()` })
    .where("outcome", "is", null)
    .where("sentAt", "is", null)
    .execute();
}
