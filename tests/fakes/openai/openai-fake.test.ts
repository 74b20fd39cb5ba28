import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FakeServer } from "../fake-server";
import { OPENAI_FAKE_KEY, startOpenAiFake } from ".";

describe("the OpenAI fake is as strict as the service", () => {
  let fake: FakeServer;

  beforeAll(async () => {
    fake = await startOpenAiFake();
  });
  afterAll(() => fake.close());

  const schema = {
    type: "object",
    properties: { prompt: { type: "string" } },
    required: ["prompt"],
    additionalProperties: false,
  };
  const call = async (change: Record<string, unknown> = {}, key = OPENAI_FAKE_KEY, path = "/v1/chat/completions") => {
    const body = {
      model: "gpt-4o-mini",
      messages: [{ role: "user", content: [{ type: "text", text: '"make it blue"' }] }],
      response_format: { type: "json_schema", json_schema: { name: "x", strict: true, schema } },
      ...change,
    };
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const response = await fetch(fake.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: response.status, text: await response.text() };
  };

  it("takes a good request and keeps its schema", async () => {
    const { status, text } = await call();
    expect(status).toBe(200);
    const { choices } = JSON.parse(text) as { choices: [{ message: { content: string } }] };
    expect(JSON.parse(choices[0].message.content)).toEqual({ prompt: "make it blue" });
  });

  it.each([
    ["a wrong key", () => call({}, "sk-wrong"), 401],
    ["another path", () => call({}, OPENAI_FAKE_KEY, "/chat/completions"), 404],
    ["an unknown model", () => call({ model: "gpt-0" }), 404],
    ["an unknown field", () => call({ input: "x" }), 400],
    [
      "a loose schema",
      () =>
        call({
          response_format: {
            type: "json_schema",
            json_schema: { name: "x", strict: true, schema: { type: "object" } },
          },
        }),
      400,
    ],
    ["no messages", () => call({ messages: [] }), 400],
  ])("refuses %s", async (_what, refused, status) => {
    expect((await refused()).status).toBe(status);
  });
});
