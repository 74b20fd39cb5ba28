import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor } from "@/tests/fakes/scripted-editor";
import { servicesOfFile } from "@/tests/services";
import { requestEdit } from "./request";

const test = servicesOfFile({}, { RATE_LIMITS: "edit=2" });

/** Two minutes of two each. */
const MOST = 4;

const ask = (client: string, browser: string | null = null, services = test.services) =>
  requestEdit(services, editRequest(test.picture), { ...clientOf(client), ownerHash: browser });

/** Lets every submit come as far as it may before an edit is written, where the database has connections for them. */
async function holdInserts(): Promise<() => Promise<void>> {
  const second = await test.database.second();
  if (second === null) return async () => {};
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let holding = Promise.resolve();
  await new Promise<void>((locked) => {
    holding = second.db.transaction().execute(async (tx) => {
      await sql`lock table ${sql.id(second.schema, "edits")} in share mode`.execute(tx);
      locked();
      await released;
    });
  });
  return async () => {
    release();
    await holding;
    await second.close();
  };
}

const outcomes = async (asked: Promise<unknown>[]): Promise<string[]> => {
  const settled = await Promise.allSettled(asked);
  return settled.map((each) => (each.status === "fulfilled" ? "accepted" : (each.reason as { code: string }).code));
};

describe("edits that wait", () => {
  it("are no more of one browser than it may ask for in two minutes, all at once or not", async () => {
    for (let n = 0; n < MOST - 1; n++) await ask("c", "b");
    const letGo = await holdInserts();
    const asked = Array.from({ length: 6 }, () => ask("c", "b"));
    await Promise.race([Promise.allSettled(asked), sleep(700)]);
    await letGo();
    const last = await outcomes(asked);
    expect(last.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(last.filter((outcome) => outcome === "RATE_LIMITED")).toHaveLength(5);
    await expect(ask("c", "b")).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterSeconds: 15 });
    await ask("c", "another");
    await ask("d", "b");
    // Nothing of those that were refused is left.
    expect(await test.services.db.selectFrom("blobIntents").selectAll().execute()).toEqual([]);
    await test.runEdits();
    await ask("c", "b");
  });

  it("say of no repeat that it was not kept, where its first is the last that was taken", async () => {
    for (let n = 0; n < MOST - 1; n++) await ask("c", "b");
    const letGo = await holdInserts();
    const client = { ...clientOf("c"), ownerHash: "b" };
    const asked = [1, 2].map(() =>
      requestEdit(test.services, editRequest(test.picture, { idempotencyKey: "the-same-key" }), client),
    );
    await Promise.race([Promise.allSettled(asked), sleep(700)]);
    await letGo();
    const [first, second] = await Promise.all(asked);
    expect(second?.editId).toBe(first?.editId);
  });

  it("are no more than can be worked off while they may wait, whoever asks", async () => {
    const slow = createScriptedEditor({ maxActive: 2, usualSeconds: 300 });
    const services = { ...test.services, editors: [slow] };
    for (const client of ["c1", "c2", "c3", "c4"]) await ask(client, null, services);
    await expect(ask("late", null, services)).rejects.toMatchObject({ code: "UNAVAILABLE", retryAfterSeconds: 120 });
    await ask("late");
  });
});
