import { afterEach, describe, expect, it } from "vitest";
import { envVariables, parseEnv } from "@/lib/config/env";
import { pictureTools } from "@/lib/images/picture-tools";
import type { FakeServer } from "@/tests/fakes/fake-server";
import { GEMINI_FAKE_KEY, startGeminiFake } from "@/tests/fakes/gemini";
import { OPENAI_FAKE_KEY, startOpenAiFake } from "@/tests/fakes/openai";
import { testPicture } from "@/tests/test-picture";
import { createImageEditors, createPromptEnhancer, PROVIDERS } from "./registry";

describe("the registry", () => {
  it("holds each provider once, with variables of its own", () => {
    const names = PROVIDERS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(PROVIDERS.map(({ preference }) => preference)).size).toBe(names.length);
    const variables = PROVIDERS.flatMap((provider) => Object.keys(provider.variables));
    expect(new Set(variables).size).toBe(variables.length);
    for (const name of variables) expect(Object.keys(envVariables)).toContain(name);
  });

  it.each(PROVIDERS.map((provider) => [provider.name, provider] as const))(
    "%s can do something, and check it",
    (name, provider) => {
      expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
      const parts = [provider.editor, provider.enhancer].filter((part) => part !== undefined);
      expect(parts.length).toBeGreaterThan(0);
      for (const { check } of parts) {
        expect(check.subject).not.toBe("");
        if (provider.key !== null) expect(check.remedy).toContain(provider.key);
      }
      if (provider.key !== null) expect(Object.keys(provider.variables)).toContain(provider.key);
    },
  );
});

const tools = { pictures: pictureTools, log: null };
const GEMINI = { GEMINI_API_KEY: "a-key-of-gemini" };

describe("the editors of an environment", () => {
  it.each([
    ["no key", {}, ["local"]],
    ["a key of Gemini", GEMINI, ["gemini"]],
    ["a key and an order", { ...GEMINI, IMAGE_EDITOR: "local,gemini" }, ["local", "gemini"]],
    ["a key and a choice", { ...GEMINI, IMAGE_EDITOR: "local" }, ["local"]],
  ])("with %s", async (_what, variables, ids) => {
    const editors = await createImageEditors(parseEnv(variables), tools);
    expect(editors.map(({ id }) => id)).toEqual(ids);
  });

  it("takes the price from the environment", async () => {
    const [editor] = await createImageEditors(parseEnv({ ...GEMINI, GEMINI_IMAGE_PRICE_USD: "0.02" }), tools);
    expect(editor?.capabilities.priceUsd).toBe(0.02);
  });
});

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
