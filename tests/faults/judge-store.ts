import { setTimeout as sleep } from "node:timers/promises";
import { type Selectable, sql } from "kysely";
import type { Db } from "@/db/client";
import type { EditsTable } from "@/db/schema";
import { blobKey, madeKeys, pictureKeys } from "@/lib/blob/blob-store";
import { ORPHAN_MINUTES } from "@/lib/edits/sweep";
import type { Violation } from "./chronicle";
import type { Stand } from "./stand";

type StoredRow = Pick<Selectable<EditsTable>, "id" | "status" | "deletedAt" | "originalKey" | "resultKey" | "charge">;

/**
 * I5: what lies in the store is what rows name. What was noted for deletion may lie there until it is swept; what an edit
 * made that failed and may have been paid for, as a check finds it there; and small pictures of the source of one that
 * failed or was canceled, until it is deleted: see {@link judgeEmptied}.
 * @param objects asked last, since what is swept goes from the store first.
 */
export async function judgeStore(
  objects: () => Iterable<string>,
  db: Db,
  rows: readonly StoredRow[],
): Promise<Violation[]> {
  const [intents, uploads, parked] = await Promise.all([
    db.selectFrom("blobIntents").select("key").execute(),
    db.selectFrom("uploads").select("key").execute(),
    db.selectFrom("parkedResults").select("editId").execute(),
  ]);
  const stored = storedKeys(objects());
  const mayLie = new Set([...intents, ...uploads].map(({ key }) => key));
  const named = new Set(
    rows.flatMap((row) => Object.values(row as Record<string, unknown>)).filter((value) => typeof value === "string"),
  );
  const violations: Violation[] = [];
  const owners = new Map(rows.flatMap((row) => pictureKeys(row.id).map((key) => [key, row] as const)));
  for (const key of stored) {
    const owner = owners.get(key);
    const isEnded = owner?.deletedAt === null && (owner.status === "failed" || owner.status === "canceled");
    const isLeft =
      isEnded &&
      (SMALL.some((kind) => blobKey(kind, owner.id, "webp") === key) ||
        (owner.status === "failed" && owner.charge !== "none" && madeKeys(owner.id).includes(key)));
    if (!named.has(key) && !mayLie.has(key) && !isLeft)
      violations.push({
        invariant: "I5",
        what: `${key} lies in the store of ${owner?.id ?? "nobody"}, ${owner?.status ?? ""}`,
      });
  }
  for (const { id, originalKey, resultKey } of rows)
    for (const key of [originalKey, resultKey])
      if (key !== null && !stored.has(key))
        violations.push({ invariant: "I5", what: `${key} of ${id} is not in the store` });
  // Those of a failed edit are kept for a week, to be checked again: they were paid for, and it says so.
  for (const { editId } of parked) {
    const row = rows.find(({ id }) => id === editId);
    if (row?.status !== "failed" || row.deletedAt !== null || row.charge !== "made")
      violations.push({ invariant: "I5", what: `bytes of ${editId} stay parked: ${row?.status}, ${row?.charge}` });
  }
  return violations;
}

const SMALL = ["original_preview", "original_thumbnail"] as const;

const storedKeys = (objects: Iterable<string>): Set<string> =>
  new Set([...objects].map((key) => key.split("/").at(-1) ?? key));

/** Milliseconds within which the sweeper, which comes each minute, has done what is due. */
const SWEPT_MS = 150_000;

/** And for each edit that it deletes, on a busy machine. */
const DELETED_MS = 200;

/** I5: what was noted longer ago than the sweeper leaves it is gone once it has come. */
export async function untilSwept(db: Db): Promise<Violation[]> {
  const end = performance.now() + SWEPT_MS;
  const old = sql<Date>`now() - make_interval(mins => ${ORPHAN_MINUTES + 1}::int)`;
  for (;;) {
    const left = await db.selectFrom("blobIntents").select("key").where("createdAt", "<", old).execute();
    if (left.length === 0) return [];
    if (performance.now() > end)
      return [{ invariant: "I5", what: `${left.length} pictures of nobody are not swept, such as ${left[0]?.key}` }];
    await sleep(500);
  }
}

/** I5, once nothing else is to be judged: when all that is kept has expired, no row and no object is left of any edit. */
export async function judgeEmptied(stand: Stand): Promise<Violation[]> {
  const { db } = stand;
  if (db === null) return [];
  await stand.stop("SIGTERM");
  await letTimePass(db);
  await sql`update preview.chains set expires_at = now() - interval '1 minute'`.execute(db);
  // As if the clean-up of this hour had not come yet.
  await sql`delete from preview.runner_runs where event_id like 'cron:%cleanup:%'`.execute(db);
  await sql`delete from preview.runner_events where id like 'cron:%cleanup:%'`.execute(db);
  await sql`update preview.runner_schedules set last_slot = last_slot - interval '2 hours'`.execute(db);
  await stand.start();
  const { count } = await db
    .selectFrom("edits")
    .select((select) => select.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  const end = performance.now() + SWEPT_MS + Number(count) * DELETED_MS;
  for (;;) {
    const rows = await db.selectFrom("edits").select("id").execute();
    const stored = [...storedKeys(stand.fakes.s3?.objects.keys() ?? [])];
    if (rows.length + stored.length === 0) return [];
    if (performance.now() > end)
      return [{ invariant: "I5", what: `${rows.length} rows and ${stored.length} objects outlive their time` }];
    await sleep(500);
  }
}

/** Makes everything that waits for its time due: what nobody claimed a quarter of an hour ago, and intents. */
export async function letTimePass(db: Db): Promise<void> {
  const ago = sql`interval '200 seconds'`;
  await sql`update preview.edit_attempts set sent_at = sent_at - ${ago} where outcome is null`.execute(db);
  await sql`update preview.blob_intents set created_at = created_at - interval '20 minutes'`.execute(db);
  await sql`update preview.runner_jobs set due_at = least(due_at, now()), lease_until = least(lease_until, now())`.execute(
    db,
  );
}
