import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FakeServer } from "@/tests/fakes/fake-server";
import { GEMINI_FAKE_KEY, startGeminiFake } from "@/tests/fakes/gemini";
import { OPENAI_FAKE_KEY, startOpenAiFake } from "@/tests/fakes/openai";
import { checkGemini } from "./gemini/check";
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
    await expect(checkGemini(values, signal)).resolves.toBe("Gemini takes the key and has the model gemini-3.8-flash.");
    expect(gemini.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /v1beta/models/gemini-3.8-flash",
    ]);
  });

  it.each([
    ["a wrong key", { apiKey: "wrong-key-0123" }, null, "PROVIDER_NOT_CONFIGURED", /key/],
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
    ).resolves.toContain("gpt-4o-mini");
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
