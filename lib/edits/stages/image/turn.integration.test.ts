import { Worker } from "node:worker_threads";
import { randomUUID } from "node:crypto";
import { type KyselyPlugin, sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findOpenAttempt } from "@/db/queries/attempts";
import { usualSeconds } from "@/db/queries/edits";
import type { Turn } from "@/lib/providers/port";
import { createThreadPool } from "@mizual/engine/testing";
import { cancelEdit } from "@/lib/edits/cancel";
import { findEdit } from "@/lib/edits/progress";
import { requestEdit } from "@/lib/edits/request";
import { runEdit } from "@/lib/edits/run";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor, scriptedPicture } from "@/tests/fakes/scripted-editor";
import { createTestServices, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";
import { submitAttempt } from "./submit";
import { answer, type DurableStep, type StageContext } from "../stage";
import { writeIntent } from "./attempt";

/** A thread whose job takes as many milliseconds as its operation is named. */
const WORKER = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", ({ operations }) => {
  setTimeout(() => parentPort.postMessage({ kind: "done", bytes: new Uint8Array(1) }), Number(operations[0].name));
});
`;

let test: TestServices;
let picture: Uint8Array;
const workers: Worker[] = [];

const limits = { workMs: 8_000, turnMs: 10_000, turnSeconds: 60, lookMs: 50 };

beforeAll(async () => {
  test = await createTestServices();
  picture = await testPicture();
});
beforeEach(() => test.database.reset());
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
});
afterAll(() => test.close());

/** A free editor that has one thread, and needs it for so long for each edit. */
function oneThread(workMs: number) {
  const { run } = createThreadPool({
    start: () => {
      const worker = new Worker(WORKER, { eval: true });
      workers.push(worker);
      return worker;
    },
    most: 1,
    perClient: 1,
    idleMs: 60_000,
    graceMs: 20,
  });
  const [waited, begun]: [string[], string[]] = [[], []];
  const occupy = async (ms: number, turn?: Turn, signal = new AbortController().signal): Promise<void> => {
    const operations = [{ name: String(ms), params: {}, words: "" }];
    const job = { bytes: new Uint8Array(1), operations, versions: new Map(), signal, progress: () => {} };
    await run(turn === undefined ? job : { ...job, turn });
  };
  const editor = createScriptedEditor({
    free: true,
    submit: async ({ attemptId, turn }, signal) => {
      const noted: Turn = {
        client: turn?.client ?? null,
        since: turn?.since ?? null,
        wait: () => {
          turn?.wait();
          waited.push(attemptId);
        },
        begin: async () => {
          await turn?.begin();
          begun.push(attemptId);
        },
      };
      await occupy(workMs, noted, signal);
      return { state: "done", picture: await scriptedPicture(), model: "m", cost: null, notes: [] };
    },
  });
  /** Keeps the thread at work until it is let go of. */
  const hold = (): { letGo: () => Promise<void> } => {
    const controller = new AbortController();
    const held = occupy(600_000, undefined, controller.signal).catch(() => {});
    return {
      letGo: () => {
        controller.abort();
        return held;
      },
    };
  };
  return { editor, occupy, hold, waited, begun };
}

/** An edit whose run has come to the point of sending it, and stays there. */
async function readyToSend(editor: ScriptedEditor, db: Services["db"] = test.services.db): Promise<StageContext> {
  const services = { ...test.services, editors: [editor] };
  const request = editRequest(picture, { prompt: "warmer" });
  const { editId } = await requestEdit(services, request, clientOf("c"));
  const runId = randomUUID();
  const step = await new Promise<DurableStep>((resolve) => {
    const upToSubmit: DurableStep = {
      run: (id, work) => {
        if (id !== "edit:submit") return work();
        void writeIntent({ editId, runId, step: upToSubmit, services }).then(() => resolve(upToSubmit));
        return new Promise<never>(() => {});
      },
      sleep: async () => {},
    };
    void runEdit({ editId, runId, dispatch: 1 }, upToSubmit, services);
  });
  return { editId, runId, step, services: { ...services, db } };
}

const secondsSilent = async (editId: string): Promise<number> => {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from now() - heartbeat_at)::float8 as seconds
    from ${sql.table(`${test.database.handle.schema}.edits`)} where id = ${editId}`.execute(
    test.services.db.withoutPlugins(),
  );
  return rows[0]?.seconds ?? Number.NaN;
};

