import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "@/db/client";
import { countUsage } from "@/lib/analytics/usage";
import { createBlobStore } from "@/lib/blob";
import { parseEnv } from "@/lib/config/env";
import { createChildEnvironment } from "./child-environment";
import { countRows } from "./factories/count-rows";
import { runChild } from "./run-child";
import { IS_SAMPLE } from "./sample";

/** Calls that one edit takes: claim and enhance, edit and upload, and the end of the run. */
const CALLS = 3;

/** Edits of each of two processes. */
const EDITS = IS_SAMPLE ? 15 : 100;

let variables: Record<string, string>;
let drop: () => Promise<void>;

const worker = (...args: string[]) => runChild("tests/edit-worker.ts", args, variables);

const ids = (output: string): string[] => output.match(/^[0-9a-f-]{36}$/gm) ?? [];

/** Everything that must be true of accepted edits once all is quiet. */
async function expectCompletedOnce(accepted: string[]): Promise<void> {
  const env = parseEnv(variables);
  const { db, close } = await openDatabase(env);
  try {
    const blobs = createBlobStore(env);
    const edits = await db.selectFrom("edits").selectAll().where("id", "in", accepted).execute();
    expect(edits.map((edit) => edit.status)).toEqual(accepted.map(() => "completed"));
    for (const edit of edits) {
      expect(await blobs.head(edit.resultKey ?? "")).toMatchObject({
        size: edit.resultSize,
        contentType: "image/jpeg",
      });
    }
    const attempts = await db
      .selectFrom("editAttempts")
      .select(["editId", "outcome"])
      .where("editId", "in", accepted)
      .execute();
    expect(attempts.map(({ outcome }) => outcome)).toEqual(accepted.map(() => "succeeded"));
    expect(new Set(attempts.map(({ editId }) => editId)).size).toBe(accepted.length);
    const { usage, sessions } = await countRows(db);
    const counted = await countUsage({ db }, { by: "day" });
    expect({ total: counted.total, sessions: counted.sessions }).toMatchObject({ total: usage.day.total, sessions });
    expect(await db.selectFrom("blobIntents").selectAll().execute()).toEqual([]);
    expect(await db.selectFrom("outbox").selectAll().where("dueAt", "is not", null).execute()).toEqual([]);
  } finally {
    await close();
  }
}

beforeAll(async () => {
  ({ variables, drop } = await createChildEnvironment());
});
afterAll(() => drop());

describe("SIGKILL", () => {
  it(
    "at every step boundary, before and after the step's effect, loses and doubles nothing",
    { timeout: 300_000 },
    async () => {
      const accepted: string[] = [];
      for (let call = 1; call <= CALLS; call += 1) {
        for (const when of ["before", "after"]) {
          const { code, output, errors } = await worker("submit", "1", `${when}:${call}`).ended;
          expect(code, `${when} call ${call}: ${errors}`).toBeNull();
          accepted.push(...ids(output));
        }
      }
      const last = await worker("drain").ended;
      expect(last.code, last.errors).toBe(0);
      expect(accepted).toHaveLength(2 * CALLS);
      await expectCompletedOnce(accepted);
      // The kills covered a whole run: an undisturbed one makes no further call.
      const whole = await worker("submit", "1").ended;
      expect(whole.output).toMatch(new RegExp(`^calls ${CALLS}$`, "m"));
    },
  );

  it.skipIf(process.env["TEST_DATABASE_URL"] === undefined)(
    `of one of two processes on one PostgreSQL leaves all ${2 * EDITS} edits to the other`,
    { timeout: 300_000 },
    async () => {
      const [first, second] = [worker("submit", String(EDITS)), worker("submit", String(EDITS))];
      await Promise.all([first.says("ready"), second.says("ready")]);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await first.kill();
      const [dead, alive] = await Promise.all([first.ended, second.ended]);
      expect(dead.code).toBeNull();
      expect(alive.code, alive.errors).toBe(0);
      const accepted = [...ids(dead.output), ...ids(alive.output)];
      expect(accepted).toHaveLength(2 * EDITS);
      await expectCompletedOnce(accepted);
    },
  );
});
