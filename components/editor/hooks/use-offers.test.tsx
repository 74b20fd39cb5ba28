import { act, renderHook } from "@testing-library/react";
import { useReducer } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Offers, offersFor } from "../client/offers";
import { firstState } from "../editor-state";
import { reduce } from "../reduce";
import { testOffer } from "../test-editor";
import { useOffers } from "./use-offers";

const START: Offers = { engines: [testOffer("flux", "FLUX", 0.135, true)], budget: null };

/** The server's answer to a picture of this many megapixels. */
const answer = (width: number) => ({
  editors: [
    {
      id: "flux",
      label: "FLUX",
      free: false,
      price_usd: width / 20_000,
      price_estimated: false,
      usual_seconds: 12,
    },
  ],
  budget: null,
});

type Wanted = { initial: Offers; width: number; spending?: string };

function useSized({ initial, width, spending = "" }: Wanted) {
  const [state, dispatch] = useReducer(reduce, { tree: null, offers: initial }, firstState);
  const size = { width, height: 900 };
  const known = offersFor(state.offers, size);
  useOffers({ size, active: state.offers.worthAsking, spending, settled: known.settled }, dispatch);
  return known;
}

describe("useOffers", () => {
  const asked: string[] = [];
  let works = true;
  beforeEach(() => {
    vi.useFakeTimers();
    asked.length = 0;
    works = true;
    vi.stubGlobal("fetch", async (address: string) => {
      asked.push(address);
      const width = Number(new URL(address, "http://localhost").searchParams.get("width"));
      return works ? Response.json(answer(width)) : new Response(null, { status: 503 });
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const show = (initial: Offers, width: number) => {
    const initialProps: Wanted = { initial, width };
    return renderHook(useSized, { initialProps });
  };
  const settle = () => act(() => vi.advanceTimersByTimeAsync(1_000));

  it("tells no price as settled before it is known for this picture", async () => {
    const { result, rerender } = show(START, 1200);
    expect(result.current.settled).toBe(false);
    await settle();
    expect(result.current).toMatchObject({ settled: true, engines: [{ priceUsd: 0.06, priceEstimated: false }] });
    rerender({ initial: START, width: 2400 });
    expect(result.current).toMatchObject({ settled: false, engines: [{ priceUsd: 0.06, priceEstimated: true }] });
    await settle();
    expect(result.current).toMatchObject({ settled: true, engines: [{ priceUsd: 0.12 }] });
    expect(asked).toHaveLength(2);
  });

  it("asks once about a picture, however often the page comes back to it, and again after what was spent", async () => {
    const { rerender } = show(START, 1200);
    await settle();
    for (let turn = 0; turn < 3; turn += 1) {
      rerender({ initial: START, width: 2400 });
      rerender({ initial: START, width: 1200 });
      await settle();
    }
    expect(asked).toHaveLength(1);
    rerender({ initial: START, width: 1200, spending: "a true" });
    await settle();
    expect(asked).toHaveLength(2);
  });

  it("makes do with the published price, said to be about, when there is no answer", async () => {
    works = false;
    const { result } = show(START, 1200);
    await settle();
    expect(result.current).toMatchObject({ settled: true, engines: [{ priceUsd: 0.135, priceEstimated: true }] });
  });

  it("never asks where nothing can be chosen or cost anything", async () => {
    const { result } = show({ engines: [testOffer("local", "Local engine", 0)], budget: null }, 1200);
    await settle();
    expect(result.current.settled).toBe(true);
    expect(asked).toEqual([]);
  });
});
