import { type Expression, type ExpressionBuilder, type RawBuilder, sql, type SqlBool } from "kysely";

import type { Db } from "../client";
import { staleSecondsOf } from "./edit-runs";
import type { EditRow } from "./edits";
import { isResultKept } from "./results-to-come";
import { findOtherTry, lockTries } from "./retries";
import type { Database } from "../schema";
import { ONLY_BY_NAME } from "@/lib/errors";
import { type EditStatus, FIRST_STAGE, LIFECYCLE, STAGE_STATUSES, STORED_STAGE } from "@/lib/lifecycle";

export type Claim = {
  id: string;
  runId: string;
  /** Number of the dispatch whose event started this run. */
  dispatch: number;
  /** The code of a failed edit that is wanted by name: see `isOnlyByName`. */
  replay?: string | null;
  /** Seconds after which an edit that no run has taken yet is not begun any more; without: it always is. */
  withinSeconds?: number;
};

/**
 * Makes `runId` the run of an edit. Taken are: a pending edit, if it is not too old; one that this run has already; one whose run has shown no
 * heartbeat for its stage's time; and a failed one when the event of its last claim comes again (a replay), unless that
 * has to be wanted by name and nothing of its result is kept, or the same was asked for again by another edit, which has succeeded or is not over. Whoever
 * claims or makes another of these waits meanwhile. A failed one begins anew, or goes on with its result where that is
 * stored. `null`: the edit is over, deleted, or another's.
 */
export async function claimEdit(db: Db, claim: Claim): Promise<EditRow | null> {
  const stale = staleSecondsOf(sql`status`, STAGE_STATUSES);
  const open = await take(db, claim, (where) =>
    where.or([
      where.and([
        where("status", "=", "pending"),
        sql<boolean>`(created_at > now() - make_interval(secs => ${claim.withinSeconds ?? null}::int)) is not false`,
      ]),
      where.and([
        where("status", "in", STAGE_STATUSES),
        where.or([
          where("runId", "=", claim.runId),
          where("heartbeatAt", "<", sql<Date>`now() - make_interval(secs => ${stale})`),
        ]),
      ]),
    ]),
  );
  if (open !== null) return open;
  const failed = await db
    .selectFrom("edits")
    .select(["id", "retryOf"])
    .where("id", "=", claim.id)
    .where("status", "=", "failed")
    .executeTakeFirst();
  if (failed === undefined) return null;
  return db.transaction().execute(async (tx) => {
    await lockTries(tx, failed);
    if ((await findOtherTry(tx, failed)) !== null) return null;
    return take(tx, claim, (where) =>
      where.and([
        where("status", "=", "failed"),
        where("dispatch", "=", claim.dispatch),
        where.or([
          where.and([where("errorCode", "not in", ONLY_BY_NAME), where("charge", "=", "none")]),
          sql<boolean>`error_code = ${claim.replay ?? null}::text`,
          isResultKept(where),
        ]),
      ]),
    );
  });
}

async function take(
  db: Db,
  claim: Claim,
  may: (where: ExpressionBuilder<Database, "edits">) => Expression<SqlBool>,
): Promise<EditRow | null> {
  const goesOn = sql`status = 'failed' and result_key is not null`;
  const begins = sql`status = 'pending' or (status = 'failed' and result_key is null)`;
  const since = (column: string, when: RawBuilder<unknown>) =>
    sql<Date>`case when ${when} then now() else ${sql.ref(column)} end`;
  const row = await db
    .updateTable("edits")
    .set({
      runId: claim.runId,
      dispatch: sql<number>`greatest(dispatch, ${claim.dispatch}::int)`,
      replays: sql<number>`case when status = 'failed' then replays + 1 else replays end`,
      status: sql<EditStatus>`case when ${begins} then ${sql.lit(FIRST_STAGE)}
        when ${goesOn} then ${sql.lit(STORED_STAGE)} else status end`,
      stageStartedAt: since("stageStartedAt", sql`status in ('pending', 'failed')`),
      [LIFECYCLE[FIRST_STAGE].started]: since(LIFECYCLE[FIRST_STAGE].started, begins),
      [LIFECYCLE[STORED_STAGE].started]: since(LIFECYCLE[STORED_STAGE].started, goesOn),
      heartbeatAt: sql<Date>`now()`,
      errorCode: null,
      errorDetail: null,
      suggestions: [],
      retryable: false,
      finishedAt: null,
    })
    .where("id", "=", claim.id)
    .where("deletedAt", "is", null)
    .where(may)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}
