import { sql } from "kysely";
import type { Db } from "../client";

/** An event as its functions see it. `ts`: Unix time in milliseconds, by the sender's clock. */
export type RunnerEvent = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  [more: string]: unknown;
};

/** Stores an event; false when one with this id is already there. */
export async function insertRunnerEvent(db: Db, event: RunnerEvent): Promise<boolean> {
  const row = await db
    .insertInto("runnerEvents")
    .values({ id: event.id, name: event.name, data: JSON.stringify(event.data), ts: new Date(event.ts) })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets events that came in more than `hours` ago: from then on their ids count as new. */
export async function pruneRunnerEvents(db: Db, hours: number): Promise<void> {
  await db
    .deleteFrom("runnerEvents")
    .where("receivedAt", "<", sql<Date>`now() - ${hours} * interval '1 hour'`)
    .execute();
}
