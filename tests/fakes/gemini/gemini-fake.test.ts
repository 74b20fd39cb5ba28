import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GEMINI_FAKE_KEY, type GeminiFake, startGeminiFake } from ".";

describe("the Gemini fake is as strict as the service", () => {
  let fake: GeminiFake;
  let data: string;

  beforeAll(async () => {
    fake = await startGeminiFake();
    const image = sharp({ create: { width: 30, height: 20, channels: 3, background: "#336699" } });
    data = (await image.png().toBuffer()).toString("base64");
  });
  afterAll(() => fake.close());

  const call = async (
    model: string,
    change: Record<string, unknown> = {},
    {
      path = `/v1beta/models/${model}:generateContent`,
      key = GEMINI_FAKE_KEY,
    }: { path?: string; key?: string | null } = {},
  ) => {
    const body = {
      contents: [{ role: "user", parts: [{ inlineData: { mimeType: "image/png", data } }, { text: "make it blue" }] }],
      store: false,
      ...change,
    };
    const headers = { "content-type": "application/json", ...(key === null ? {} : { "x-goog-api-key": key }) };
    const response = await fetch(fake.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, text };
  };
  const TEXT = "gemini-3.8-flash";
  const IMAGE = "gemini-nano-banana-2.1";
  const images = { responseModalities: ["IMAGE"] };

  it("takes a good request", async () => {
    expect(await call(TEXT)).toMatchObject({ status: 200 });
    expect(await call(IMAGE, { generationConfig: images })).toMatchObject({ status: 200 });
    expect(fake.paidCalls()).toHaveLength(1);
  });

  it.each([
    ["no key", () => call(TEXT, {}, { key: null }), 403, "unregistered"],
    ["a wrong key", () => call(TEXT, {}, { key: "wrong" }), 400, "API_KEY_INVALID"],
    [
      "the key in the address",
      () => call(TEXT, {}, { path: `/v1beta/models/${TEXT}:generateContent?key=x` }),
      400,
      "address",
    ],
    ["another version", () => call(TEXT, {}, { path: `/v1/models/${TEXT}:generateContent` }), 404, ""],
    ["an unknown model", () => call("gemini-2.5-flash"), 404, "NOT_FOUND"],
    ["an unknown field", () => call(TEXT, { tool: [] }), 400, "INVALID_ARGUMENT"],
    ["no store: false", () => call(TEXT, { store: true }), 400, "store"],
    [
      "a small k",
      () => call(IMAGE, { generationConfig: { ...images, imageConfig: { imageSize: "2k" } } }),
      400,
      "size",
    ],
    [
      "a ratio of its own",
      () => call(IMAGE, { generationConfig: { ...images, imageConfig: { aspectRatio: "7:5" } } }),
      400,
      "ratio",
    ],
    [
      "4K of the lite model",
      () => call("gemini-3.1-flash-lite-image", { generationConfig: { ...images, imageConfig: { imageSize: "4K" } } }),
      400,
      "size",
    ],
    ["pictures of a text model", () => call(TEXT, { generationConfig: images }), 400, "modalities"],
    [
      "a schema without the type",
      () => call(TEXT, { generationConfig: { responseJsonSchema: { type: "object" } } }),
      400,
      "mime",
    ],
    [
      "a keyword it does not know",
      () =>
        call(TEXT, {
          generationConfig: {
            responseMimeType: "application/json",
            responseJsonSchema: { type: "object", $schema: "x" },
          },
        }),
      400,
      "$schema",
    ],
    [
      "a picture of another type",
      () => call(TEXT, { contents: [{ role: "user", parts: [{ inlineData: { mimeType: "image/jpeg", data } }] }] }),
      400,
      "picture",
    ],
    [
      "a broken picture",
      () =>
        call(TEXT, {
          contents: [{ role: "user", parts: [{ inlineData: { mimeType: "image/png", data: data.slice(0, 40) } }] }],
        }),
      400,
      "image",
    ],
  ])("refuses %s", async (_what, refused, status, text) => {
    const answer = await refused();
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });

  it("edits the picture really: of the size asked for, other words, other colours", async () => {
    const edited = async (words: string) => {
      const { text } = await call(IMAGE, {
        contents: [{ role: "user", parts: [{ inlineData: { mimeType: "image/png", data } }, { text: words }] }],
        generationConfig: { ...images, imageConfig: { aspectRatio: "3:2", imageSize: "1K" } },
      });
      const image = /"mimeType":"image\/jpeg","data":"([^"]+)"|"data":"([^"]+)","mimeType":"image\/jpeg"/.exec(text);
      const bytes = Buffer.from(image?.[1] ?? image?.[2] ?? "", "base64");
      const { width, height } = await sharp(bytes).metadata();
      expect([width, height]).toEqual([1_248, 832]);
      return (await sharp(bytes).stats()).channels.map(({ mean }) => Math.round(mean)).join();
    };
    expect(await edited("make it blue")).not.toBe(await edited("make it red"));
  });
});
