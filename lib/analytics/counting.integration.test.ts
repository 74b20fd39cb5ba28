import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { USAGE_KEYS } from "@/db/queries/analytics";
import { rebuildAnalytics } from "@/db/queries/analytics-rebuild";
import { deleteChain } from "@/db/queries/chains";
import { deleteEdit } from "@/lib/edits/delete";
import { checkEdit } from "@/lib/edits/retry";
import { submitFeedback } from "@/lib/feedback/feedback";
import { readLive } from "@/lib/insight/live";
import { clientOf } from "@/tests/factories/edits";
import { complainers, countRows, exactSpans, exactTimes } from "@/tests/factories/count-rows";
import { completeScripted, scriptCompleted, scriptDay, scriptUnfinished } from "@/tests/factories/scripted-day";
import { servicesOfFile } from "@/tests/services";
import { countFeedback } from "./feedback";
import { countKinds } from "./kinds";
import { countUsage } from "./usage";

const test = servicesOfFile();

/** Everything that the figures say, whatever they are told apart by. */
async function figures() {
  const { services } = test;
  const usage = await Promise.all(USAGE_KEYS.map((by) => countUsage(services, { by })));
  return {
    usage: Object.fromEntries(usage.map(({ by, total, rows }) => [by, { total, rows }])),
    sessions: usage[0]?.sessions,
    kinds: (await countKinds(services, {})).kinds,
    feedback: await countFeedback(services, {}),
  };
}

