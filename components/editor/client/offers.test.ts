import { afterEach, describe, expect, it, vi } from "vitest";
import {
  type EngineOffer,
  atSize,
  budgetNote,
  expectedPrice,
  expectedSeconds,
  fetchOffers,
  fullSizePrice,
  isBudgetTight,
} from "./offers";

const offer = (label: string, priceUsd: number | null, priceEstimated = false): EngineOffer => ({
  id: label.toLowerCase(),
  label,
  free: priceUsd === 0,
  priceUsd,
  priceEstimated,
  fullPriceUsd: null,
  usualSeconds: null,
});

const answer = {
  editors: [
    {
      id: "flux",
      label: "FLUX.2 [pro]",
      free: false,
      price_usd: 0.045,
      price_estimated: false,
      usual_seconds: 12,
      capabilities: {},
    },
  ],
  budget: { remaining_usd: 1.25, resets_at: "2026-11-25T00:00:00Z" },
};

describe("expectedSeconds", () => {
  const local = { ...offer("Local", 0), usualSeconds: 1, secondsPerMegapixel: 0.5 };

  it("grows with the picture where the engine works on all of it, and is what was told elsewhere", () => {
    expect(expectedSeconds(local, null)).toBe(1);
    expect(expectedSeconds(local, { width: 400, height: 300 })).toBe(1);
    expect(expectedSeconds(local, { width: 4000, height: 3000 })).toBe(6.5);
    expect(expectedSeconds({ ...offer("FLUX", 0.04), usualSeconds: 12 }, { width: 4000, height: 3000 })).toBe(12);
    expect(expectedSeconds({ ...local, usualSeconds: null }, null)).toBeNull();
  });
});

