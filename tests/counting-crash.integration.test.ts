import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "@/db/client";
import type { Database } from "@/db/schema";
import { countUsage } from "@/lib/analytics/usage";
import { parseEnv } from "@/lib/config/env";
import { createChildEnvironment } from "./child-environment";
import { countRows } from "./factories/count-rows";
import { scriptCompleted } from "./factories/scripted-day";
import { runChild } from "./run-child";
import { IS_SAMPLE } from "./sample";

let variables: Record<string, string>;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ variables, drop } = await createChildEnvironment());
});
afterAll(() => drop());

const worker = (...args: string[]) => runChild("tests/counting-worker.ts", args, variables).ended;

/** One whole run of the worker; how many boundaries it has come past. */
async function toItsEnd(command: string): Promise<number> {
  const { code, output, errors } = await worker(command);
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
  return Number(/boundaries (\d+)/.exec(output)?.[1]);
}

async function killedAt(command: string, boundary: number): Promise<void> {
  const { code, output } = await worker(command, String(boundary));
  expect({ code, output, boundary }).toEqual({ code: null, output: "", boundary });
}

/** Looks into the database between two processes: one that is embedded allows only one of them. */
async function look<T>(work: (db: Kysely<Database>, schema: string) => Promise<T>): Promise<T> {
  const { db, schema, close } = await openDatabase(parseEnv(variables));
  try {
    return await work(db, schema);
  } finally {
    await close();
  }
}

const isCountedRight = () =>
  look(async (db) => {
    const { usage, sessions } = await countRows(db);
    const counted = await countUsage({ db }, { by: "day" });
    try {
      expect(counted).toMatchObject({ total: usage.day.total, rows: usage.day.rows, sessions });
      return true;
    } catch {
      return false;
    }
  });

/** Every boundary, or some of them spread over all where tests are a sample. */
const some = (count: number): number[] => {
  const step = IS_SAMPLE ? Math.ceil(count / 6) : 1;
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => Math.min(count, at * step + 1));
};

describe("a process that is killed", { timeout: 600_000 }, () => {
  it("while it ends an edit has it counted once, which a count beside it has not", async () => {
    const boundaries = await toItsEnd("end");
    expect(boundaries).toBeGreaterThan(8);
    // The last three are those of the naive counts.
    const kills = [...new Set([...some(boundaries), boundaries - 2, boundaries - 1, boundaries])];
    for (const boundary of kills) {
      await killedAt("end", boundary);
      await toItsEnd("end");
    }
    const edits = kills.length + 1;
    expect(await isCountedRight()).toBe(true);
    await look(async (db, schema) => {
      expect((await countUsage({ db }, { by: "day" })).total.completed).toBe(edits);
      const naive = await sql<{ way: string; edits: number }>`select * from ${sql.id(schema, "naive")}`.execute(db);
      const by = new Map(naive.rows.map((row) => [row.way, row.edits]));
      expect(by.get("where it ended it"), "lost where it was killed between the edit and the count").toBeLessThan(
        edits,
      );
      expect(by.get("each time"), "doubled where it was killed after the count").toBeGreaterThan(edits);
    });
  });

  it("while it counts anew leaves that to the next, also of what ends meanwhile", async () => {
    await look(async (db) => {
      for (let count = 0; count < 20; count += 1) await scriptCompleted(db);
    });
    const boundaries = await toItsEnd("rebuild");
    let spoiled = 0;
    for (const boundary of some(boundaries).filter((at) => IS_SAMPLE || at % 4 === 0)) {
      await look(async (db) => {
        await db.updateTable("analyticsUsage").set({ edits: 7 }).execute();
        await db.updateTable("pictureFacts").set({ edits: 9 }).execute();
      });
      await killedAt("rebuild", boundary);
      if (!(await isCountedRight())) spoiled += 1;
      await look(scriptCompleted);
      const cli = await runChild("db/cli.ts", ["count-anew"], variables).ended;
      expect({ code: cli.code, errors: cli.errors }).toEqual({ code: 0, errors: "" });
      expect(await isCountedRight(), `killed at ${boundary}`).toBe(true);
    }
    expect(spoiled, "a rebuild that was not killed too early shows nothing").toBeGreaterThan(0);
  });
});
