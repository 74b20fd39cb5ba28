import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { requestEdit } from "@/lib/edits/request";
import type { EditRequest } from "@/lib/edits/source";
import { runEdit } from "@/lib/edits/run";
import { type Services, setServices } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor } from "@/tests/fakes/scripted-editor";
import { call } from "@/tests/http-client";
import { expectBalancedLedger } from "@/tests/ledger";
import { createTestServices, directStep, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";

let test: TestServices;
let bytes: Uint8Array;

/** Services with one paid editor at $0.04 and these caps. */
const paid = (perDayUsd: number | null, perClientUsd: number | null, editors = [createScriptedEditor()]): Services => ({
  ...test.services,
  editors,
  env: { ...test.services.env, spendCaps: { perDayUsd, perClientUsd } },
});

const ask = (services: Services, hash = "client-1", request: Partial<EditRequest> = {}) =>
  requestEdit(services, editRequest(bytes, { prompt: "make it sharper", enhance: "auto", ...request }), clientOf(hash));

const spent = async (scope = "") =>
  Number(
    (await test.services.db.selectFrom("spend").select("usd").where("scope", "=", scope).executeTakeFirst())?.usd ?? 0,
  );

const countOf = async (table: "edits" | "blobIntents" | "outbox" | "idempotencyKeys" | "spendReservations") =>
  (
    await test.services.db
      .selectFrom(table)
      .select(sql<number>`count(*)::int`.as("count"))
      .executeTakeFirstOrThrow()
  ).count;

const codes = (results: PromiseSettledResult<unknown>[]) =>
  results.map((each) => (each.status === "fulfilled" ? "accepted" : (each.reason as { code?: string }).code));

beforeAll(async () => {
  test = await createTestServices();
  bytes = await testPicture();
});
beforeEach(() => test.database.reset());
afterEach(() => setServices(null));
afterAll(() => test.close());

describe("the cap of all", () => {
  it("lets exactly five of fifty clients through that come at once, and keeps nothing of the others", async () => {
    const services = paid(0.2, null);
    const asked = Array.from({ length: 50 }, (_each, at) => ask(services, `client-${at}`, { idempotencyKey: "one" }));
    const ended = codes(await Promise.allSettled(asked));
    expect(ended.filter((code) => code === "accepted")).toHaveLength(5);
    expect(ended.filter((code) => code === "BUDGET_EXHAUSTED")).toHaveLength(45);
    expect(await spent()).toBe(0.2);
    expect(await countOf("edits")).toBe(5);
    expect(await countOf("outbox")).toBe(5);
    expect(await countOf("idempotencyKeys")).toBe(5);
    expect(await countOf("blobIntents")).toBe(0);
    await expectBalancedLedger(test);
  });

  it("says whose limit it is, when it resets, and for how long to wait", async () => {
    const services = paid(0.04, 2);
    await ask(services);
    const { rows } = await sql<{ left: number }>`
      select extract(epoch from date_trunc('day', now() at time zone 'utc') + interval '1 day' - (now() at time zone 'utc'))::float8 as left`.execute(
      test.services.db,
    );
    const refused = await ask(services, "client-2").catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: "BUDGET_EXHAUSTED",
      status: 429,
      detail: expect.stringMatching(/of this server.*midnight UTC/) as unknown,
      charge: "none",
    });
    const { retryAfterSeconds } = refused as { retryAfterSeconds: number };
    expect(Math.abs(retryAfterSeconds - (rows[0]?.left ?? 0))).toBeLessThan(30);
  });

  it("refuses an edit that is dearer than the cap by itself without promising that tomorrow helps", async () => {
    await expect(ask(paid(0.03, null))).rejects.toMatchObject({
      code: "BUDGET_EXHAUSTED",
      detail: expect.not.stringMatching(/try again/) as unknown,
    });
    expect(await spent()).toBe(0);
  });

  it("starts anew with the next day", async () => {
    const services = paid(0.04, 0.04);
    await ask(services);
    await sql`update ${sql.table(`${test.database.handle.schema}.spend`)} set day = day - 1`.execute(test.services.db);
    await ask(services);
    expect(await countOf("edits")).toBe(2);
  });
});

