import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BFL_FAKE_KEY, type BflFake, startBflFake } from "@/tests/fakes/bfl";
import { createFluxQuote, fluxModel, fluxPrice, fluxSize, kontextRatio } from "./models";

describe("the size to ask for", () => {
  it.each([
    [1024, 768, 1024, 768],
    [1000, 750, 1008, 752],
    [64, 48, 336, 256],
    [1, 1, 256, 256],
    [8000, 6000, 2048, 1536],
    [6000, 8000, 1536, 2048],
    [8000, 100, 2048, 256],
    [2048, 2048, 2048, 2048],
  ])("for a picture of %i × %i is %i × %i", (width, height, across, down) => {
    expect(fluxSize({ width, height })).toEqual({ width: across, height: down });
  });

  it("is always one that the service takes", () => {
    for (let at = 1; at < 2_000; at += 1) {
      const { width, height } = fluxSize({ width: (at * 7_919) % 9_000, height: (at * 104_729) % 9_000 });
      for (const side of [width, height]) expect([side % 16, side >= 256, side <= 2048]).toEqual([0, true, true]);
      expect(width * height).toBeLessThanOrEqual(4_194_304);
    }
  });
});

it.each([
  [1024, 768, null],
  [2100, 900, null],
  [2101, 900, "21:9"],
  [900, 2100, null],
  [900, 2101, "9:21"],
])("Kontext follows a picture of %i × %i or is asked for a ratio: %s", (width, height, ratio) => {
  expect(kontextRatio({ width, height })).toBe(ratio);
});

const SQUARE = { width: 1024, height: 1024 };

it.each([
  ["flux-2-pro", SQUARE, 0.045],
  ["flux-2-pro", { width: 2048, height: 2048 }, 0.135],
  ["flux-2-flex", SQUARE, 0.1],
  ["flux-2-klein-4b", SQUARE, 0.015],
  ["flux-3-image", { width: 640, height: 480 }, 0.041],
  ["flux-3-image", SQUARE, 0.048],
  ["flux-3-image", { width: 2048, height: 2048 }, 0.1],
])("by the list, %s costs for a picture of %o: %d", (model, size, usd) => {
  expect(fluxPrice(model, size)).toBe(usd);
  expect(fluxModel(model)).toMatchObject({
    asOf: expect.stringMatching(/^2026-/) as string,
    source: expect.stringContaining("bfl") as string,
  });
});

describe("the price of an edit", () => {
  let fake: BflFake;
  let time: number;
  const signal = AbortSignal.timeout(20_000);

  beforeAll(async () => {
    fake = await startBflFake();
  });
  beforeEach(() => {
    fake.reset();
    time = 0;
  });
  afterAll(() => fake.close());

  const create = (model: string, priceUsd: number | null = null, apiKey = BFL_FAKE_KEY) =>
    createFluxQuote({ apiKey, baseUrl: fake.url, model, priceUsd, now: () => time });

  it("is the service's own figure for FLUX.2, kept for five minutes", async () => {
    const quote = create("flux-2-pro");
    for (const _ of [1, 2]) await expect(quote(SQUARE, signal)).resolves.toEqual({ usd: 0.045, estimated: false });
    await expect(quote({ width: 2048, height: 1536 }, signal)).resolves.toEqual({ usd: 0.105, estimated: false });
    expect(fake.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v1/pricing",
      "POST /v1/pricing",
    ]);
    time = 301_000;
    await quote(SQUARE, signal);
    expect(fake.requests).toHaveLength(3);
    expect(fake.paidTasks()).toEqual([]);
  });

  it("is that of the list for Kontext, unknown for a model that is not known, and the operator's word where he says it", async () => {
    await expect(create("flux-kontext-pro")(SQUARE, signal)).resolves.toEqual({ usd: 0.04, estimated: true });
    await expect(create("flux-9")(SQUARE, signal)).resolves.toBeNull();
    await expect(create("flux-2-pro", 0.01)(SQUARE, signal)).resolves.toEqual({ usd: 0.01, estimated: true });
    expect(fake.requests).toEqual([]);
  });

  it.each([
    ["does not answer", { kind: "reset" }],
    ["fails", { kind: "answer", answer: { status: 500 } }],
    ["answers with a page", { kind: "answer", answer: { body: "<html>" } }],
    ["answers with something else", { kind: "answer", answer: { body: { price: "4.5" } } }],
    ["answers with less than nothing", { kind: "answer", answer: { body: { cost: -1 } } }],
    ["sends it elsewhere", { kind: "answer", answer: { status: 307, headers: { location: "http://127.0.0.1:9/" } } }],
  ] as const)("is that of the list where the service %s, and it is not asked again at once", async (_what, fault) => {
    fake.fail({ ...fault });
    const quote = create("flux-2-pro");
    for (const _ of [1, 2]) await expect(quote(SQUARE, signal)).resolves.toEqual({ usd: 0.045, estimated: true });
    expect(fake.requests).toHaveLength(1);
  });

  it("that nobody waited for is asked anew", async () => {
    fake.fail({ kind: "hang" });
    const quote = create("flux-2-pro");
    await expect(quote(SQUARE, AbortSignal.timeout(50))).resolves.toMatchObject({ estimated: true });
    await expect(quote(SQUARE, signal)).resolves.toMatchObject({ estimated: false });
  });

  it("is taken as a plain number, too", async () => {
    fake.fail({ kind: "answer", answer: { body: 6 } });
    await expect(create("flux-2-pro")(SQUARE, signal)).resolves.toEqual({ usd: 0.06, estimated: false });
  });
});
