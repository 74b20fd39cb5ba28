import { sql } from "kysely";
import { UNFINISHED_STATUSES } from "@/lib/lifecycle";
import type { AttemptRow } from "./attempts";
import type { Db } from "../client";
import { checkable, type EditRow } from "./edits";
import { isResultKept } from "./results-to-come";
import type { OperatorAction } from "../operator-tables";

/** What time it is, by the clock that edits are counted by. */
export async function readClock(db: Db): Promise<Date> {
  const { now } = await db.selectNoFrom(sql<Date>`now()`.as("now")).executeTakeFirstOrThrow();
  return now;
}

/** Writes down what the operator did. */
export async function insertOperatorAction(db: Db, action: OperatorAction, editId: string | null): Promise<void> {
  await db.insertInto("operatorActions").values({ action, editId }).execute();
}

/** What was done to one edit, the newest first. */
export async function findOperatorActions(db: Db, editId: string) {
  return db
    .selectFrom("operatorActions")
    .select(["at", "action"])
    .where("editId", "=", editId)
    .orderBy("id", "desc")
    .limit(50)
    .execute();
}

/** How often the operator has replayed an edit, and how many seconds ago the last time; `null`: never. */
export async function findReplays(db: Db, editId: string): Promise<{ count: number; secondsAgo: number | null }> {
  const row = await db
    .selectFrom("operatorActions")
    .select([
      sql<number>`count(*)::int`.as("count"),
      sql<number | null>`extract(epoch from now() - max(at))::float8`.as("secondsAgo"),
    ])
    .where("editId", "=", editId)
    .where("action", "=", "replay")
    .executeTakeFirstOrThrow();
  return row;
}

/** Which ended edits; the newest end first. `before`: the last of the page before. */
export type FactFilter = {
  from: string;
  to: string;
  editor?: string | undefined;
  model?: string | undefined;
  /** Among the kinds of the edit, alone or with others. */
  kind?: string | undefined;
  /** One of them. */
  outcomes?: readonly string[] | undefined;
  rating?: number | undefined;
  /** Where the page before has ended: `place` and id of its last. */
  before?: { place: string; editId: string } | undefined;
};

/** When an edit has ended, to the microsecond that the database keeps: many end within one millisecond. */
const PLACE = sql<string>`to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** One page of what is counted of single edits, each with its `place` among the others. */
export async function listEditFacts(db: Db, filter: FactFilter, limit: number) {
  const { editor, model, kind, outcomes, rating, before } = filter;
  return db
    .selectFrom("editFacts")
    .selectAll()
    .select(PLACE.as("place"))
    .where("day", ">=", filter.from)
    .where("day", "<=", filter.to)
    .$if(editor !== undefined, (query) => query.where("editor", "=", editor ?? ""))
    .$if(model !== undefined, (query) => query.where("model", "=", model ?? ""))
    .$if(kind !== undefined, (query) => query.where(sql<boolean>`kinds @> array[${kind}::text]`))
    .$if(outcomes !== undefined, (query) => query.where("outcome", "in", outcomes ?? []))
    .$if(rating !== undefined, (query) => query.where("rating", "=", rating ?? 0))
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(ended_at, edit_id) < (${before?.place}::timestamptz, ${before?.editId}::uuid)`),
    )
    .orderBy("day", "desc")
    .orderBy("endedAt", "desc")
    .orderBy("editId", "desc")
    .limit(limit)
    .execute();
}

/**
 * One edit with all of its attempts, deleted or not; `null` when it is gone. `checkable`: see `checkEdit`; `isResultKept`:
 * whoever takes it up again asks nobody to make it.
 */
export async function findInsideOf(
  db: Db,
  editId: string,
): Promise<{
  edit: EditRow & { checkable: boolean; isResultKept: boolean };
  attempts: AttemptRow[];
  dispatch: number;
} | null> {
  const edit = await db
    .selectFrom("edits")
    .selectAll()
    .select(checkable)
    .select((select) => sql<boolean>`${isResultKept(select)}`.as("isResultKept"))
    .where("id", "=", editId)
    .executeTakeFirst();
  if (edit === undefined) return null;
  const [attempts, mark] = await Promise.all([
    db.selectFrom("editAttempts").selectAll().where("editId", "=", editId).orderBy("number").execute(),
    db.selectFrom("outbox").select("dispatch").where("editId", "=", editId).executeTakeFirst(),
  ]);
  return { edit, attempts, dispatch: Math.max(edit.dispatch, mark?.dispatch ?? 1) };
}

/** Edits that are not over, by when they were asked for, and how many there are in all. */
export async function findOpenEdits(db: Db, first: "oldest" | "newest", limit: number) {
  const open = db.selectFrom("edits").where("status", "in", UNFINISHED_STATUSES);
  const [edits, { all }] = await Promise.all([
    open
      .select(["id", "status", "editor", "createdAt", "stageStartedAt", "heartbeatAt", "replays"])
      .orderBy("createdAt", first === "oldest" ? "asc" : "desc")
      .limit(limit)
      .execute(),
    open.select((select) => select.fn.countAll<string>().as("all")).executeTakeFirstOrThrow(),
  ]);
  return { edits, all: Number(all) };
}
