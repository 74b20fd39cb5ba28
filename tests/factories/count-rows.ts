import { sql } from "kysely";
import type { Db } from "@/db/client";
import { shareOf } from "@/lib/analytics/statistics";

const REFUSALS = ["REQUEST_NOT_UNDERSTOOD", "NOTHING_CHANGED", "CONTENT_REFUSED"];

type Row = Awaited<ReturnType<typeof readRows>>[number];

const outcomeOf = ({ status, errorCode }: Pick<Row, "status" | "errorCode">): string => errorCode ?? status;

const readRows = (db: Db) =>
  db
    .selectFrom("edits")
    .leftJoin("editFeedback", "editFeedback.editId", "edits.id")
    .select(["edits.id", "status", "errorCode", "editor", "model", "kinds", "version", "pictureId", "finishedAt"])
    .select(["edits.createdAt", "rating", "feedbackText", "sentiment", "themes"])
    .where("status", "in", ["completed", "failed", "canceled"])
    .execute();

/** The figures of all edits that there are, by looking at each row: slow, and with nothing in common with the sums. */
export async function countRows(db: Db) {
  const rows = await readRows(db);
  const costs = await db.selectFrom("spendReservations").select(["editId", "usd"]).execute();
  const costOf = (own: readonly Row[]): number => {
    const ids = new Set(own.map(({ id }) => id));
    const all = costs.reduce((sum, { editId, usd }) => sum + (ids.has(editId) ? Number(usd) : 0), 0);
    return Math.round(all * 1e6) / 1e6;
  };
  const figures = (own: readonly Row[]) => {
    const count = (is: (row: Row) => boolean): number => own.filter(is).length;
    const completed = count(({ status }) => status === "completed");
    const canceled = count(({ status }) => status === "canceled");
    const refused = count(({ errorCode }) => REFUSALS.includes(errorCode ?? ""));
    const rated = count(({ rating }) => rating !== null);
    return {
      edits: own.length,
      completed,
      canceled,
      refused,
      failed: count(({ status }) => status === "failed") - refused,
      success: shareOf(completed, own.length - canceled),
      follow_ups: count(({ version }) => version > 1),
      cost_usd: costOf(own),
      feedback: shareOf(rated, completed),
      satisfaction: shareOf(
        count(({ rating }) => rating === 1),
        rated,
      ),
      outcomes: Object.fromEntries(
        [...new Set(own.map(outcomeOf))].map((outcome) => [outcome, count((row) => outcomeOf(row) === outcome)]),
      ),
    };
  };
  const by = (key: (row: Row) => string) => {
    const keys = [...new Set(rows.map(key))];
    const groups = keys.map((each) => ({ key: each, ...figures(rows.filter((row) => key(row) === each)) }));
    return { total: figures(rows), rows: groups.toSorted((a, b) => (a.key < b.key ? -1 : 1)) };
  };
  const kindOf = ({ kinds: [first = "", ...more] }: Row): string => (more.length > 0 ? "several" : first);
  const pictures = new Set(rows.map(({ pictureId }) => pictureId)).size;
  const texts = rows.filter(({ feedbackText }) => feedbackText !== null);
  return {
    usage: {
      day: by(({ finishedAt }) => finishedAt?.toISOString().slice(0, 10) ?? ""),
      editor: by(({ editor }) => editor ?? ""),
      model: by(({ model }) => model ?? ""),
      kind: by(kindOf),
      outcome: by(outcomeOf),
    },
    sessions: {
      pictures,
      edits_each: pictures === 0 ? null : Math.round((rows.length / pictures) * 100) / 100,
      follow_ups_each: pictures === 0 ? null : Math.round(((rows.length - pictures) / pictures) * 100) / 100,
    },
    kinds: kindsOf(rows),
    feedback: {
      texts: texts.length,
      sentiment: {
        negative: texts.filter(({ sentiment }) => sentiment === "negative").length,
        neutral: texts.filter(({ sentiment }) => sentiment === "neutral").length,
        positive: texts.filter(({ sentiment }) => sentiment === "positive").length,
        unknown: texts.filter(({ sentiment }) => sentiment === null).length,
      },
      themes: themesIn(texts),
    },
  };
}

