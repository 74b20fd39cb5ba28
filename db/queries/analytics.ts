import { sql } from "kysely";
import type { Db } from "../client";

/** Days are YYYY-MM-DD in UTC, both included. Of the others, those that are left out say nothing. */
export type UsageFilter = {
  from: string;
  to: string;
  editor?: string | undefined;
  model?: string | undefined;
  kind?: string | undefined;
};

/** What usage can be told apart by. */
export const USAGE_KEYS = ["day", "editor", "model", "kind", "outcome"] as const;

export type UsageKey = (typeof USAGE_KEYS)[number];

/** Sums of one outcome under one key. `costUsd`: as decimal text. */
export type UsageSum = {
  key: string;
  outcome: string;
  edits: number;
  followUps: number;
  costUsd: string;
  ratedUp: number;
  ratedDown: number;
};

const sum = (column: string) => sql<number>`sum(${sql.ref(column)})::int`;

/** What was counted in a range, by `by` and outcome. */
export async function sumUsage(db: Db, filter: UsageFilter, by: UsageKey): Promise<UsageSum[]> {
  return db
    .selectFrom("analyticsUsage")
    .select((select) => [
      select.ref(by).as("key"),
      "outcome",
      sum("edits").as("edits"),
      sum("follow_ups").as("followUps"),
      sql<string>`sum(cost_usd)`.as("costUsd"),
      sum("rated_up").as("ratedUp"),
      sum("rated_down").as("ratedDown"),
    ])
    .where("day", ">=", filter.from)
    .where("day", "<=", filter.to)
    .$if(filter.editor !== undefined, (query) => query.where("editor", "=", filter.editor ?? ""))
    .$if(filter.model !== undefined, (query) => query.where("model", "=", filter.model ?? ""))
    .$if(filter.kind !== undefined, (query) => query.where("kind", "=", filter.kind ?? ""))
    .where("edits", ">", 0)
    .groupBy([by, "outcome"])
    .orderBy("key")
    .execute();
}

/** How many edits fell into each bucket of time. */
export type TimeSum = { key: string; stage: string; bucket: number; edits: number };

/** Times of completed edits in a range, by `by`; an outcome has none of its own. */
export async function sumTimes(db: Db, filter: UsageFilter, by: Exclude<UsageKey, "outcome">): Promise<TimeSum[]> {
  return db
    .selectFrom("analyticsTimes")
    .select((select) => [select.ref(by).as("key"), "stage", "bucket", sum("edits").as("edits")])
    .where("day", ">=", filter.from)
    .where("day", "<=", filter.to)
    .$if(filter.editor !== undefined, (query) => query.where("editor", "=", filter.editor ?? ""))
    .$if(filter.model !== undefined, (query) => query.where("model", "=", filter.model ?? ""))
    .$if(filter.kind !== undefined, (query) => query.where("kind", "=", filter.kind ?? ""))
    .groupBy([by, "stage", "bucket"])
    .orderBy("bucket")
    .execute();
}

export type KindSum = { kind: string; edits: number; completed: number; ratedUp: number; ratedDown: number };

/** Kinds of edits in a range, the most frequent first. An edit of several kinds counts in each. */
export async function sumKinds(db: Db, { from, to, editor }: UsageFilter): Promise<KindSum[]> {
  return db
    .selectFrom("analyticsKinds")
    .select([
      "kind",
      sum("edits").as("edits"),
      sum("completed").as("completed"),
      sum("rated_up").as("ratedUp"),
      sum("rated_down").as("ratedDown"),
    ])
    .where("day", ">=", from)
    .where("day", "<=", to)
    .$if(editor !== undefined, (query) => query.where("editor", "=", editor ?? ""))
    .where("edits", ">", 0)
    .groupBy("kind")
    .orderBy("edits", "desc")
    .orderBy("kind")
    .execute();
}

export type WordSum = { rating: number; sentiment: string; theme: string; texts: number };

/** Texts of feedback on edits of a range; theme '' is all of them. */
export async function sumWords(db: Db, { from, to }: UsageFilter): Promise<WordSum[]> {
  return db
    .selectFrom("analyticsWords")
    .select(["rating", "sentiment", "theme", sum("texts").as("texts")])
    .where("day", ">=", from)
    .where("day", "<=", to)
    .where("texts", ">", 0)
    .groupBy(["rating", "sentiment", "theme"])
    .execute();
}

export type SessionSum = { bucket: number; pictures: number; edits: number; spanMs: number };

/** Spans of the pictures that were begun in a range. */
export async function sumSessions(db: Db, { from, to }: UsageFilter): Promise<SessionSum[]> {
  return db
    .selectFrom("analyticsSessions")
    .select([
      "bucket",
      sum("pictures").as("pictures"),
      sum("edits").as("edits"),
      sql<number>`sum(span_ms)::float8`.as("spanMs"),
    ])
    .where("day", ">=", from)
    .where("day", "<=", to)
    .where("pictures", ">", 0)
    .groupBy("bucket")
    .orderBy("bucket")
    .execute();
}

/** The newest texts with a thumbs down on edits of a range, as far as they are kept, and of whom, where that is known. */
export async function findComplaints(
  db: Db,
  { from, to }: UsageFilter,
  limit: number,
): Promise<Array<{ text: string; from: string | null }>> {
  const rows = await db
    .selectFrom("editFacts")
    .innerJoin("editFeedback", "editFeedback.editId", "editFacts.editId")
    .select(["editFeedback.feedbackText as text", "editFeedback.clientHash as from"])
    .where("editFacts.day", ">=", from)
    .where("editFacts.day", "<=", to)
    .where("editFacts.rating", "=", 0)
    .where("editFacts.hasText", "=", true)
    .orderBy("editFacts.day", "desc")
    .orderBy("editFacts.endedAt", "desc")
    .limit(limit)
    .execute();
  return rows.flatMap(({ text, from: client }) => (text === null ? [] : [{ text, from: client }]));
}