it("stops fifty addresses at five submits over HTTP, and tells the others when to come back", async () => {
  const editor = createScriptedEditor();
  const services = paid(0.2, null, [editor]);
  setServices(services);
  const json = { prompt: "make it sharper", image_data: Buffer.from(bytes).toString("base64") };
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_each, at) => call("POST", "/edit-image", { json, peer: `198.51.100.${at}` })),
  );
  const refused = answers.filter(({ status }) => status === 429);
  const accepted = answers.filter(({ status }) => status === 200);
  expect(accepted).toHaveLength(5);
  expect(refused).toHaveLength(45);
  for (const { body, headers } of refused) {
    expect(body["error_code"]).toBe("BUDGET_EXHAUSTED");
    const seconds = Number(headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(86_400);
  }
  for (const { body } of accepted) {
    await runEdit({ editId: String(body["edit_id"]), runId: randomUUID(), dispatch: 1 }, directStep, services);
  }
  expect(editor.calls.submit).toBe(5);
  expect(await spent()).toBe(0.2);
  await expectBalancedLedger(test);
});

describe("the cap of a client", () => {
  it("lets exactly five of its twenty requests through that come at once, while others go on", async () => {
    const services = paid(10, 0.2);
    const [mine, others] = await Promise.all([
      Promise.allSettled(Array.from({ length: 20 }, () => ask(services, "greedy"))),
      Promise.allSettled(Array.from({ length: 5 }, (_each, at) => ask(services, `modest-${at}`))),
    ]);
    expect(codes(mine).filter((code) => code === "accepted")).toHaveLength(5);
    expect(codes(mine).filter((code) => code === "BUDGET_EXHAUSTED")).toHaveLength(15);
    expect(new Set(codes(others))).toEqual(new Set(["accepted"]));
    expect([await spent("greedy"), await spent()]).toEqual([0.2, 0.4]);
    await expect(ask(services, "greedy")).rejects.toThrow(/^Your spending limit/);
    await expectBalancedLedger(test);
  });
});

describe("what is reserved", () => {
  const priced = (id: string, priceUsd: number | null, more: Partial<ReturnType<typeof createScriptedEditor>> = {}) => {
    const editor = createScriptedEditor();
    return {
      ...editor,
      id,
      capabilities: { ...editor.capabilities, priceUsd },
      quote: () => Promise.reject(new Error("the pricing service is down")),
      ...more,
    };
  };
  const free = (id: string) => priced(id, 0, { free: true });
  const off = [null, null] as const;

  it("is counted even without caps", async () => {
    await ask(paid(...off));
    expect([await spent(), await spent("client-1")]).toEqual([0.04, 0.04]);
  });

  it("is the price of the dearest editor that may come to make it", async () => {
    await ask(paid(...off, [priced("cheap", 0.03), priced("dear", 0.08), free("local")]));
    expect(await spent()).toBe(0.08);
  });

  it("is the price of the editor that was asked for", async () => {
    await ask(paid(...off, [priced("dear", 0.08), priced("cheap", 0.03)]), "client-1", { editor: "cheap" });
    expect(await spent()).toBe(0.03);
  });

  it("is the provider's own figure for this very picture, where it has one", async () => {
    const quote = async ({ width, height }: { width: number; height: number }) => ({
      usd: (width * height) / 1e6,
      estimated: false,
    });
    await ask(paid(...off, [priced("exact", 0.04, { quote })]));
    const edit = await test.services.db
      .selectFrom("edits")
      .select(["originalWidth", "originalHeight"])
      .executeTakeFirstOrThrow();
    expect(await spent()).toBe(((edit.originalWidth ?? 0) * (edit.originalHeight ?? 0)) / 1e6);
  });

  it("is the published price when the provider's figure does not come in time", async () => {
    await ask(paid(...off, [priced("silent", 0.05, { quote: () => new Promise(() => {}) })]));
    expect(await spent()).toBe(0.05);
  });

  it("is a careful amount when no price is known", async () => {
    await ask(paid(...off, [priced("unknown", null)]));
    expect(await spent()).toBe(0.25);
  });

  it("is nothing for a free editor, which goes on when the budget is used up", async () => {
    const services = paid(0.04, 0.04, [priced("paid", 0.04), free("local")]);
    await ask(services);
    await expect(ask(services)).rejects.toMatchObject({ code: "BUDGET_EXHAUSTED" });
    await ask(services, "client-1", { editor: "local" });
    await ask(paid(0.04, 0.04, [free("local"), priced("paid", 0.04)]));
    expect(await countOf("spendReservations")).toBe(1);
    expect(await spent()).toBe(0.04);
  });

  it("is one reservation for a request that is repeated with its key", async () => {
    const services = paid(10, 2);
    await Promise.all(Array.from({ length: 10 }, () => ask(services, "client-1", { idempotencyKey: "k" })));
    expect(await spent()).toBe(0.04);
  });
});
