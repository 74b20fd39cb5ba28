import { describe, expect, it } from "vitest";
import { OPENAI_FAKE_KEY, startOpenAiFake } from "@/tests/fakes/openai";
import { describeHostedEnhancer } from "@/lib/providers/hosted-enhancer.contract";
import { createOpenAiEnhancer, openAiBody } from "./adapter";

describeHostedEnhancer("openai", {
  start: () => startOpenAiFake(),
  create: (url, { key = OPENAI_FAKE_KEY, pace }) =>
    createOpenAiEnhancer({ apiKey: key, baseUrl: `${url}/v1`, model: "gpt-6-luna", pace }),
  unusable: [
    ["refusal", /^the model refused$/],
    ["content-filter", /^the answer was cut off: content_filter$/],
    ["max-tokens", /^the answer was cut off: length$/],
    ["garbage", /^the answer is not JSON$/],
    ["wrong-form", /^the answer does not have the form/],
    ["no-parts", /^the answer is not JSON$/],
    ["strange", /^the answer holds no choice$/],
  ],
  final: ["invalid", "refusal", "moved"],
  key: OPENAI_FAKE_KEY,
});

describe("the body for chat completions", () => {
  const request = {
    prompt: "make it blue",
    picture: { bytes: new Uint8Array([1]), contentType: "image/jpeg", width: 1, height: 1 },
    editor: "flux",
  };

  it("tells OpenAI not to keep the request", () => {
    expect(
      openAiBody(request, "Do this.", { model: "gpt-4o-mini", baseUrl: "https://api.openai.com/v1" }),
    ).toMatchObject({ store: false });
  });

  it("has a model that reasons do little of it, and sends the others no word of it", () => {
    const bodyFor = (model: string) => openAiBody(request, "Do this.", { model, baseUrl: "https://api.openai.com/v1" });
    expect(bodyFor("gpt-6-luna")).toMatchObject({ reasoning_effort: "low" });
    expect(bodyFor("gpt-4o-mini")).not.toHaveProperty("reasoning_effort");
  });

  it("sends others no field that they may not know", () => {
    expect(Object.keys(openAiBody(request, "Do this.", { model: "m", baseUrl: "http://localhost:11434/v1" }))).toEqual([
      "model",
      "messages",
      "response_format",
    ]);
  });
});
