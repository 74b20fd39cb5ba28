import { afterEach, describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/config/env";
import type { FakeServer } from "@/tests/fakes/fake-server";
import { GEMINI_FAKE_KEY, startGeminiFake } from "@/tests/fakes/gemini";
import { OPENAI_FAKE_KEY, startOpenAiFake } from "@/tests/fakes/openai";
import { testPicture } from "@/tests/test-picture";
import { createPromptEnhancer } from "./create-enhancer";

const fakes: FakeServer[] = [];

async function hostedBy(...names: ("gemini" | "openai")[]) {
  const variables: Record<string, string> = {};
  if (names.includes("gemini")) {
    const fake = await startGeminiFake();
    fakes.push(fake);
    Object.assign(variables, { GEMINI_API_KEY: GEMINI_FAKE_KEY, GEMINI_BASE_URL: fake.url });
  }
  if (names.includes("openai")) {
    const fake = await startOpenAiFake();
    fakes.push(fake);
    Object.assign(variables, { OPENAI_API_KEY: OPENAI_FAKE_KEY, OPENAI_BASE_URL: `${fake.url}/v1` });
  }
  return createPromptEnhancer(parseEnv(variables));
}

async function requestFor(editor: string) {
  const picture = { bytes: await testPicture(), contentType: "image/jpeg", width: 64, height: 48 };
  return { prompt: "brighter", picture, editor };
}

describe("the choice of an enhancer", () => {
  afterEach(async () => {
    await Promise.all(fakes.splice(0).map((fake) => fake.close()));
  });

  it.each([
    ["local", []],
    ["gemini", ["gemini"]],
    ["openai", ["openai"]],
    ["gemini", ["gemini", "openai"]],
  ] as const)("is %s with the keys of: %s", async (name, keys) => {
    const enhancer = await hostedBy(...keys);
    expect(enhancer.name).toBe(name);
    const { prompt } = await enhancer.enhance(await requestFor("flux"), AbortSignal.timeout(9_000));
    expect(prompt).toBe(name === "local" ? "Brighten the whole picture." : "brighter");
    expect(fakes.map(({ requests }) => requests.length)).toEqual(keys.map((_, at) => (at === 0 ? 1 : 0)));
  });

  it("gives the local engine the local plan, whatever else there is", async () => {
    const enhancer = await hostedBy("gemini");
    const { plan } = await enhancer.enhance(await requestFor("local"), AbortSignal.timeout(9_000));
    expect(plan.operations.map(({ name }) => name)).toEqual(["brightness"]);
    expect(fakes[0]?.requests).toEqual([]);
  });
});