const silence = (editId: string) =>
  test.services.db
    .updateTable("edits")
    .set({ heartbeatAt: sql<Date>`now() - interval '5 minutes'` })
    .where("id", "=", editId)
    .execute();

const isWaiting = async (editId: string): Promise<boolean> =>
  ((await findOpenAttempt(test.services.db, editId))?.waitingSince ?? null) !== null;

describe("an edit whose editor is at work on others", () => {
  it("may wait for longer than its work may take", async () => {
    const { editor, occupy } = oneThread(10);
    const context = await readyToSend(editor);
    const before = occupy(3_000);
    expect(await submitAttempt(context, { ...limits, workMs: 2_000 })).toEqual(answer("done"));
    await before;
    expect(await findEdit(test.services, context.editId)).toMatchObject({ status: "uploading_result" });
  });

  it("has its whole time once it begins, and no more", async () => {
    const { editor, occupy, begun } = oneThread(5_000);
    const context = await readyToSend(editor);
    const before = occupy(800);
    const start = performance.now();
    await expect(submitAttempt(context, { ...limits, workMs: 1_000 })).rejects.toMatchObject({
      code: "TIMED_OUT",
      charge: "none",
    });
    expect(performance.now() - start).toBeGreaterThan(1_700);
    expect(begun).toHaveLength(1);
    await before;
    // The thread that was stopped has been replaced.
    await occupy(1);
  });

  it("shows that it lives while it waits, and when it begins", async () => {
    const { editor, hold, begun } = oneThread(400);
    const context = await readyToSend(editor);
    const before = hold();
    const submitting = submitAttempt(context, limits);
    await expect.poll(() => isWaiting(context.editId)).toBe(true);
    await silence(context.editId);
    await expect.poll(() => secondsSilent(context.editId)).toBeLessThan(60);
    expect(begun).toEqual([]);
    await silence(context.editId);
    await before.letGo();
    await expect.poll(() => secondsSilent(context.editId)).toBeLessThan(60);
    expect(await submitting).toEqual(answer("done"));
  });

  it("leaves the queue as soon as it is canceled", async () => {
    const { editor, occupy, hold, begun } = oneThread(10);
    const context = await readyToSend(editor);
    const before = hold();
    const submitting = submitAttempt(context, limits);
    await expect.poll(() => isWaiting(context.editId)).toBe(true);
    await cancelEdit(test.services, context.editId);
    // The thread is at work on the other all the time.
    expect(await submitting).toEqual(answer("over"));
    await before.letGo();
    await occupy(1);
    expect(begun).toEqual([]);
  });

  it("does not begin when it was canceled just before its turn", async () => {
    const { editor, hold, begun } = oneThread(10);
    const context = await readyToSend(editor);
    const before = hold();
    const submitting = submitAttempt(context, { ...limits, turnMs: 60_000, lookMs: 60_000 });
    await expect.poll(() => isWaiting(context.editId)).toBe(true);
    await cancelEdit(test.services, context.editId);
    await before.letGo();
    expect(await submitting).toEqual(answer("over"));
    expect(begun).toEqual([]);
  });

  it("goes on waiting in its next step, at the place that it has", async () => {
    const { editor, hold, waited, begun } = oneThread(10);
    const [first, second] = [await readyToSend(editor), await readyToSend(editor)];
    const before = hold();
    const firstId = (await findOpenAttempt(test.services.db, first.editId))?.id;
    expect(await submitAttempt(first, { ...limits, turnMs: 100 })).toEqual(answer("submit"));
    const behind = submitAttempt(second, limits);
    await expect.poll(() => waited.length).toBe(2);
    const again = submitAttempt(first, limits);
    await expect.poll(() => waited.length).toBe(3);
    await before.letGo();
    expect(await again).toEqual(answer("done"));
    expect(await behind).toEqual(answer("done"));
    expect(begun[0]).toBe(firstId);
    expect(begun).toHaveLength(2);
  });

  it("fails when its turn never comes, and says so", async () => {
    const { editor, hold, begun } = oneThread(10);
    const context = await readyToSend(editor);
    const before = hold();
    await expect(submitAttempt(context, { ...limits, turnMs: 100, turnSeconds: 0 })).rejects.toMatchObject({
      code: "TIMED_OUT",
      retryable: false,
      charge: "none",
      detail: expect.stringContaining("busy") as unknown,
    });
    await before.letGo();
    expect(begun).toEqual([]);
  });

  it("does not count its wait as time that such an edit usually takes", async () => {
    const { editor, hold } = oneThread(10);
    const context = await readyToSend(editor);
    const before = hold();
    expect(await submitAttempt(context, { ...limits, turnMs: 1_000 })).toEqual(answer("submit"));
    await before.letGo();
    expect(await submitAttempt(context, limits)).toEqual(answer("done"));
    const { seconds } = await test.services.db
      .updateTable("edits")
      .set({ status: "completed", finishedAt: sql<Date>`now()` })
      .where("id", "=", context.editId)
      .returning(sql<number>`extract(epoch from finished_at - enhancing_started_at)::float8`.as("seconds"))
      .executeTakeFirstOrThrow();
    expect(await usualSeconds(test.services.db, editor.id)).toBeLessThan(seconds - 0.9);
  });

  it("waits on, and begins, although the database does not answer meanwhile", async () => {
    let isDown = false;
    let refused = 0;
    const outage: KyselyPlugin = {
      transformQuery: ({ node }) => {
        if (isDown) {
          refused += 1;
          throw new Error("connect ECONNREFUSED");
        }
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const { editor, hold, begun } = oneThread(300);
    const context = await readyToSend(editor, test.services.db.withPlugin(outage));
    const before = hold();
    const submitting = submitAttempt(context, limits);
    await expect.poll(() => isWaiting(context.editId)).toBe(true);
    isDown = true;
    await expect.poll(() => refused).toBeGreaterThan(2);
    await before.letGo();
    await expect.poll(() => begun.length).toBe(1);
    isDown = false;
    expect(await submitting).toEqual(answer("done"));
  });

  it("ends once, with its picture kept, when its step runs twice at once", async () => {
    const { editor, hold, waited } = oneThread(50);
    const context = await readyToSend(editor);
    const before = hold();
    const both = Promise.all([submitAttempt(context, limits), submitAttempt(context, limits)]);
    await expect.poll(() => waited.length).toBe(2);
    await before.letGo();
    const ends = await both;
    // Whichever answer the runner takes, the run goes on.
    expect(ends).toEqual([answer("done"), answer("done")]);
    const edit = await findEdit(test.services, context.editId);
    expect(edit).toMatchObject({ status: "uploading_result" });
    expect(await test.services.blobs.head(edit?.resultKey ?? "")).toMatchObject({ size: edit?.resultSize });
  });
});

it("hears of a cancellation while its editor works and tells nothing", async () => {
  const { editor } = oneThread(5_000);
  const context = await readyToSend(editor);
  const submitting = submitAttempt(context, { ...limits, workMs: 20_000 });
  await expect.poll(() => editor.calls.submit).toBe(1);
  await cancelEdit(test.services, context.editId);
  const start = performance.now();
  expect(await submitting).toEqual(answer("over"));
  expect(performance.now() - start).toBeLessThan(3_000);
});
