import { sql } from "kysely";
import { FINAL_STATUSES } from "@/lib/lifecycle";
import type { Db } from "../client";
import type { EditRow } from "./edits";

/** Turns an edit into a tombstone: no picture, prompt, plan, owner or error text is left. */
export async function tombstoneEdit(db: Db, id: string): Promise<boolean> {
  const result = await db
    .updateTable("edits")
    .set({
      prompt: null,
      enhancedPrompt: null,
      plan: null,
      resultNotes: [],
      leftOut: [],
      suggestions: [],
      altText: null,
      originalKey: null,
      originalPreviewKey: null,
      originalThumbnailKey: null,
      originalSha256: null,
      resultKey: null,
      resultSha256: null,
      previewKey: null,
      thumbnailKey: null,
      ownerHash: null,
      clientHash: null,
      errorDetail: null,
      deletedAt: sql<Date>`now()`,
    })
    .where("id", "=", id)
    .where("deletedAt", "is", null)
    .where("status", "in", FINAL_STATUSES)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The columns that name an object of the store. */
const KEY_COLUMNS = [
  "originalKey",
  "originalPreviewKey",
  "originalThumbnailKey",
  "resultKey",
  "previewKey",
  "thumbnailKey",
] as const;

/**
 * Orders what follows with every other deletion in the chain, until the transaction ends: of two edits that are deleted
 * at once the later one sees the other gone. Its edits before itself, and those in one order, so that no two wait for
 * each other: a follow-up takes its parent first and the chain then.
 */
export async function lockChain(db: Db, rootId: string): Promise<void> {
  await db.selectFrom("edits").select("id").where("rootId", "=", rootId).orderBy("id").forNoKeyUpdate().execute();
  await db.selectFrom("chains").select("rootId").where("rootId", "=", rootId).forUpdate().execute();
}

/** The other edits of its chain that show any of these keys, oldest first. */
export async function findSharers(
  db: Db,
  edit: Pick<EditRow, "id" | "rootId">,
  keys: readonly string[],
): Promise<EditRow[]> {
  const others = await db
    .selectFrom("edits")
    .selectAll()
    .where("rootId", "=", edit.rootId)
    .where("id", "<>", edit.id)
    .where("deletedAt", "is", null)
    .orderBy("createdAt")
    .execute();
  return others.filter((other) => keysOf(other).some((key) => keys.includes(key)));
}

/** Of these keys of a deleted edit's pictures, those that no other edit of its chain shows. */
export async function findUnsharedKeys(
  db: Db,
  edit: Pick<EditRow, "id" | "rootId">,
  keys: readonly string[],
): Promise<string[]> {
  const shown = new Set((await findSharers(db, edit, keys)).flatMap(keysOf));
  return keys.filter((key) => !shown.has(key));
}

/** Lets every edit of a chain that was made of one picture show it under another key. */
export async function replaceKey(db: Db, rootId: string, from: string, to: string): Promise<void> {
  for (const column of ["originalKey", "originalPreviewKey", "originalThumbnailKey"] as const)
    await db
      .updateTable("edits")
      .set({ [column]: to })
      .where("rootId", "=", rootId)
      .where(column, "=", from)
      .execute();
}

/** The pictures that an edit names: its own, and those that it shares with its parent. */
export function keysOf(edit: Pick<EditRow, (typeof KEY_COLUMNS)[number]>): string[] {
  return KEY_COLUMNS.flatMap((column) => edit[column] ?? []);
}
