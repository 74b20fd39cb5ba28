import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { markNotSent } from "@/db/queries/attempts";
import type { DatabaseHandle } from "@/db/client";
import { findPlace } from "@/db/queries/provider-slots";
import { cancelEdit } from "@/lib/edits/cancel";
import { requestEdit } from "@/lib/edits/request";
import { runEdit } from "@/lib/edits/run";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor } from "@/tests/fakes/scripted-editor";
import { createTestServices, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";
import { type OpenAttempt, readOpenAttempt, writeIntent } from "./attempt";
import { queueDelay, takeSlot } from "./queue";
import type { DurableStep, StageContext } from "../stage";

const CAP = 4;

let test: TestServices;
let bytes: Uint8Array;
let second: DatabaseHandle | null;

/** A provider that counts what is open at it; a task is open from its submit until its time is up. */
function provider(taskMs: number, usualSeconds = 1) {
  const open = new Set<string>();
  let most = 0;
  const editor = createScriptedEditor({
    maxActive: CAP,
    usualSeconds,
    submit: async ({ attemptId }) => {
      open.add(attemptId);
      most = Math.max(most, open.size);
      const until = Date.now() + taskMs;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return {
        state: "accepted",
        providerId: attemptId,
        pollingUrl: `https://provider.invalid/${attemptId}/${until}`,
        model: "m",
        cost: null,
      };
    },
    poll: async (pollingUrl) => {
      const [attemptId = "", until] = new URL(pollingUrl).pathname.slice(1).split("/");
      if (Date.now() < Number(until)) return { state: "running", progress: null };
      open.delete(attemptId);
      return { state: "ready", resultUrl: pollingUrl, cost: null };
    },
  });
  return { editor, most: () => most };
}

/** Sleeps a part of what it is told, so that a queue moves on. */
const hurried: DurableStep = {
  run: (_id, work) => work(),
  sleep: (_id, time) => new Promise((resolve) => setTimeout(resolve, Number.parseInt(time, 10) * 30)),
};

const ask = async (services: Services, hash: string) => {
  const request = editRequest(bytes);
  return (await requestEdit(services, request, clientOf(hash))).editId;
};

const run = (editId: string, services: Services) =>
  runEdit({ editId, runId: randomUUID(), dispatch: 1 }, hurried, services).catch(() => "failed");

/** An edit whose run has come to the point of sending it, and stays there. */
async function readyToSend(services: Services, hash: string): Promise<{ context: StageContext; open: OpenAttempt }> {
  const context = { editId: await ask(services, hash), runId: randomUUID(), services, step: hurried };
  await new Promise<void>((resolve) => {
    const upToSubmit: DurableStep = {
      run: (id, work) => {
        if (id !== "edit:submit") return work();
        void writeIntent(context).then(resolve);
        return new Promise(() => {});
      },
      sleep: async () => {},
    };
    void runEdit({ editId: context.editId, runId: context.runId, dispatch: 1 }, upToSubmit, services);
  });
  const open = await readOpenAttempt(context);
  if ("state" in open) throw new Error("there is no attempt to send");
  return { context, open };
}

const using = (editor: ScriptedEditor, db = test.services.db): Services => ({
  ...test.services,
  editors: [editor],
  db,
});

beforeAll(async () => {
  test = await createTestServices();
  second = await test.database.second();
  bytes = await testPicture();
});
beforeEach(() => test.database.reset());
afterAll(async () => {
  await second?.close();
  await test.close();
});

describe("slots at a provider", () => {
  it("never has more than its cap open, whatever process sends, and fails nobody", { timeout: 180_000 }, async () => {
    const { editor, most } = provider(400);
    // Two pools on one PostgreSQL stand for two processes; an embedded database allows one.
    const both = [using(editor), using(editor, second?.db ?? test.services.db)] as const;
    const edits = await Promise.all(Array.from({ length: 40 }, (_, at) => ask(both[0], `client-${at % 7}`)));
    const ends = await Promise.all(edits.map((editId, at) => run(editId, at % 2 === 0 ? both[0] : both[1])));
    expect(ends).toEqual(edits.map(() => "completed"));
    expect(editor.calls.submit).toBe(40);
    expect(most()).toBe(CAP);
  });

  it("is taken once, by however many ask in the same instant", { timeout: 120_000 }, async () => {
    const { editor } = provider(1_000);
    const both = [using(editor), using(editor, second?.db ?? test.services.db)] as const;
    const contexts = await Promise.all(
      Array.from({ length: 24 }, (_, at) => readyToSend(both[at % 2 === 0 ? 0 : 1], `client-${at}`)),
    );
    const slots = await Promise.all(contexts.map(({ context, open }) => takeSlot(context, open)));
    expect(slots.filter(({ state }) => state === "taken")).toHaveLength(CAP);
  });

  it("goes to who has the fewest open, then to who waits longest", async () => {
    const { editor } = provider(1_000);
    const services = using(editor);
    const ready = (hash: string) => readyToSend(services, hash);
    // One after the other, so that each waits longer than the next.
    const busy = [await ready("busy"), await ready("busy"), await ready("other"), await ready("other")];
    for (const { context, open } of busy) expect(await takeSlot(context, open)).toEqual({ state: "taken" });
    const queue = [
      await ready("busy"),
      await ready("busy"),
      await ready("other"),
      await ready("new"),
      await ready("new"),
    ];
    for (const { open } of queue) expect(await queueDelay(services.db, open)).toBeGreaterThan(0);
    const places = () =>
      Promise.all(queue.map(async ({ open }) => (await findPlace(services.db, editor.id, open.attempt.id)).place));
    // New has nothing open yet, then one; busy and other have two each.
    expect(await places()).toEqual([3, 5, 4, 1, 2]);

    const [, , , first, last] = queue;
    await markNotSent(services.db, last?.open.attempt.id ?? "", 60, true);
    expect(await places()).toEqual([2, 4, 3, 1, null]);
    await services.db
      .updateTable("edits")
      .set({ heartbeatAt: sql<Date>`now() - interval '10 minutes'` })
      .where("id", "=", first?.context.editId ?? "")
      .execute();
    expect(await places()).toEqual([1, 3, 2, null, null]);
  });

  it(
    "is looked for often by the next in the queue, and ever more seldom further back",
    { timeout: 120_000 },
    async () => {
      const { editor } = provider(1_000, 12);
      const services = using(editor);
      for (let sent = 0; sent < CAP; sent += 1) {
        const { context, open } = await readyToSend(services, "busy");
        expect(await takeSlot(context, open)).toEqual({ state: "taken" });
      }
      const pauses: number[] = [];
      for (let at = 0; at < 40; at += 1) {
        const { open } = await readyToSend(services, "many");
        pauses.push(await queueDelay(services.db, open));
      }
      expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
      expect(pauses[0]).toBe(1);
      // One a second and slot would already be more than there are slots to give: four each twelve seconds.
      expect(pauses.reduce((looks, pause) => looks + 1 / pause, 0)).toBeLessThan(CAP);
      // Silent for longer, it would lose its place.
      expect(Math.max(...pauses)).toBeLessThanOrEqual(90);
    },
  );

  it("is not kept from others by a waiting edit that is canceled", async () => {
    const { editor } = provider(300);
    const services = using(editor);
    const sent = await Promise.all(Array.from({ length: CAP }, () => ask(services, "one")));
    const running = sent.map((editId) => run(editId, services));
    await expect.poll(() => editor.calls.submit, { timeout: 20_000 }).toBe(CAP);
    const waiting = await ask(services, "two");
    const waitingRun = run(waiting, services);
    await cancelEdit(services, waiting);
    expect(await waitingRun).toBe("not ours");
    await Promise.all(running);
    expect(await run(await ask(services, "three"), services)).toBe("completed");
    expect(editor.calls.submit).toBe(CAP + 1);
  });
});
