import { sql } from "kysely";
import type { Db } from "../client";
import { takeTurn } from "./turns";

/** Seconds without a heartbeat after which a waiting edit no longer keeps others from a slot. */
const LIVE_SECONDS = 180;

/** Seconds after the submit for which the task of an edit that ended here may still be open at the provider. */
const LINGER_SECONDS = 60;

/** Lets one transaction after the other count and take slots of an editor, across processes, until this one ends. */
export async function lockSlots(db: Db, schema: string, editor: string): Promise<void> {
  await takeTurn(db, `slots:${schema}:${editor}`);
}

/**
 * How many tasks of an editor are open at its provider, and which place a waiting attempt has in the
 * queue (1 is next; `null`: it has to pause or does not wait). Open are those that were sent and
 * whose end is not known. Next is who would then have the fewest open, then who waited longest.
 */
export async function findPlace(
  db: Db,
  editor: string,
  attemptId: string,
): Promise<{ active: number; place: number | null }> {
  const row = await db
    .with("active", (query) =>
      query
        .selectFrom("editAttempts as a")
        .innerJoin("edits as e", "e.id", "a.editId")
        .select(sql<string>`coalesce(e.client_hash, e.owner_hash, e.id::text)`.as("who"))
        .where("a.editor", "=", editor)
        .where("a.sentAt", "is not", null)
        .where("a.taskState", "is", null)
        .where((where) =>
          where.or([
            where("a.outcome", "is", null),
            // Canceled, given up or uncertain here: the provider may not know.
            where.and([
              where("a.outcome", "in", ["failed", "uncertain", "abandoned"]),
              where("a.finishedAt", ">", sql<Date>`now() - make_interval(secs => ${LINGER_SECONDS}::int)`),
              where("a.sentAt", ">", sql<Date>`now() - make_interval(secs => ${LINGER_SECONDS}::int)`),
            ]),
          ]),
        ),
    )
    .with("queue", (query) =>
      query
        .selectFrom("editAttempts as a")
        .innerJoin("edits as e", "e.id", "a.editId")
        .select(["a.id", "a.waitingSince", sql<string>`coalesce(e.client_hash, e.owner_hash, e.id::text)`.as("who")])
        .where("a.editor", "=", editor)
        .where("a.outcome", "is", null)
        .where("a.sentAt", "is", null)
        .where("a.waitingSince", "is not", null)
        .where((where) => where.or([where("a.notBefore", "is", null), where("a.notBefore", "<=", sql<Date>`now()`)]))
        .where("e.status", "=", "processing_image")
        .where("e.heartbeatAt", ">", sql<Date>`now() - make_interval(secs => ${LIVE_SECONDS}::int)`),
    )
    .with("turns", (query) =>
      query.selectFrom("queue").select([
        "queue.id",
        "queue.waitingSince",
        sql<number>`(select count(*) from active where active.who = queue.who)
          + row_number() over (partition by queue.who order by queue.waiting_since, queue.id)`.as("turn"),
      ]),
    )
    .with("places", (query) =>
      query
        .selectFrom("turns")
        .select(["turns.id", sql<number>`row_number() over (order by turn, waiting_since, id)::int`.as("place")]),
    )
    .selectNoFrom((select) => [
      select
        .selectFrom("active")
        .select(sql<number>`count(*)::int`.as("count"))
        .$asScalar()
        .$notNull()
        .as("active"),
      select.selectFrom("places").select("places.place").where("places.id", "=", attemptId).$asScalar().as("place"),
    ])
    .executeTakeFirstOrThrow();
  return row;
}