describe("fetchOffers", () => {
  const fetch = vi.fn<(address: string, init: RequestInit) => Promise<Response>>();
  const { signal } = new AbortController();

  afterEach(() => {
    vi.unstubAllGlobals();
    fetch.mockReset();
  });

  it("asks for the price of a picture of this size", async () => {
    vi.stubGlobal("fetch", fetch.mockResolvedValue(Response.json(answer)));
    expect(await fetchOffers({ width: 1200, height: 900 }, signal)).toEqual({
      engines: [
        {
          id: "flux",
          label: "FLUX.2 [pro]",
          free: false,
          priceUsd: 0.045,
          priceEstimated: false,
          fullPriceUsd: null,
          usualSeconds: 12,
        },
      ],
      budget: { remainingUsd: 1.25, resetsAt: "2026-11-25T00:00:00Z" },
    });
    expect(fetch).toHaveBeenCalledWith("/api/editors?width=1200&height=900", { signal });
  });

  it("asks for usual prices where the size is not known, and takes no budget for none", async () => {
    vi.stubGlobal("fetch", fetch.mockResolvedValue(Response.json({ ...answer, budget: null })));
    expect(await fetchOffers(null, signal)).toMatchObject({ budget: null });
    expect(fetch).toHaveBeenCalledWith("/api/editors", { signal });
  });

  it.each([
    ["a refusal", () => Promise.resolve(Response.json({ detail: "Too many requests." }, { status: 429 }))],
    ["no connection", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["a page of a proxy", () => Promise.resolve(new Response("<html>"))],
  ])("has nothing to say after %s", async (_, respond) => {
    vi.stubGlobal("fetch", fetch.mockImplementation(respond));
    expect(await fetchOffers(null, signal)).toBeNull();
  });
});

describe("expectedPrice", () => {
  const flux = offer("flux", 0.045);
  const gemini = offer("gemini", 0.039);
  const local = offer("local", 0);

  it("is exactly the price of what was picked", () => {
    expect(expectedPrice([flux, gemini, local], "gemini")).toEqual({ usd: 0.039, estimated: false });
    expect(expectedPrice([flux, local], "local")).toEqual({ usd: 0, estimated: false });
  });

  it("is the first one's in the server's order, an estimate where another price may apply", () => {
    expect(expectedPrice([flux], null)).toEqual({ usd: 0.045, estimated: false });
    expect(expectedPrice([flux, local], null)).toEqual({ usd: 0.045, estimated: false });
    expect(expectedPrice([flux, gemini], null)).toEqual({ usd: 0.045, estimated: true });
    expect(expectedPrice([flux, offer("other", 0.045)], null)).toEqual({ usd: 0.045, estimated: false });
    expect(expectedPrice([local, flux], null)).toEqual({ usd: 0, estimated: false });
  });

  it("keeps saying that an estimate is one", () => {
    expect(expectedPrice([offer("flux", 0.05, true)], "flux")).toEqual({ usd: 0.05, estimated: true });
  });

  it("is unknown where nothing is known", () => {
    expect(expectedPrice([], null)).toBeNull();
    expect(expectedPrice([offer("flux", null)], null)).toBeNull();
    expect(expectedPrice([flux], "gone")).toBeNull();
  });
});

describe("budgetNote", () => {
  const flux = offer("FLUX", 0.05);
  const gemini = offer("Gemini", 0.07, true);

  const note = (remainingUsd: number, engines = [flux], choice: string | null = null) =>
    budgetNote({ engines, budget: { remainingUsd, resetsAt: "2026-11-25T00:00:00Z" } }, choice, () => "at 01:00");

  it("is silent while there is enough for five edits", () => {
    expect(note(10)).toBeNull();
    expect(note(0.25)).toBeNull();
  });

  it("counts the edits that are left, and says when the budget begins anew", () => {
    expect(note(0.24)).toBe("$0.24 of today's budget is left: enough for 4 edits. It begins anew at 01:00.");
    // 0.15 / 0.05 is less than 3 in binary fractions.
    expect(note(0.15)).toContain("enough for 3 edits.");
    expect(note(0.05)).toContain("enough for 1 edit.");
    expect(note(0.12, [offer("FLUX", 0.05, true)])).toContain("enough for about 2 edits.");
  });

  it("says when it is too little, and when nothing is left", () => {
    expect(note(0.04)).toBe("$0.04 of today's budget is left: too little for this edit. It begins anew at 01:00.");
    expect(note(0)).toBe("Today's budget is used up. It begins anew at 01:00.");
  });

  it("counts the dearest engine that may come to make the edit, as the server does", () => {
    expect(note(0.14, [flux, gemini])).toContain("enough for about 2 edits.");
    expect(note(0.14, [flux, gemini], "flux")).toContain("enough for 2 edits.");
    expect(note(0.06, [flux, gemini])).toContain("too little for Automatic, enough with FLUX.");
    expect(note(0.06, [flux, gemini], "gemini")).toContain("too little for this edit.");
    expect(note(0.04, [flux, gemini])).toContain("too little for this edit.");
    expect(note(0.06, [flux, offer("Other", null), offer("Local", 0)])).toContain("enough for about 1 edit.");
  });

  it("does not speak of money where there is no limit, no price, or nothing to pay", () => {
    expect(budgetNote({ engines: [flux], budget: null }, null, () => "")).toBeNull();
    expect(note(0, [offer("FLUX", null)])).toBeNull();
    expect(note(0, [offer("Local", 0), flux])).toBeNull();
  });
});

describe("all of a large picture", () => {
  const flux = { ...offer("FLUX", 0.075), fullPriceUsd: 0.12 };
  const local = offer("Local", 0);

  it("has a price of its own with the engine that is chosen, and none where that would get it anyway", () => {
    expect(fullSizePrice([flux, local], null)).toEqual({ usd: 0.12, estimated: false });
    expect(fullSizePrice([flux, local], "local")).toBeNull();
    expect(fullSizePrice([offer("FLUX", 0.045)], null)).toBeNull();
    expect(expectedPrice(atSize([flux, local], true), null)?.usd).toBe(0.12);
    expect(expectedPrice(atSize([flux, local], false), null)?.usd).toBe(0.075);
  });
});

describe("isBudgetTight", () => {
  const engines = [
    { id: "a", label: "A", free: false, priceUsd: 0.05, priceEstimated: false, usualSeconds: null, fullPriceUsd: null },
  ];
  const left = (remainingUsd: number) => ({ engines, budget: { remainingUsd, resetsAt: "2026-11-30T00:00:00Z" } });

  it("is, once less than ten of the dearest edits are left; without a limit it never is", () => {
    expect([isBudgetTight(left(0.49)), isBudgetTight(left(0.51)), isBudgetTight({ engines, budget: null })]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
