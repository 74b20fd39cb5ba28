import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GEMINI_FAKE_KEY, type GeminiFake, startGeminiFake } from "@/tests/fakes/gemini";
import { testPicture } from "@/tests/test-picture";
import { enhancementJsonSchema, instructionFor } from "@/lib/providers/enhancement-request";
import { createGeminiEnhancer } from "./enhancer";
import { describeHostedEnhancer } from "@/lib/providers/hosted-enhancer.contract";

const MODEL = "gemini-3.8-flash";

describeHostedEnhancer("gemini", {
  start: () => startGeminiFake(),
  create: (baseUrl, { key = GEMINI_FAKE_KEY, pace }) =>
    createGeminiEnhancer({ apiKey: key, baseUrl, model: MODEL, pace }),
  unusable: [
    ["blocked", /^the request was blocked: PROHIBITED_CONTENT$/],
    ["no-candidates", /^the request was blocked: no reason given$/],
    ["safety", /^the answer was cut off: SAFETY$/],
    ["recitation", /RECITATION$/],
    ["blocklist", /BLOCKLIST$/],
    ["spii", /SPII$/],
    ["other", /OTHER$/],
    ["malformed-response", /MALFORMED_RESPONSE$/],
    ["max-tokens", /^the answer was cut off: MAX_TOKENS$/],
    ["garbage", /^the answer is not JSON$/],
    ["wrong-form", /^the answer does not have the form/],
    ["no-parts", /^the answer is not JSON$/],
    ["strange", /unreadable/],
  ],
  final: ["bad-key", "location", "invalid", "forbidden", "gone", "blocked", "safety", "moved"],
  key: GEMINI_FAKE_KEY,
});

describe("the Gemini enhancer", () => {
  let fake: GeminiFake;

  beforeAll(async () => {
    fake = await startGeminiFake();
  });
  afterAll(() => fake.close());

  it("sends exactly this, and nothing of it is to be stored", async () => {
    const bytes = await testPicture();
    const styles = { gemini: "The editor is Gemini's image model." };
    const enhancer = createGeminiEnhancer({ apiKey: GEMINI_FAKE_KEY, baseUrl: fake.url, model: MODEL, styles });
    const picture = { bytes, contentType: "image/jpeg", width: 64, height: 48 };
    await enhancer.enhance({ prompt: "make it blue", picture, editor: "gemini" }, AbortSignal.timeout(9_000));
    const [request] = fake.requests;
    expect(request).toMatchObject({ method: "POST", path: `/v1beta/models/${MODEL}:generateContent` });
    expect(request?.headers["x-goog-api-key"]).toBe(GEMINI_FAKE_KEY);
    expect(JSON.parse(request?.body.toString("utf8") ?? "")).toEqual({
      contents: [
        {
          role: "user",
          parts: [
            { inlineData: { mimeType: "image/jpeg", data: Buffer.from(bytes).toString("base64") } },
            { text: 'The person\'s words, as a JSON string:\n"make it blue"' },
          ],
        },
      ],
      systemInstruction: { role: "user", parts: [{ text: instructionFor(styles.gemini) }] },
      store: false,
      generationConfig: {
        maxOutputTokens: 8_192,
        responseMimeType: "application/json",
        responseJsonSchema: enhancementJsonSchema,
        thinkingConfig: { thinkingLevel: "LOW" },
      },
    });
  });
});
