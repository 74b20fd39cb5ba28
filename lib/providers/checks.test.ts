import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { FakeServer } from "@/tests/fakes/fake-server";
import { GEMINI_FAKE_KEY, startGeminiFake } from "@/tests/fakes/gemini";
import { OPENAI_FAKE_KEY, startOpenAiFake } from "@/tests/fakes/openai";
import { checkGemini } from "./gemini/check";
import { endNotice } from "./known-models";
import { checkOpenAi } from "./openai/check";

describe("checks of the providers", () => {
  let gemini: FakeServer;
  let openai: FakeServer;
  const signal = AbortSignal.timeout(20_000);

  beforeAll(async () => {
    gemini = await startGeminiFake();
    openai = await startOpenAiFake();
  });
  afterAll(() => Promise.all([gemini.close(), openai.close()]));

  it("finds Gemini's model, with one GET", async () => {
    const values = { apiKey: GEMINI_FAKE_KEY, baseUrl: `${gemini.url}/`, model: "gemini-3.8-flash" };
    await expect(checkGemini(values, signal)).resolves.toEqual({
      found: "Gemini takes the key and has the model gemini-3.8-flash.",
      todo: null,
    });
    expect(gemini.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /v1beta/models/gemini-3.8-flash",
    ]);
  });

  it.each([
    ["a wrong key", { apiKey: "wrong-key-0123" }, null, "PROVIDER_NOT_CONFIGURED", /key/],
    ["an old key", { apiKey: "AIzaOldKey-0123456789" }, null, "PROVIDER_NOT_CONFIGURED", /AIza are refused since Sept/],
    [
      "a model that has ended",
      { model: "gemini-3.1-flash-image-preview" },
      null,
      "PROVIDER_NOT_CONFIGURED",
      /2026-10-29/,
    ],
    ["an unknown model", { model: "gemini-99" }, null, "PROVIDER_NOT_CONFIGURED", /model/],
    ["a used up quota", {}, { status: 429 }, "PROVIDER_UNAVAILABLE", /quota/],
    ["an outage", {}, { status: 503 }, "PROVIDER_UNAVAILABLE", /answer/],
    ["nobody there", { baseUrl: "http://127.0.0.1:9" }, null, "PROVIDER_UNAVAILABLE", /answer/],
  ])("says of Gemini what is wrong: %s", async (_what, change, answer, code, detail) => {
    if (answer !== null) gemini.fail({ kind: "answer", answer });
    const values = { apiKey: GEMINI_FAKE_KEY, baseUrl: gemini.url, model: "gemini-3.8-flash", ...change };
    await expect(checkGemini(values, signal)).rejects.toMatchObject({
      code,
      detail: expect.stringMatching(detail) as string,
    });
  });

  it("asks OpenAI for its models", async () => {
    await expect(
      checkOpenAi({ apiKey: OPENAI_FAKE_KEY, baseUrl: `${openai.url}/v1/`, model: "gpt-4o-mini" }, signal),
    ).resolves.toMatchObject({ found: expect.stringContaining("gpt-4o-mini") as string });
    expect(openai.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /v1/models"]);
  });

  it.each([
    ["a wrong key", "wrong-key-0123", "/v1", "PROVIDER_NOT_CONFIGURED"],
    ["a wrong path", OPENAI_FAKE_KEY, "/v2", "PROVIDER_UNAVAILABLE"],
  ])("says of OpenAI what is wrong: %s", async (_what, apiKey, path, code) => {
    await expect(
      checkOpenAi({ apiKey, baseUrl: openai.url + path, model: "gpt-4o-mini" }, signal),
    ).rejects.toMatchObject({ code });
  });
});

describe("the end of a model", () => {
  const on = (day: string) => new Date(`${day}T12:00:00Z`);

  it("is told from 60 days before it", () => {
    expect(endNotice("gpt-4o-mini", "2027-01-14", "OPENAI_MODEL", on("2026-11-14"))).toBeNull();
    expect(endNotice("gpt-4o-mini", "2027-01-14", "OPENAI_MODEL", on("2026-11-29"))).toBe(
      "gpt-4o-mini is shut down on 2027-01-14, in 46 days: name another model with OPENAI_MODEL.",
    );
    expect(endNotice("gpt-4o-mini", "2027-01-14", "OPENAI_MODEL", on("2027-02-01"))).toBe(
      "gpt-4o-mini was shut down on 2027-01-14: name another model with OPENAI_MODEL.",
    );
    expect(endNotice("m", null, "OPENAI_MODEL")).toBeNull();
  });

  it.each([
    ["a date", "2026-12-31"],
    ["seconds", Date.UTC(2026, 11, 31) / 1000],
  ])("is taken from the vendor's own list, as %s", async (_what, shutdown_date) => {
    const openai = await startOpenAiFake();
    vi.useFakeTimers({ now: on("2026-12-01"), toFake: ["Date"] });
    try {
      const body = { object: "list", data: [{ id: "some-model", shutdown_date }] };
      openai.fail({ kind: "answer", answer: { body } });
      const values = { apiKey: OPENAI_FAKE_KEY, baseUrl: `${openai.url}/v1`, model: "some-model" };
      await expect(checkOpenAi(values, AbortSignal.timeout(20_000))).resolves.toMatchObject({
        todo: expect.stringContaining("2026-12-31") as string,
      });
    } finally {
      vi.useRealTimers();
      await openai.close();
    }
  });
});
