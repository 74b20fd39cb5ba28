import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findEditRecord } from "@/db/queries/edits";
import { requestEdit } from "@/lib/edits/request";
import type { Charge, ErrorCode } from "@/lib/errors";
import { clientOf, editRequest } from "./factories/edits";
import { GEMINI_FAKE_KEY, type GeminiFake, startGeminiFake } from "./fakes/gemini";
import { createTestServices, type TestServices } from "./services";
import { testPicture } from "./test-picture";

const client = clientOf();

describe("an edit with Gemini for the words and the picture", () => {
  let fake: GeminiFake;
  let test: TestServices;
  let bytes: Uint8Array;

  beforeAll(async () => {
    fake = await startGeminiFake();
    test = await createTestServices(
      {},
      {
        GEMINI_API_KEY: GEMINI_FAKE_KEY,
        GEMINI_BASE_URL: fake.url,
        SPEND_CAP_USD: "off",
        SPEND_CAP_USD_PER_CLIENT: "off",
      },
    );
    bytes = await testPicture();
  });
  beforeEach(() => fake.reset());
  afterAll(async () => {
    await test.close();
    await fake.close();
  });

  async function edit(prompt: string) {
    const request = editRequest(bytes, { prompt, enhance: "auto" });
    const { editId } = await requestEdit(test.services, request, client);
    await test.runEdits();
    return test.services.db.selectFrom("edits").selectAll().where("id", "=", editId).executeTakeFirstOrThrow();
  }

  it("is enhanced, made and kept", async () => {
    const row = await edit("make it blue");
    expect(row).toMatchObject({
      status: "completed",
      editor: "gemini",
      model: "gemini-nano-banana-2.1",
      enhancedPrompt: "make it blue",
      charge: "made",
      costEstimated: true,
      resultWidth: 1_184,
    });
    expect(Number(row.costUsd)).toBe(0.0336);
    expect(fake.requests).toHaveLength(2);
  });

  it.each(["thought-only", "thought-last", "wrapped", "odd-jpeg"])(
    "is made of a picture that is paid for however it comes: %s",
    async (scenario) => {
      expect(await edit(`make it blue editor:${scenario}`)).toMatchObject({ status: "completed", charge: "made" });
      expect(fake.paidCalls()).toHaveLength(1);
    },
  );

  it("ends as unchanged, with its charge, where the picture comes back as it was sent", async () => {
    const row = await edit("make it blue editor:same");
    expect(row).toMatchObject({ status: "failed", errorCode: "NOTHING_CHANGED", charge: "made" });
    expect(row.errorDetail).toContain("It has charged for this edit.");
    expect(await findEditRecord(test.services.db, row.id)).toMatchObject({ checkable: false });
  });

  it("keeps what came and is no picture, to be checked again", async () => {
    const row = await edit("make it blue editor:pdf");
    expect(row).toMatchObject({ status: "failed", errorCode: "PROVIDER_BAD_RESULT", charge: "made" });
    expect(await findEditRecord(test.services.db, row.id)).toMatchObject({ checkable: true });
  });

  it.each(["leak", "html", "url", "long", "max-tokens", "blocked", "garbage", "invalid"])(
    "goes on with the person's own words where the enhancer is of no use: %s",
    async (scenario) => {
      const words = `make it blue enhancer:${scenario}`;
      expect(await edit(words)).toMatchObject({ status: "completed", enhanced: false, enhancedPrompt: null });
      const [paid] = fake.paidCalls();
      expect(paid?.body.toString("utf8")).toContain(JSON.stringify({ text: words }));
    },
  );

  it.each(["hang", "reset", "reset-after"] as const)(
    "goes on with the person's own words within ten seconds where the enhancer does not answer: %s",
    { timeout: 30_000 },
    async (kind) => {
      fake.fail({ kind, times: Infinity, when: ({ path }) => path.includes("flash") });
      const row = await edit("make it blue");
      expect(row).toMatchObject({ status: "completed", enhanced: false, enhancedPrompt: null });
      // The stage alone: a busy machine may take its time for the picture.
      const waited = Number(row.processingStartedAt) - Number(row.enhancingStartedAt);
      expect(waited).toBeGreaterThan(0);
      expect(waited).toBeLessThan(12_000);
      expect(fake.paidCalls()).toHaveLength(1);
    },
  );

  const ENDS: ReadonlyArray<readonly [scenario: string, code: ErrorCode, charge: Charge]> = [
    ["policy", "CONTENT_REFUSED", "none"],
    ["block-safety", "CONTENT_REFUSED", "possible"],
    ["finish-image-safety", "CONTENT_REFUSED", "possible"],
    ["text-refusal", "CONTENT_REFUSED", "possible"],
    ["text-question", "PROVIDER_BAD_RESULT", "made"],
    ["bad-key", "PROVIDER_NOT_CONFIGURED", "none"],
    ["invalid", "PROVIDER_REJECTED", "none"],
    ["internal", "SUBMIT_UNCERTAIN", "possible"],
    ["overloaded", "SUBMIT_UNCERTAIN", "possible"],
    ["deadline", "SUBMIT_UNCERTAIN", "possible"],
    ["strange", "SUBMIT_UNCERTAIN", "possible"],
  ];

  it.each(ENDS)("asks once, and fails as it is: %s, %s, charged: %s", async (scenario, errorCode, charge) => {
    expect(await edit(`make it blue editor:${scenario}`)).toMatchObject({ status: "failed", errorCode, charge });
    expect(fake.paidCalls()).toHaveLength(1);
  });

  it("never asks again when the answer was lost on the way", async () => {
    fake.fail({ kind: "reset-after", when: ({ path }) => path.includes("image") || path.includes("banana") });
    expect(await edit("make it blue")).toMatchObject({ status: "failed", errorCode: "SUBMIT_UNCERTAIN" });
    expect(fake.paidCalls()).toHaveLength(1);
  });

  it("leaves no key in the log", () => {
    expect(JSON.stringify(test.logged)).not.toContain(GEMINI_FAKE_KEY);
  });
});
