import { sql } from "kysely";
import type { Db } from "../client";

/** This many attempts in a row that failed by the service's own trouble open the circuit. */
const FAILURES = 5;

/** Seconds for which attempts count. */
const WINDOW_SECONDS = 600;

/** Seconds after the last failure for which the circuit stays open; then one attempt probes. */
const OPEN_SECONDS = 60;

/**
 * Ids of the editors that are not to be chosen now: their last five attempts that ended within ten
 * minutes found them not available, not set up, silent, left it uncertain what became of a submit, or have results on
 * a host that is not asked;
 * the last of them less than a minute ago, or since then being probed by an attempt that is still
 * open. Seen from all processes, because it is read off their attempts.
 */
export async function findBrokenEditors(db: Db, editors: readonly string[]): Promise<string[]> {
  const broken = await Promise.all(
    editors.map(async (editor) => {
      const row = await db
        .selectFrom((from) =>
          from
            .selectFrom("editAttempts")
            .select([
              "finishedAt",
              // Another edit may go elsewhere although this one may not: it has cost nothing yet.
              sql<boolean>`outcome in ('failed', 'uncertain') and error_code in
                ('PROVIDER_UNAVAILABLE', 'PROVIDER_NOT_CONFIGURED', 'PROVIDER_TIMEOUT', 'SUBMIT_UNCERTAIN')
                or outcome = 'failed' and refused_host is not null`.as("troubled"),
            ])
            .where("editor", "=", editor)
            .where("outcome", "is not", null)
            .where("finishedAt", ">", sql<Date>`now() - make_interval(secs => ${WINDOW_SECONDS}::int)`)
            // A canceled attempt says nothing about the service.
            .where((where) => where.or([where("outcome", "=", "succeeded"), where("errorCode", "is not", null)]))
            .orderBy("finishedAt", "desc")
            .limit(FAILURES)
            .as("recent"),
        )
        .select([
          sql<boolean>`count(*) = ${FAILURES}::int and bool_and(recent.troubled)`.as("failing"),
          sql<boolean>`coalesce(max(recent.finished_at) > now() - make_interval(secs => ${OPEN_SECONDS}::int), false)`.as(
            "fresh",
          ),
        ])
        .select((select) =>
          select
            .exists(
              select
                .selectFrom("editAttempts as probe")
                .select("probe.id")
                .where("probe.editor", "=", editor)
                .where("probe.outcome", "is", null)
                .where("probe.createdAt", ">", sql<Date>`now() - make_interval(secs => ${OPEN_SECONDS}::int)`),
            )
            .as("probing"),
        )
        .executeTakeFirst();
      return row !== undefined && row.failing && (row.fresh || row.probing) ? editor : null;
    }),
  );
  return broken.filter((editor) => editor !== null);
}

/** When each of these editors last completed an edit; those that never did are left out. One look into the index each. */
export async function lastCompletions(db: Db, editors: readonly string[]): Promise<Map<string, Date>> {
  const rows = await Promise.all(
    editors.map((editor) =>
      db
        .selectFrom("edits")
        .select(["editor", "finishedAt"])
        .where("editor", "=", editor)
        .where("status", "=", "completed")
        .orderBy("finishedAt", "desc")
        .limit(1)
        .executeTakeFirst(),
    ),
  );
  return new Map(rows.flatMap((row) => (row?.editor && row.finishedAt ? [[row.editor, row.finishedAt]] : [])));
}

/**
 * Hosts that results of each of these editors (`null`: of all) were not taken from in the last day, and that did not
 * come otherwise.
 */
export async function recentRefusals(db: Db, editors: readonly string[] | null): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom("editAttempts")
    .select(["editor", "refusedHost"])
    .distinct()
    .$if(editors !== null, (query) => query.where("editor", "in", editors ?? []))
    .where("refusedHost", "is not", null)
    .where((where) => where.or([where("outcome", "is", null), where("outcome", "<>", "succeeded")]))
    .where("createdAt", ">", sql<Date>`now() - interval '24 hours'`)
    .orderBy("refusedHost")
    .limit(20)
    .execute();
  const hosts = new Map<string, string[]>();
  for (const { editor, refusedHost } of rows)
    if (refusedHost !== null) hosts.set(editor, [...(hosts.get(editor) ?? []), refusedHost]);
  return hosts;
}
