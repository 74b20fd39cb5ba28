import type { Db } from "../client";

/**
 * Gives what belongs to one owner to another: edits, and the keys that they were asked for under. Doing it again changes
 * nothing.
 * @returns whether the new owner has any edit.
 */
export async function moveOwner(db: Db, from: string, to: string): Promise<boolean> {
  await db.updateTable("edits").set({ ownerHash: to }).where("ownerHash", "=", from).execute();
  await db
    .updateTable("idempotencyKeys")
    .set({ scope: `owner:${to}` })
    .where("scope", "=", `owner:${from}`)
    .execute();
  const any = await db.selectFrom("edits").select("id").where("ownerHash", "=", to).limit(1).executeTakeFirst();
  return any !== undefined;
}
