import { sql } from "kysely";
import type { Db } from "../client";

/**
 * Gives everything of one owner to another: edits, and the keys that they were asked for under. Doing it again changes
 * nothing.
 * @returns how many edits there were.
 */
export async function moveOwner(db: Db, from: string, to: string): Promise<number> {
  const moved = await db
    .updateTable("edits")
    .set({ ownerHash: to })
    .where("ownerHash", "=", from)
    .where("deletedAt", "is", null)
    .executeTakeFirst();
  // A key that both have used stands for the new owner's edit.
  await db
    .deleteFrom("idempotencyKeys as own")
    .where("own.scope", "=", `owner:${from}`)
    .where((is) =>
      is.exists(
        is
          .selectFrom("idempotencyKeys as other")
          .select(sql`1`.as("one"))
          .where("other.scope", "=", `owner:${to}`)
          .whereRef("other.key", "=", "own.key"),
      ),
    )
    .execute();
  await db
    .updateTable("idempotencyKeys")
    .set({ scope: `owner:${to}` })
    .where("scope", "=", `owner:${from}`)
    .execute();
  return Number(moved.numUpdatedRows);
}

/** Whether an owner has any edit. */
export async function ownsAny(db: Db, ownerHash: string): Promise<boolean> {
  const any = await db
    .selectFrom("edits")
    .select("id")
    .where("ownerHash", "=", ownerHash)
    .where("deletedAt", "is", null)
    .limit(1)
    .executeTakeFirst();
  return any !== undefined;
}
