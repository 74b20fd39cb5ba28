import { sql } from "kysely";
import type { Db } from "../client";
import { UNFINISHED_STATUSES } from "@/lib/lifecycle";

/**
 * Makes everybody else who takes a turn of this name wait, until the transaction ends. Longer than for other locks, which
 * nobody should have to wait for: a queue of turns is no trouble, but work that is done one after the other.
 */
export async function takeTurn(db: Db, name: string): Promise<void> {
  await sql`select set_config('lock_timeout', '8s', true), pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(
    db,
  );
}

/** Makes every other submit of this client wait, until the transaction ends. */
export async function lockClient(db: Db, schema: string, clientHash: string): Promise<void> {
  await takeTurn(db, `client:${schema}:${clientHash}`);
}

export type Waiting = { ofClient: number; ofBrowser: number; atEditor: number };

/**
 * How many edits are not over: of a client and of the browser among them, and at an editor.
 * @param fallback the editor of edits that ask for none.
 */
export async function countWaiting(
  db: Db,
  who: { clientHash: string; ownerHash: string | null },
  { editor, fallback }: { editor: string; fallback: string },
): Promise<Waiting> {
  const row = await db
    .selectFrom("edits")
    .select([
      sql<string>`count(*) filter (where client_hash = ${who.clientHash})`.as("ofClient"),
      sql<string>`count(*) filter (where client_hash = ${who.clientHash}
        and owner_hash is not distinct from ${who.ownerHash}::text)`.as("ofBrowser"),
      sql<string>`count(*) filter (where coalesce(editor, requested_editor, ${fallback}) = ${editor})`.as("atEditor"),
    ])
    .where("status", "in", UNFINISHED_STATUSES)
    .executeTakeFirstOrThrow();
  return { ofClient: Number(row.ofClient), ofBrowser: Number(row.ofBrowser), atEditor: Number(row.atEditor) };
}
