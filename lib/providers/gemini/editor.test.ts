import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AppError, type Charge, type ErrorCode } from "@/lib/errors";
import { pictureTools } from "@/lib/images/picture-tools";
import type { Fault } from "@/tests/fakes/fake-server";
import { GEMINI_FAKE_KEY, type GeminiFake, startGeminiFake } from "@/tests/fakes/gemini";
import { createGeminiEditor } from "./editor";
import { geminiImageFormat } from "./models";
import type { ImageEditor, Picture, SubmitRequest } from "@/lib/providers/port";
import { describeImageEditor } from "@/lib/providers/image-editor.contract";
import { noisyPicture, plainPicture, submitRequest } from "@/tests/factories/pictures";

const MODEL = "gemini-nano-banana-2.1";

describe("the Gemini editor", () => {
  let fake: GeminiFake;
  let source: SubmitRequest["picture"];

  beforeAll(async () => {
    fake = await startGeminiFake();
    source = await plainPicture(60, 40, "#446688");
  });
  beforeEach(() => fake.reset());
  afterAll(() => fake.close());

  const create = (change: { apiKey?: string; baseUrl?: string; model?: string; priceUsd?: number } = {}): ImageEditor =>
    createGeminiEditor({
      apiKey: GEMINI_FAKE_KEY,
      baseUrl: fake.url,
      model: MODEL,
      priceUsd: null,
      tools: pictureTools,
      ...change,
    });
  const request = (prompt: string, change: Partial<SubmitRequest> = {}) => submitRequest(source, prompt, change);
  const answered = async (prompt: string, change: Partial<SubmitRequest> = {}, editor = create()) => {
    const submission = await editor.submit(request(prompt, change), AbortSignal.timeout(20_000));
    if (submission.state !== "done") throw new Error("Gemini answers at once");
    return submission;
  };
  const submit = async (prompt: string, change: Partial<SubmitRequest> = {}, editor = create()): Promise<Picture> =>
    (await answered(prompt, change, editor)).picture;
  const failure = (running: Promise<unknown>): Promise<AppError> =>
    running.then(
      () => new AppError("NOT_FOUND", { detail: "it did not fail" }),
      (error: unknown) => error as AppError,
    );

  describeImageEditor("gemini", () => create());

  it("sends exactly this: words and picture are all that a request decides", async () => {
    await submit("make it blue, use model gemini-3-pro-image, 4K, ratio 1:8, safety off");
    expect(fake.requests).toHaveLength(1);
    const [sent] = fake.requests;
    expect(sent?.path).toBe(`/v1beta/models/${MODEL}:generateContent`);
    expect(JSON.parse(sent?.body.toString("utf8") ?? "")).toEqual({
      contents: [
        {
          role: "user",
          parts: [
            { inlineData: { mimeType: "image/png", data: Buffer.from(source.bytes).toString("base64") } },
            { text: "make it blue, use model gemini-3-pro-image, 4K, ratio 1:8, safety off" },
          ],
        },
      ],
      store: false,
      generationConfig: { responseModalities: ["IMAGE"], imageConfig: { aspectRatio: "3:2", imageSize: "1K" } },
    });
  });

  it("says which model answered and about what it cost", async () => {
    const submission = await create().submit(request("make it blue"), AbortSignal.timeout(20_000));
    expect(submission).toMatchObject({ model: MODEL, cost: { usd: 0.0336, estimated: true } });
    const priced = await create({ priceUsd: 0.03 }).submit(request("make it blue"), AbortSignal.timeout(20_000));
    expect(priced).toMatchObject({ cost: { usd: 0.03, estimated: true } });
  });

  it("tells the operator that an old key is refused for what it is", async () => {
    const error = await failure(submit("make it blue", {}, create({ apiKey: "AIzaOldKey-0123456789-marker" })));
    expect(error).toMatchObject({ code: "PROVIDER_NOT_CONFIGURED", charge: "none" });
    expect(String(error.cause)).toMatch(/begin with AIza are refused since September 2026/);
    expect(error.detail).not.toContain("AIza");
  });

  it("quotes a price without spending", async () => {
    const signal = AbortSignal.timeout(1_000);
    await expect(create().quote({ width: 4_000, height: 3_000 }, signal)).resolves.toEqual({
      usd: 0.1134,
      estimated: true,
    });
    expect(fake.requests).toEqual([]);
  });

  it("takes the last picture and no draft", async () => {
    const { bytes } = await submit("make it blue editor:drafts");
    expect((await sharp(bytes).metadata()).width).toBe(1_248);
  });

  it.each(["thought-only", "thought-last", "wrapped", "odd-jpeg"])(
    "takes a picture that is paid for however it comes: %s",
    async (scenario) => {
      const { picture, isSource } = await answered(`make it blue editor:${scenario}`);
      const { width } = await sharp(picture.bytes, { failOn: "error" }).metadata();
      expect(width).toBe(scenario === "odd-jpeg" ? 160 : 1_248);
      expect(isSource).toBe(false);
    },
  );

  it("shows no draft of what was refused", async () => {
    await expect(submit("make it blue editor:refused-draft")).rejects.toMatchObject({ code: "CONTENT_REFUSED" });
  });

  it("says when it got the very file back that it sent", async () => {
    expect(await answered("make it blue editor:same")).toMatchObject({ isSource: true });
  });

  it("brings what may be no picture as it is: it is paid for, and judged after it is kept", async () => {
    const { bytes } = await submit("make it blue editor:pdf");
    expect(Buffer.from(bytes).toString("latin1", 0, 5)).toBe("%PDF-");
  });

  it.each(["gemini-3.1-flash-lite-image", "gemini-3-pro-image", "gemini-3.1-flash-image"])(
    "asks %s only for what it has",
    async (model) => {
      const strip = await plainPicture(400, 20, "#446688");
      await expect(submit("make it blue", { picture: strip }, create({ model }))).resolves.toBeDefined();
    },
  );

  it("sends a picture above the limits smaller", async () => {
    const { bytes, width, height } = await noisyPicture(3_000, 2_000);
    expect(bytes.byteLength).toBeGreaterThan(9_000_000);
    await submit("make it blue editor:text-question", {
      picture: { bytes, contentType: "image/png", width, height },
    }).catch(() => {});
    expect(fake.requests[0]?.body.length).toBeLessThan(15_000_000);
    expect(fake.paidCalls()).toHaveLength(1);
  });

  it("keeps every pixel outside the mask, and changes those inside", async () => {
    const left = sharp({ create: { width: 30, height: 40, channels: 3, background: "white" } });
    const white = await left.png().toBuffer();
    const mask = sharp({ create: { width: 60, height: 40, channels: 3, background: "black" } });
    const bytes = await mask
      .composite([{ input: white, left: 0, top: 0 }])
      .png()
      .toBuffer();
    const edited = await submit("make it blue", { mask: { bytes, contentType: "image/png" } });
    const { data, info } = await sharp(edited.bytes).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([60, 40, 3]);
    const pixel = (x: number, y: number) => [...data.subarray((y * 60 + x) * 3, (y * 60 + x) * 3 + 3)];
    for (let y = 0; y < 40; y += 1) for (let x = 30; x < 60; x += 1) expect(pixel(x, y)).toEqual([0x44, 0x66, 0x88]);
    expect(pixel(10, 20)).not.toEqual([0x44, 0x66, 0x88]);
    const sent = fake.requests[0]?.body.toString("utf8") ?? "";
    expect(sent.split("inlineData")).toHaveLength(3);
    expect(sent).toContain("only where the mask is white");
  });

  type Row = [scenario: string, code: ErrorCode, charge: Charge, retryable: boolean, detail?: RegExp];

  const CERTAIN: Row[] = [
    ["bad-key", "PROVIDER_NOT_CONFIGURED", "none", false],
    ["location", "PROVIDER_NOT_CONFIGURED", "none", false],
    ["unauthenticated", "PROVIDER_NOT_CONFIGURED", "none", false],
    ["forbidden", "PROVIDER_NOT_CONFIGURED", "none", false],
    ["gone", "PROVIDER_NOT_CONFIGURED", "none", false],
    ["policy", "CONTENT_REFUSED", "none", false],
    ["invalid", "PROVIDER_REJECTED", "none", false],
    ["large", "PROVIDER_REJECTED", "none", false],
    ["quota", "PROVIDER_UNAVAILABLE", "none", true],
    ["busy", "PROVIDER_UNAVAILABLE", "none", true],
    ["moved", "PROVIDER_UNAVAILABLE", "none", false],
  ];
  const UNCERTAIN: Row[] = [
    ["internal", "PROVIDER_UNAVAILABLE", "possible", false],
    ["overloaded", "PROVIDER_UNAVAILABLE", "possible", false],
    ["broken-json", "PROVIDER_UNAVAILABLE", "possible", false],
    ["gateway-page", "PROVIDER_UNAVAILABLE", "possible", false],
    ["deadline", "PROVIDER_TIMEOUT", "possible", false],
    ["canceled", "PROVIDER_TIMEOUT", "possible", false],
    ["strange", "PROVIDER_BAD_RESULT", "possible", false],
  ];
  const REFUSED: Row[] = [
    ...["safety", "other", "blocklist", "prohibited-content", "image-safety", "model-armor", "jailbreak"].map(
      (reason): Row => [`block-${reason}`, "CONTENT_REFUSED", "possible", false],
    ),
    ...["safety", "recitation", "blocklist", "prohibited-content", "spii", "language", "image-safety"].map(
      (reason): Row => [`finish-${reason}`, "CONTENT_REFUSED", "possible", false],
    ),
    ...["image-prohibited-content", "image-recitation", "image-other"].map((reason): Row => [
      `finish-${reason}`,
      "CONTENT_REFUSED",
      "possible",
      false,
    ]),
    [
      "block-safety",
      "CONTENT_REFUSED",
      "possible",
      false,
      /^The image service refused this request: it takes it for unsafe\./,
    ],
    ["block-something-new", "CONTENT_REFUSED", "possible", false, /^The image service refused this request\. Try/],
    ["no-candidates", "CONTENT_REFUSED", "possible", false],
    [
      "text-refusal",
      "CONTENT_REFUSED",
      "possible",
      false,
      /said: “I'm unable to edit pictures of real people in that way\.”/,
    ],
    ["text-hostile", "CONTENT_REFUSED", "possible", false, /said: “I can't\. See x and more [a-z ]+…” Try/],
  ];
  const NO_PICTURE: Row[] = [
    ...["no-image", "max-tokens", "other", "malformed-response"].map((reason): Row => [
      `finish-${reason}`,
      "PROVIDER_BAD_RESULT",
      "made",
      false,
    ]),
    ["text-question", "PROVIDER_BAD_RESULT", "made", false, /“Which of the two dogs do you mean\?”/],
    ["no-parts", "PROVIDER_BAD_RESULT", "made", false],
    ["continuation", "PROVIDER_BAD_RESULT", "made", false],
    ["not-encoded", "PROVIDER_BAD_RESULT", "made", false],
    ["empty-image", "PROVIDER_BAD_RESULT", "made", false],
  ];

  it.each([...CERTAIN, ...UNCERTAIN, ...REFUSED, ...NO_PICTURE])(
    "%s is %s, charged: %s",
    async (scenario, code, charge, retryable, detail = /\w/) => {
      const error = await failure(submit(`make it blue editor:${scenario}`));
      expect({ code: error.code, charge: error.charge, retryable: error.retryable }).toEqual({
        code,
        charge,
        retryable,
      });
      expect(error.detail).toMatch(detail);
      expect(error.detail).not.toMatch(/127\.0\.0\.1|https?:|<|\p{Cc}|editor:/u);
      expect(JSON.stringify([error.message, error.stack, error.cause, error])).not.toContain(GEMINI_FAKE_KEY);
      expect(fake.requests).toHaveLength(1);
    },
  );

  it("tells how long a quota lasts", async () => {
    expect((await failure(submit("x editor:quota"))).retryAfterSeconds).toBe(34);
    expect((await failure(submit("x editor:busy"))).retryAfterSeconds).toBeNull();
    fake.fail({ kind: "answer", answer: { status: 429, headers: { "retry-after": "7" }, body: "slow down" } });
    expect((await failure(submit("x"))).retryAfterSeconds).toBe(7);
  });

  const BROKEN: ReadonlyArray<readonly [Fault, ErrorCode]> = [
    [{ kind: "reset" }, "PROVIDER_UNAVAILABLE"],
    [{ kind: "reset-after" }, "PROVIDER_UNAVAILABLE"],
    [
      { kind: "answer", answer: { status: 200, headers: { "content-type": "text/html" }, body: "<html>" } },
      "PROVIDER_BAD_RESULT",
    ],
    [{ kind: "answer", answer: { status: 200, body: '{"candidates": [' } }, "PROVIDER_BAD_RESULT"],
  ];

  it.each(BROKEN)("a broken connection may have cost something, and nothing is sent again: %j", async (fault, code) => {
    fake.fail(fault);
    const error = await failure(submit("make it blue"));
    expect({ code: error.code, charge: error.charge, retryable: error.retryable }).toEqual({
      code,
      charge: "possible",
      retryable: false,
    });
    expect(fake.requests).toHaveLength(1);
  });

  it("gives up when told to: it may have cost something", async () => {
    fake.fail({ kind: "hang" });
    const controller = new AbortController();
    const running = failure(create().submit(request("make it blue"), controller.signal));
    while (fake.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    controller.abort();
    expect(await running).toMatchObject({ code: "PROVIDER_TIMEOUT", charge: "possible", retryable: false });
  });

  it.each(["nobody listens", "no such name"])("costs nothing where %s", async (what) => {
    const gone = await startGeminiFake();
    await gone.close();
    const baseUrl = what === "nobody listens" ? gone.url : "http://nowhere.invalid";
    const error = await failure(submit("make it blue", {}, create({ baseUrl })));
    expect(error).toMatchObject({ code: "PROVIDER_UNAVAILABLE", charge: "none", retryable: true });
  });

  it("sends nothing once it was told to stop", async () => {
    const error = await failure(create().submit(request("make it blue"), AbortSignal.abort()));
    expect(error).toMatchObject({ code: "PROVIDER_UNAVAILABLE", charge: "none" });
    expect(fake.requests).toEqual([]);
  });

  it("takes key, address and service from its values, whatever the SDK finds in the environment", async () => {
    const set = {
      GOOGLE_API_KEY: "env-key",
      GOOGLE_GEMINI_BASE_URL: "http://127.0.0.1:9",
      GOOGLE_GENAI_USE_VERTEXAI: "true",
    };
    Object.assign(process.env, set);
    try {
      await expect(submit("make it blue")).resolves.toBeDefined();
    } finally {
      for (const name of Object.keys(set)) delete process.env[name];
    }
  });
});

describe("what an image model is asked for", () => {
  it.each([
    [1_024, 1_024, "1:1", "1K"],
    [1_200, 900, "4:3", "1K"],
    [900, 1_200, "3:4", "1K"],
    [1_920, 1_080, "16:9", "2K"],
    [4_000, 3_000, "4:3", "4K"],
    [3_000, 4_500, "2:3", "4K"],
    [2_560, 1_080, "21:9", "2K"],
    [3_000, 300, "8:1", "1K"],
    [100, 390, "1:4", "1K"],
    [1, 5_000, "1:8", "1K"],
  ])("for %i × %i: %s, %s", (width, height, aspectRatio, imageSize) => {
    expect(geminiImageFormat("gemini-nano-banana-2.1", { width, height })).toEqual({ aspectRatio, imageSize });
  });

  it("asks others only for the ten ratios that all have", () => {
    expect(geminiImageFormat("gemini-3-pro-image", { width: 3_000, height: 300 }).aspectRatio).toBe("21:9");
  });

  it("asks a model of one size for none", () => {
    expect(geminiImageFormat("gemini-3.1-flash-lite-image", { width: 4_000, height: 3_000 })).toEqual({
      aspectRatio: "4:3",
    });
  });
});
