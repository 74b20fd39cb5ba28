import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addSpend, ALL } from "@/db/queries/spend";
import type { ImageEditor } from "@/lib/providers/port";
import { setServices } from "@/lib/services";
import { createScriptedEditor } from "@/tests/fakes/scripted-editor";
import { call } from "@/tests/http-client";
import { createTestServices, type TestServices } from "@/tests/services";
import { editorsViewSchema } from "./view-schema";

let test: TestServices;

/** $0.02 for each megapixel, by the provider's own word. */
const exact: ImageEditor = {
  ...createScriptedEditor(),
  quote: async ({ width, height }) => ({ usd: (0.02 * width * height) / 1e6, estimated: false }),
};

const serve = (editors: readonly ImageEditor[], perDayUsd: number | null = 10, perClientUsd: number | null = 2) =>
  setServices({
    ...test.services,
    editors,
    env: { ...test.services.env, spendCaps: { perDayUsd, perClientUsd } },
  });

const ask = async (query = "") => {
  const answer = await call("GET", `/editors${query}`);
  expect(answer.status).toBe(200);
  return editorsViewSchema.parse(answer.body);
};

const priceOf = async (query: string) => {
  const { editors } = await ask(query);
  return editors.map(({ price_usd, price_estimated }) => [price_usd, price_estimated]);
};

beforeAll(async () => {
  test = await createTestServices();
});
beforeEach(() => test.database.reset());
afterAll(async () => {
  setServices(null);
  await test.close();
});

describe("the price in GET /editors", () => {
  it("is the provider's own for the picture whose size is given, and else the usual one", async () => {
    serve([exact]);
    expect(await priceOf("?width=1600&height=1000")).toEqual([[0.032, false]]);
    expect(await priceOf("?width=1000&height=1000&other=1&other=2")).toEqual([[0.02, false]]);
    expect(await priceOf("")).toEqual([[0.04, true]]);
  });

  it("is that of about two megapixels, and beside it that of all of a larger picture", async () => {
    serve([exact, createScriptedEditor({ id: "free", free: true })]);
    const { editors } = await ask("?width=4000&height=3000");
    expect(editors.map(({ price_usd }) => price_usd)).toEqual([expect.closeTo(0.04, 3), 0]);
    expect(editors.map(({ full_size_price_usd }) => full_size_price_usd)).toEqual([0.24, null]);
    expect((await ask("?width=1600&height=1200")).editors[0]?.full_size_price_usd).toBeNull();
    serve([{ ...exact, quote: () => Promise.reject(new Error("down")) }]);
    expect((await ask("?width=4000&height=3000")).editors[0]).toMatchObject({
      price_usd: 0.04,
      full_size_price_usd: 0.1,
    });
  });

  it("is an estimate where the provider fails, and unknown where nobody published one", async () => {
    const failing = { ...exact, quote: () => Promise.reject(new Error("down")) };
    const unknown = { ...failing, id: "unknown", capabilities: { ...exact.capabilities, priceUsd: null } };
    serve([failing, unknown]);
    expect(await priceOf("?width=10&height=10")).toEqual([
      [0.04, true],
      [null, false],
    ]);
  });

  it("does not wait longer than three seconds for a provider that is silent", async () => {
    serve([{ ...exact, quote: () => new Promise(() => {}) }]);
    expect(await priceOf("?width=10&height=10")).toEqual([[0.04, true]]);
  });

  it.each([
    ["?width=100", "width"],
    ["?height=100", "width"],
    ["?width=0&height=10", "width"],
    ["?width=10&height=-1", "height"],
    ["?width=10&height=1e3", "height"],
    ["?width=100000&height=10", "width"],
    ["?width=10&width=10&height=10", "width"],
    ["?width=&height=10", "width"],
  ])("is refused for %s", async (query, field) => {
    serve([exact]);
    const answer = await call("GET", `/editors${query}`);
    expect([answer.status, answer.body["error_code"]]).toEqual([422, "VALIDATION_FAILED"]);
    expect(answer.body["fields"]).toEqual([{ path: field, message: expect.any(String) as unknown }]);
  });
});

describe("the budget in GET /editors", () => {
  it("is what the nearer of both caps leaves this client today", async () => {
    serve([exact], 10, 2);
    const { budget } = await ask();
    expect(budget?.remaining_usd).toBe(2);
    const resets = new Date(budget?.resets_at ?? "");
    expect([resets.getUTCHours(), resets.getUTCMinutes(), resets.getUTCSeconds()]).toEqual([0, 0, 0]);
    expect(resets.getTime() - Date.now()).toBeGreaterThan(-60_000);
    expect(resets.getTime() - Date.now()).toBeLessThanOrEqual(86_460_000);

    await addSpend(test.services.db, ALL, 9.5, null);
    expect((await ask()).budget?.remaining_usd).toBe(0.5);
    await addSpend(test.services.db, ALL, 0.6, null);
    expect((await ask()).budget?.remaining_usd).toBe(0);
  });

  it("counts only the caps that are set, and is absent without a cap or a paid editor", async () => {
    await addSpend(test.services.db, ALL, 1.75, null);
    serve([exact], 3, null);
    expect((await ask()).budget?.remaining_usd).toBe(1.25);
    serve([exact], null, 1);
    expect((await ask()).budget?.remaining_usd).toBe(1);
    serve([exact], null, null);
    expect((await ask()).budget).toBeNull();
    serve([{ ...exact, free: true }]);
    expect((await ask()).budget).toBeNull();
  });
});
