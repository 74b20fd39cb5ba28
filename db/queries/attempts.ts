import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Charge, RunErrorCode } from "@/lib/errors";
import { UNFINISHED_STATUSES } from "@/lib/lifecycle";
import type { Db } from "../client";
import { deleteParkedResults } from "./parked-results";
import type { AttemptOutcome, EditAttemptsTable } from "../payment-tables";

export type AttemptRow = Selectable<EditAttemptsTable>;

/** The open attempt of an edit: the one whose outcome is not known yet. */
export async function findOpenAttempt(db: Db, editId: string): Promise<AttemptRow | null> {
  const row = await db
    .selectFrom("editAttempts")
    .selectAll()
    .where("editId", "=", editId)
    .where("outcome", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Opens the next attempt of an edit, unless one is open already (a partial unique index sees to it) or the edit is over:
 * who ends it comes before, or finds the attempt and closes it.
 */
export async function openAttempt(
  db: Db,
  attempt: { id: string; editId: string; runId: string; editor: string },
): Promise<void> {
  await db
    .with("unfinished", (cte) =>
      cte
        .selectFrom("edits")
        .select("id")
        .where("id", "=", attempt.editId)
        .where("status", "in", UNFINISHED_STATUSES)
        .forNoKeyUpdate(),
    )
    .insertInto("editAttempts")
    .columns(["id", "editId", "runId", "editor", "number"])
    .expression((from) =>
      from.selectFrom("unfinished").select((select) => [
        sql<string>`${attempt.id}::uuid`.as("id"),
        "unfinished.id as editId",
        sql<string>`${attempt.runId}::text`.as("runId"),
        sql<string>`${attempt.editor}::text`.as("editor"),
        select
          .selectFrom("editAttempts as earlier")
          .select((earlier) => sql<number>`coalesce(${earlier.fn.max("earlier.number")}, 0) + 1`.as("next"))
          .whereRef("earlier.editId", "=", "unfinished.id")
          .$asScalar()
          .$notNull()
          .as("number"),
      ]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Written just before the call that may cost money: from here on, silence means *uncertain*. False
 * when the attempt is closed, and must not be sent.
 */
export async function markSent(db: Db, id: string): Promise<boolean> {
  const result = await db
    .updateTable("editAttempts")
    .set({ sentAt: sql<Date>`now()` })
    .where("id", "=", id)
    .where("outcome", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/**
 * The provider certainly did not take it: as if it had never been sent, and not to be sent again
 * before `pauseSeconds`. One that was only busy does not count as a refusal.
 */
export async function markNotSent(db: Db, id: string, pauseSeconds: number, busy: boolean): Promise<void> {
  await db
    .updateTable("editAttempts")
    .set({
      sentAt: null,
      waitingSince: sql<Date>`coalesce(waiting_since, now())`,
      notBefore: sql<Date>`now() + make_interval(secs => ${pauseSeconds})`,
      refusals: sql<number>`refusals + ${busy ? 0 : 1}::int`,
    })
    .where("id", "=", id)
    .execute();
}

/** The attempt queues for a slot at the provider from now on, unless it does already. */
export async function markWaiting(db: Db, id: string): Promise<void> {
  await db
    .updateTable("editAttempts")
    .set({ waitingSince: sql<Date>`coalesce(waiting_since, now())` })
    .where("id", "=", id)
    .execute();
}

/** The provider's last word: its task is no longer at work, and the slot it took is free. */
export async function markTask(
  db: Db,
  id: string,
  taskState: NonNullable<AttemptRow["taskState"]>,
  paid: { charge?: Charge; model?: string; costUsd?: number | null; costEstimated?: boolean } = {},
): Promise<void> {
  await db
    .updateTable("editAttempts")
    .set({ taskState, ...paid })
    .where("id", "=", id)
    .execute();
}

/**
 * The provider took it: from here on it is polled, never submitted again. Of an edit that was deleted meanwhile it is
 * kept what that costs, and not where its task lies.
 */
export async function markAccepted(
  db: Db,
  { id, editId }: Pick<AttemptRow, "id" | "editId">,
  accepted: {
    providerId: string;
    pollingUrl: string;
    model: string;
    charge: Charge;
    costUsd: number | null;
    costEstimated: boolean;
  },
): Promise<void> {
  const { providerId, pollingUrl, ...paid } = accepted;
  const unlessDeleted = (address: string) =>
    sql<string | null>`(select case when deleted_at is null then ${address}::text end from edit)`;
  // One statement: what dies in the middle of two would have lost where it lies.
  await db
    .with("edit", (own) => own.selectFrom("edits").select("deletedAt").where("id", "=", editId).forNoKeyUpdate())
    .updateTable("editAttempts")
    .set({ ...paid, providerId: unlessDeleted(providerId), pollingUrl: unlessDeleted(pollingUrl) })
    .where("id", "=", id)
    .execute();
}

/**
 * The provider called back about an attempt: noted once, while it is open. `null`: there is no such
 * attempt.
 */
export async function markHinted(db: Db, id: string): Promise<{ editId: string; isOpen: boolean } | null> {
  const row = await db
    .updateTable("editAttempts")
    .set({ hintedAt: sql<Date | null>`case when outcome is null then coalesce(hinted_at, now()) else hinted_at end` })
    .where("id", "=", id)
    .returning(["editId", "outcome"])
    .executeTakeFirst();
  return row === undefined ? null : { editId: row.editId, isOpen: row.outcome === null };
}

export type AttemptEnd = {
  outcome: AttemptOutcome;
  errorCode?: RunErrorCode | null;
  providerWords?: string | null;
  model?: string;
  charge?: Charge;
  costUsd?: number | null;
  costEstimated?: boolean;
};

/** Closes an attempt, once. */
export async function closeAttempt(db: Db, id: string, end: AttemptEnd): Promise<void> {
  await db
    .updateTable("editAttempts")
    .set({ ...end, finishedAt: sql<Date>`now()` })
    .where("id", "=", id)
    .where("outcome", "is", null)
    .execute();
}

/** Seconds since the provider was asked, or asked to be looked at once more; by the database's clock. */
export async function secondsSinceSent(db: Db, id: string): Promise<number> {
  return secondsSince(db, id, sql`greatest(sent_at, checked_at)`);
}

/**
 * The provider has answered that it is still at work: for how many seconds it has said so, counted anew after `gap`
 * seconds without an answer, and how many it is since the submit, or since somebody asked to look once more.
 */
export async function noteAnswer(
  db: Db,
  id: string,
  gap: number,
): Promise<{ answeringSeconds: number; sinceSentSeconds: number }> {
  const row = await db
    .updateTable("editAttempts")
    .set({
      askedSince: sql<Date>`case when answered_at > greatest(now() - make_interval(secs => ${gap}), checked_at)
        then asked_since else now() end`,
      answeredAt: sql<Date>`now()`,
    })
    .where("id", "=", id)
    .returning([
      sql<number>`extract(epoch from now() - asked_since)::float8`.as("answeringSeconds"),
      sql<number>`extract(epoch from now() - greatest(sent_at, checked_at))::float8`.as("sinceSentSeconds"),
    ])
    .executeTakeFirst();
  return row ?? { answeringSeconds: 0, sinceSentSeconds: 0 };
}

/** Seconds for which an attempt has queued for a slot at its provider. */
export async function secondsWaiting(db: Db, id: string): Promise<number> {
  return secondsSince(db, id, sql`waiting_since`);
}

async function secondsSince(db: Db, id: string, time: RawBuilder<unknown>): Promise<number> {
  const row = await db
    .selectFrom("editAttempts")
    .select(sql<number | null>`extract(epoch from now() - ${time})::float8`.as("seconds"))
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.seconds ?? 0;
}

/** Ids of the editors that this run has asked in vain. */
export async function findTriedEditors(db: Db, editId: string, runId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("editAttempts")
    .select("editor")
    .where("editId", "=", editId)
    .where("runId", "=", runId)
    .execute();
  return rows.map(({ editor }) => editor);
}

/** Keeps what the provider said of an open attempt, unless its edit was deleted meanwhile. */
export async function noteProviderWords(db: Db, editId: string, providerWords: string): Promise<void> {
  await db
    .with("edit", (own) =>
      own.selectFrom("edits").select("id").where("id", "=", editId).where("deletedAt", "is", null).forNoKeyUpdate(),
    )
    .updateTable("editAttempts")
    .set({ providerWords })
    .where("editId", "in", (from) => from.selectFrom("edit").select("id"))
    .where("outcome", "is", null)
    .execute();
}

/** Forgets where an edit lies at its provider, what that said, and what is parked of it; what it cost stays. */
export async function forgetProviderTasks(db: Db, editId: string): Promise<void> {
  await db
    .updateTable("editAttempts")
    .set({ providerId: null, pollingUrl: null, providerWords: null })
    .where("editId", "=", editId)
    .execute();
  await deleteParkedResults(db, editId);
}
