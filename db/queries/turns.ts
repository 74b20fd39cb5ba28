import { sql } from "kysely";
import type { Db } from "../client";

/**
 * Makes everybody else who takes a turn of this name wait, until the transaction ends. Longer than for other locks, which
 * nobody should have to wait for: a queue of turns is no trouble, but work that is done one after the other.
 */
export async function takeTurn(db: Db, name: string): Promise<void> {
  await sql`select set_config('lock_timeout', '8s', true), pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(
    db,
  );
}
