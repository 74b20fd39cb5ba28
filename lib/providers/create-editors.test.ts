import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/config/env";
import { pictureTools } from "@/lib/images/picture-tools";
import { createImageEditors } from "./create-editors";

const GEMINI = { GEMINI_API_KEY: "a-key-of-gemini" };

describe("the editors of an environment", () => {
  it.each([
    ["no key", {}, ["local"]],
    ["a key of Gemini", GEMINI, ["gemini"]],
    ["a key and an order", { ...GEMINI, IMAGE_EDITOR: "local,gemini" }, ["local", "gemini"]],
    ["a key and a choice", { ...GEMINI, IMAGE_EDITOR: "local" }, ["local"]],
  ])("with %s", (_what, variables, ids) => {
    expect(createImageEditors(parseEnv(variables), pictureTools).map(({ id }) => id)).toEqual(ids);
  });

  it("takes the price from the environment", () => {
    const env = parseEnv({ ...GEMINI, GEMINI_IMAGE_PRICE_USD: "0.02" });
    expect(createImageEditors(env, pictureTools)[0]?.capabilities.priceUsd).toBe(0.02);
  });
});