function kindsOf(rows: readonly Row[]) {
  const names = [...new Set(rows.flatMap(({ kinds }) => kinds))];
  return names
    .map((kind) => {
      const own = rows.filter(({ kinds }) => kinds.includes(kind));
      const up = own.filter(({ rating }) => rating === 1).length;
      const down = own.filter(({ rating }) => rating === 0).length;
      return {
        kind,
        edits: own.length,
        completed: shareOf(own.filter(({ status }) => status === "completed").length, own.length),
        satisfaction: shareOf(up, up + down),
      };
    })
    .toSorted((a, b) => b.edits - a.edits || (a.kind < b.kind ? -1 : 1));
}

function themesIn(texts: readonly Row[]) {
  const names = [...new Set(texts.flatMap(({ themes }) => themes ?? []))];
  return names
    .map((theme) => {
      const own = texts.filter(({ themes }) => themes?.includes(theme) === true);
      return {
        theme,
        up: own.filter(({ rating }) => rating === 1).length,
        down: own.filter(({ rating }) => rating === 0).length,
      };
    })
    .toSorted((a, b) => b.down - a.down || b.up - a.up || (a.theme < b.theme ? -1 : 1));
}

/** What a figure is told apart by, as an expression over a row. */
const KEYS = {
  day: sql`to_char(e.finished_at at time zone 'utc', 'YYYY-MM-DD')`,
  editor: sql`coalesce(e.editor, '')`,
  model: sql`coalesce(e.model, '')`,
  kind: sql`case when cardinality(e.kinds) > 1 then 'several' else coalesce(e.kinds[1], '') end`,
  all: sql`'all'`,
} as const;

/** When each time begins and ends. */
const TIMED = [
  ["queue", "created_at", "enhancing_started_at"],
  ["enhance", "enhancing_started_at", "processing_started_at"],
  ["image", "processing_started_at", "uploading_started_at"],
  ["upload", "uploading_started_at", "finished_at"],
  ["total", "created_at", "finished_at"],
] as const;

export type ExactTimes = { key: string; stage: string; p50: number; p90: number; p99: number; edits: number };

/** Seconds by PostgreSQL's own percentiles over the rows themselves: of completed edits, by what they are told apart by. */
export async function exactTimes(db: Db, schema: string, by: keyof typeof KEYS): Promise<ExactTimes[]> {
  const queries = TIMED.map(async ([stage, from, to]) => {
    const seconds = sql`extract(epoch from ${sql.ref(`e.${to}`)} - ${sql.ref(`e.${from}`)})::float8`;
    const { rows } = await sql<ExactTimes>`
      select ${KEYS[by]} as key, ${stage} as stage, count(*)::int as edits,
        percentile_disc(0.5) within group (order by ${seconds}) as p50,
        percentile_disc(0.9) within group (order by ${seconds}) as p90,
        percentile_disc(0.99) within group (order by ${seconds}) as p99
      from ${sql.id(schema, "edits")} as e where e.status = 'completed' group by 1 order by 1`.execute(db);
    return rows;
  });
  return (await Promise.all(queries)).flat();
}

/** Spans of all pictures in seconds, by the rows: their mean, and the median by PostgreSQL. */
export async function exactSpans(db: Db, schema: string): Promise<{ mean: number; median: number }> {
  const { rows } = await sql<{ mean: number; median: number }>`
    select avg(span)::float8 as mean, percentile_disc(0.5) within group (order by span) as median
    from (select extract(epoch from max(finished_at) - min(created_at))::float8 as span
      from ${sql.id(schema, "edits")} where status in ('completed', 'failed', 'canceled') group by picture_id) as spans`.execute(
    db,
  );
  return rows[0] ?? { mean: Number.NaN, median: Number.NaN };
}

/** How many people wrote these words next to each other in a text with a thumbs down. */
export async function complainers(db: Db, words: string): Promise<number> {
  const pattern = `\\m${words.split(" ").join("\\M[^[:alpha:]]+\\m")}\\M`;
  const { people } = await db
    .selectFrom("editFeedback")
    .select(sql<number>`count(distinct client_hash)::int`.as("people"))
    .where("rating", "=", 0)
    .where(sql<boolean>`feedback_text ~* ${pattern}`)
    .executeTakeFirstOrThrow();
  return people;
}
