import { afterEach, describe, expect, it, vi } from "vitest";
import { fetchOffers } from "./fetch-offers";

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
      editors: [
        {
          id: "flux",
          label: "FLUX.2 [pro]",
          free: false,
          priceUsd: 0.045,
          priceEstimated: false,
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