/** What the tables of sums hold, without what has come to nothing. */
async function sums() {
  const tables = {
    analytics_usage: "edits",
    analytics_times: "edits",
    analytics_kinds: "edits",
    analytics_words: "texts",
    analytics_sessions: "pictures",
  };
  const read = Object.entries(tables).map(async ([table, count]) => {
    const from = sql.id(test.database.handle.schema, table);
    const { rows } = await sql`select * from ${from} as s where ${sql.id(count)} <> 0 order by s::text`.execute(
      test.services.db,
    );
    return [table, rows] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

const expectRowsCounted = async (): Promise<void> =>
  expect(await figures()).toMatchObject(await countRows(test.services.db));

/** A figure that is told by its bucket: off by 5 % at most, and by its rounding to three figures and to milliseconds. */
const expectWithinBucket = (figure: number, exact: number, what: string): void =>
  expect(Math.abs(figure - exact), `${what}: ${figure} for ${exact}`).toBeLessThanOrEqual(exact * 0.0555 + 0.0016);

/** Every percentile of every stage, in all and by day, editor, model and kind, against the rows themselves. */
async function expectTimes(): Promise<void> {
  const { services, database } = test;
  for (const by of ["all", "day", "editor", "model", "kind"] as const) {
    const { total, rows } = await countUsage(services, { by: by === "all" ? "day" : by });
    const counted = by === "all" ? [{ ...total, key: "all" }] : rows;
    const exact = await exactTimes(services.db, database.handle.schema, by);
    expect(counted.reduce((sum, { times }) => sum + Object.keys(times).length, 0)).toBe(exact.length);
    for (const { key, stage, edits, ...percentiles } of exact) {
      const found = counted.find((row) => row.key === key)?.times[stage as "total"];
      expect([by, key, stage, found?.edits]).toEqual([by, key, stage, edits]);
      for (const [name, seconds] of Object.entries(percentiles))
        expectWithinBucket(found?.[name as "p50"] ?? Number.NaN, seconds, `${name} of ${stage} by ${by} ${key}`);
    }
  }
}

/**
 * Has edits end within some minutes around the last midnight by UTC, after up to a minute and a half: their times are
 * set as they end, before they are counted.
 */
async function aroundMidnight(work: () => Promise<unknown>): Promise<void> {
  const { db } = test.services;
  const { schema } = test.database.handle;
  const travel = sql.id(schema, "test_travel");
  await sql`
    create function ${travel}() returns trigger language plpgsql as $$
    declare
      chance float8 := ('x' || substr(md5(new.id::text), 1, 7))::bit(28)::int / 268435456.0;
      other float8 := ('x' || substr(md5(new.id::text), 8, 7))::bit(28)::int / 268435456.0;
      ended timestamptz := date_trunc('day', now() at time zone 'utc') at time zone 'utc' + (chance - 0.5) * interval '6 minutes';
    begin
      new.finished_at := ended;
      if new.uploading_started_at is not null then new.uploading_started_at := ended - other * interval '2 seconds'; end if;
      if new.processing_started_at is not null then new.processing_started_at := ended - (2 + chance * other * 80) * interval '1 second'; end if;
      new.enhancing_started_at := ended - (83 + chance * 4) * interval '1 second';
      new.created_at := new.enhancing_started_at - other * other * interval '9 seconds';
      return new;
    end $$`.execute(db);
  await sql`
    create trigger test_travels before update of status on ${sql.id(schema, "edits")} for each row
    when (new.status in ('completed', 'failed', 'canceled')) execute function ${travel}()`.execute(db);
  try {
    await work();
  } finally {
    await sql`drop trigger test_travels on ${sql.id(schema, "edits")}`.execute(db);
    await sql`drop function ${travel}()`.execute(db);
  }
}

// Hundreds of edits by their own statements: on an embedded database of a busy machine that takes minutes.
describe("what is counted", { timeout: 600_000 }, () => {
  it("of two days of edits is what a count of the rows gives, before and after it is counted anew", async () => {
    const { services, database } = test;
    const { schema } = database.handle;
    await aroundMidnight(() => scriptDay(services, { edits: 1_000, atOnce: 4 }));
    const days = (await countUsage(services, { by: "day" })).rows;
    expect(days).toHaveLength(2);
    expect(Math.min(...days.map(({ edits }) => edits))).toBeGreaterThan(100);
    const { asked } = await services.db
      .selectFrom("editFacts")
      .select(sql<number>`count(*) filter (where (asked_at at time zone 'utc')::date < day)::int`.as("asked"))
      .executeTakeFirstOrThrow();
    expect(asked, "edits that were asked for on the day before they ended").toBeGreaterThan(20);
    const check = async (): Promise<void> => {
      await expectRowsCounted();
      await expectTimes();
      const { mean, median } = await exactSpans(services.db, schema);
      const { sessions: spans } = await countUsage(services, { by: "day" });
      expect(Math.abs((spans.mean_seconds ?? 0) - mean)).toBeLessThan(0.02);
      expectWithinBucket(spans.median_seconds ?? 0, median, "the median of sessions");
      const common = (await countFeedback(services, {})).complaints_in_common;
      expect(common.length).toBeGreaterThan(3);
      for (const { words, texts } of common)
        expect([words, texts]).toEqual([words, await complainers(services.db, words)]);
    };
    await check();
    const before = await sums();
    await rebuildAnalytics(services.db, schema);
    expect(await sums()).toEqual(before);
    await check();
  });

  it("is right again after it was spoiled, by counting anew", async () => {
    await scriptDay(test.services, { edits: 40 });
    const right = await sums();
    const { db } = test.services;
    await db.updateTable("analyticsUsage").set({ edits: 7 }).execute();
    await db.deleteFrom("analyticsTimes").execute();
    await db.deleteFrom("editFacts").where("outcome", "=", "completed").execute();
    await db
      .insertInto("analyticsKinds")
      .values({ day: "2001-01-01", kind: "light", editor: "x", edits: 3, completed: 3, ratedUp: 0, ratedDown: 0 })
      .execute();
    await db.updateTable("pictureFacts").set({ edits: 9 }).execute();
    await rebuildAnalytics(db, test.database.handle.schema);
    expect(await sums()).toEqual(right);
  });

  it("is counted anew a few pictures at a time, so that nobody waits for long to end an edit", async () => {
    await scriptDay(test.services, { edits: 40 });
    const { db } = test.services;
    // Of nothing that is there any more.
    await db
      .insertInto("pictureFacts")
      .values({ pictureId: "ffffffff-ffff-4fff-bfff-ffffffffffff", edits: 3 })
      .execute();
    const counts: number[] = [];
    const asked = new WeakSet<object>();
    const counting = db.withPlugin({
      transformQuery({ node, queryId }) {
        if (node.kind === "InsertQueryNode" && /picture_?facts/i.test(JSON.stringify(node.into))) asked.add(queryId);
        return node;
      },
      async transformResult({ result, queryId }) {
        if (asked.has(queryId)) counts.push(Number(result.numAffectedRows));
        return result;
      },
    });
    await rebuildAnalytics(counting, test.database.handle.schema, 7);
    expect(Math.max(...counts)).toBeLessThanOrEqual(7);
    const pictures = await db.selectFrom("editFacts").select("pictureId").distinct().execute();
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(pictures.length);
    expect((await db.selectFrom("pictureFacts").selectAll().execute()).length).toBe(pictures.length);
    await expectRowsCounted();
  });

  it("loses and doubles nothing, nor waits in a circle, where many end at once on several connections", async () => {
    const other = await test.database.second();
    const services = other === null ? test.services : { ...test.services, db: other.db };
    await Promise.all([
      scriptDay(test.services, { edits: 60, seed: 2, atOnce: 5 }),
      scriptDay(services, { edits: 60, seed: 3, atOnce: 5 }),
    ]);
    await other?.close();
    await expectRowsCounted();
  });

  it("is counted with the edit or not at all, where the transaction is cut off", async () => {
    const { db } = test.services;
    const [id = ""] = await scriptDay(test.services, { edits: 1, seed: 5 });
    const before = await sums();
    const cut = new Error("cut off");
    const ending = db.transaction().execute(async (tx) => {
      await tx.deleteFrom("editFeedback").where("editId", "=", id).execute();
      await tx.updateTable("spendReservations").set({ usd: "9" }).execute();
      await sql`set constraints all immediate`.execute(tx);
      throw cut;
    });
    await expect(ending).rejects.toThrow(cut);
    expect(await sums()).toEqual(before);
    await expectRowsCounted();
  });

  it("follows an edit that failed and is taken up again, and a cost that is known later", async () => {
    const { services } = test;
    const ids = await scriptDay(services, { edits: 60, seed: 9 });
    const { db } = services;
    const failed = await db
      .selectFrom("edits")
      .innerJoin("editAttempts", "editAttempts.editId", "edits.id")
      .select(["edits.id", "editAttempts.id as attempt"])
      .where("status", "=", "failed")
      .execute();
    expect(failed.length).toBeGreaterThan(0);
    for (const { id, attempt } of failed) {
      await db
        .updateTable("editAttempts")
        .set({
          outcome: "failed",
          errorCode: "PROVIDER_TIMEOUT",
          pollingUrl: "https://provider.test/1",
          taskState: null,
        })
        .where("id", "=", attempt)
        .execute();
      await checkEdit(services, id);
    }
    await expectRowsCounted();
    expect((await countUsage(services, { by: "day" })).total.edits).toBe(ids.length - failed.length);
    await db.updateTable("spendReservations").set({ usd: "1.5" }).execute();
    await expectRowsCounted();
  });
});

describe("what complaints have in common", () => {
  const complain = async (from: string): Promise<void> => {
    const edit_uuid = await scriptCompleted(test.services.db);
    const feedback_text = "Zanzibar Quux does not look like this";
    await submitFeedback(test.services, { edit_uuid, rating: 0, feedback_text }, clientOf(from));
  };
  const common = async () => (await countFeedback(test.services, {})).complaints_in_common.map(({ words }) => words);

  it("is what several people wrote, not what one wrote several times", async () => {
    for (let count = 0; count < 5; count += 1) await complain("one person");
    expect(await common()).toEqual([]);
    await complain("another");
    await complain("a third");
    expect(await common()).toContain("zanzibar quux");
  });
});

describe("a clock that goes back", () => {
  it("lets an edit end before it was asked for: counted, in no time", async () => {
    const { services } = test;
    const run = await scriptUnfinished(services.db);
    await services.db
      .updateTable("edits")
      .set({ createdAt: sql`now() + interval '1 hour'`, processingStartedAt: sql`now() + interval '2 hours'` })
      .where("id", "=", run.id)
      .execute();
    expect(await completeScripted(services.db, run)).toBe(true);
    const { total, sessions: spans } = await countUsage(services, { by: "day" });
    expect([total.edits, total.times.total?.p99, spans.mean_seconds]).toEqual([1, 0.00105, 0]);
    const before = await sums();
    await rebuildAnalytics(services.db, test.database.handle.schema);
    expect(await sums()).toEqual(before);
    expect((await readLive(services)).events.map(({ seconds }) => seconds)).toContain(0);
  });
});

describe("what is deleted", () => {
  it("by a person takes the person's feedback out of the figures, and leaves that there was an edit", async () => {
    const { services } = test;
    const [id = ""] = await scriptDay(services, { edits: 1, seed: 5 });
    const client = clientOf();
    await submitFeedback(services, { edit_uuid: id, rating: 0, feedback_text: "the face looks fake" }, client).catch(
      () => {},
    );
    expect((await countFeedback(services, {})).texts).toBe(1);
    await deleteEdit(services, id);
    const { texts, themes, rate } = await countFeedback(services, {});
    expect({ texts, themes, rated: rate?.share }).toEqual({ texts: 0, themes: [], rated: 0 });
    expect((await countUsage(services, { by: "day" })).total.edits).toBe(1);
    const facts = await services.db.selectFrom("editFacts").select(["rating", "themes", "hasText"]).execute();
    expect(facts).toEqual([{ rating: null, themes: [], hasText: false }]);
  });

  it("because its time is over stays counted", async () => {
    const { services } = test;
    await scriptDay(services, { edits: 30, seed: 4 });
    const before = await sums();
    for (const { rootId } of await services.db.selectFrom("chains").select("rootId").execute())
      await deleteChain(services.db, rootId);
    expect(await services.db.selectFrom("edits").select("id").execute()).toEqual([]);
    expect(await sums()).toEqual(before);
    await rebuildAnalytics(services.db, test.database.handle.schema);
    expect(await sums()).toEqual(before);
    expect((await countFeedback(services, {})).complaints_in_common).toEqual([]);
  });
});
