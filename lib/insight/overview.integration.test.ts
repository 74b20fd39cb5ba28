import { sql } from "kysely";
import { describe, expect, it, vi } from "vitest";
import { rebuildAnalytics } from "@/db/queries/analytics-rebuild";
import { countFeedback } from "@/lib/analytics/feedback";
import { countKinds } from "@/lib/analytics/kinds";
import { countUsage } from "@/lib/analytics/usage";
import { scriptDay } from "@/tests/factories/scripted-day";
import { servicesOfFile } from "@/tests/services";
import { listEdits } from "./edits";
import { readOverview } from "./overview";

const test = servicesOfFile({}, { INSIGHT_TOKEN: "a-token-of-24-characters-1" });

describe("the overview", () => {
  it("says which part could not be read, and shows the others", async () => {
    await scriptDay(test.services, { edits: 5, seed: 3 });
    const table = (name: string) => sql.id(test.database.handle.schema, name);
    const away = async (name: string, work: () => Promise<void>) => {
      await sql`alter table ${table(name)} rename to ${sql.id(`${name}_away`)}`.execute(test.services.db);
      try {
        await work();
      } finally {
        await sql`alter table ${table(`${name}_away`)} rename to ${sql.id(name)}`.execute(test.services.db);
      }
    };
    await away("analytics_kinds", async () => {
      const seen = await readOverview(test.services, {});
      expect(seen.missing).toEqual(["kinds of edits", "the range before"]);
      expect(seen).toMatchObject({ kinds: null, usage: { total: { edits: 5 } }, reports: 0 });
      expect(seen.editors?.length).toBeGreaterThan(0);
    });
    await away("reports", async () =>
      expect(await readOverview(test.services, {})).toMatchObject({
        missing: ["reports"],
        usage: { total: { edits: 5 } },
      }),
    );
    expect(
      test.logged.filter(({ message }) => message === "a part of the operator's page could not be read").length,
    ).toBe(3);
  });

  it("and all other figures go by the database's day, whatever this process takes for today", async () => {
    await scriptDay(test.services, { edits: 3, seed: 3 });
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2020-02-02T12:00:00Z") });
    try {
      expect((await readOverview(test.services, {})).usage?.total.edits).toBe(3);
      expect((await countUsage(test.services, { by: "day" })).total.edits).toBe(3);
      expect((await countKinds(test.services, {})).from).not.toMatch(/^2020/);
      expect((await countFeedback(test.services, {})).from).not.toMatch(/^2020/);
      expect((await listEdits(test.services, {})).edits).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it("of a database that is away says so of each part, and how the parts of the server do", async () => {
    const gone = () => Promise.reject(new Error("away"));
    const db = test.services.db.withPlugin({ transformQuery: ({ node }) => node, transformResult: gone });
    const seen = await readOverview({ ...test.services, db }, {});
    expect(seen).toMatchObject({
      usage: null,
      editors: null,
      open: null,
      spend: null,
      health: { status: "unavailable" },
    });
    expect(seen.missing).toContain("edits, times and costs");
    expect(seen.missing).not.toContain("health");
  });

  it("tells what was before of each editor, kind and theme, and which day it is by the database", async () => {
    await scriptDay(test.services, { edits: 30, seed: 11 });
    const { db } = test.services;
    const { now } = await db.selectNoFrom(sql<Date>`now()`.as("now")).executeTakeFirstOrThrow();
    const today = now.toISOString().slice(0, 10);
    const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
    const first = await readOverview(test.services, { from: today, to: today });
    const next = await readOverview(test.services, { from: tomorrow, to: tomorrow });
    expect(next.usage?.totalBefore).toEqual(first.usage?.total);
    expect(next.editors).toEqual([]);
    expect(first.editors?.every(({ before }) => before === undefined)).toBe(true);
    expect(next.feedbackBefore).toMatchObject({
      satisfaction: first.feedback?.satisfaction,
      sentiment: first.feedback?.sentiment,
      complaints_in_common: [],
    });
    const both = await readOverview(
      test.services,
      { from: today, to: tomorrow },
      async () => new Date("2020-05-05T12:00:00Z"),
    );
    expect(both.failedToday).toEqual([]);
    // Two days' edits of which the first stand before.
    await sql`update ${sql.id(test.database.handle.schema, "edits")} set finished_at = finished_at + interval '1 day'
      where editor = 'local' and status = 'completed' and mod(('x' || left(id::text, 1))::bit(4)::int, 2) = 0`.execute(
      db,
    );
    await rebuildAnalytics(db, test.database.handle.schema);
    const moved = await readOverview(test.services, { from: tomorrow, to: tomorrow });
    const local = moved.editors?.find(({ key }) => key === "local");
    expect(local?.before?.edits).toBeGreaterThan(0);
    expect((local?.edits ?? 0) + (local?.before?.edits ?? 0)).toBe(
      first.editors?.find(({ key }) => key === "local")?.edits,
    );
  });

  it("of nothing has every part, and of a range that is none shows the usual one and says why", async () => {
    const empty = await readOverview(test.services, { from: "2016-01-01", to: "2026-01-01" });
    expect(empty.problem).toBe("Ask for up to 366 days at once; this is 3654.");
    expect(empty.usage?.days).toHaveLength(30);
    expect(empty).toMatchObject({
      usage: { total: { edits: 0, success: null } },
      open: { all: 0 },
      reports: 0,
      failedToday: [],
      missing: [],
    });
  });
});
