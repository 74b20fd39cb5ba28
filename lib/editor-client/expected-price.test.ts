import { describe, expect, it } from "vitest";
import type { EditorOffer } from "./editor-offer";
import { expectedPrice } from "./expected-price";

const offer = (id: string, priceUsd: number | null, priceEstimated = false): EditorOffer => ({
  id,
  label: id,
  free: priceUsd === 0,
  priceUsd,
  priceEstimated,
  usualSeconds: null,
});

const flux = offer("flux", 0.045);
const gemini = offer("gemini", 0.039);
const local = offer("local", 0);

describe("expectedPrice", () => {
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
