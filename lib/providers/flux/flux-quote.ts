import type { Cost } from "@/lib/providers/port";
import { readCapped } from "@/lib/providers/read-capped";
import { dollarsOf, pricedSchema } from "./flux-answers";
import { fluxEndpoint } from "./flux-endpoint";
import { fluxModel } from "./flux-model";
import { fluxPrice } from "./flux-price";
import { fluxSize, type Size } from "./flux-size";

type Options = {
  apiKey: string;
  baseUrl: string;
  model: string;
  /** US dollars per edit, where the operator says so. */
  priceUsd: number | null;
  /** The time, in milliseconds. */
  now?: () => number;
};

const PATIENCE_MS = 3_000;
const FRESH_MS = 5 * 60_000;
const MOST_KEPT = 500;

/**
 * Makes the function that says what an edit costs: what the operator says, else the service's own
 * figure (FLUX.2 only) kept for five minutes, else the price list, said to be an estimate.
 */
export function createFluxQuote({ apiKey, baseUrl, model, priceUsd, now = Date.now }: Options) {
  const known = new Map<string, { at: number; usd: number | null }>();
  const asks = priceUsd === null && ["pro", "flex", "klein"].includes(fluxModel(model).family);

  const ask = async (sent: Size, signal: AbortSignal): Promise<number | null> => {
    try {
      const response = await fetch(fluxEndpoint(baseUrl, "pricing"), {
        method: "POST",
        headers: { "x-key": apiKey, "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ model, ...fluxSize(sent), input_images: [sent] }),
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      const text = (await readCapped(response, 100_000)).toString("utf8");
      return response.ok ? dollarsOf(pricedSchema.parse(JSON.parse(text))) : null;
    } catch {
      return null; // An estimate will do; what is wrong shows where it matters.
    }
  };

  /** @param sent size of the picture as it is sent. */
  return async (sent: Size, signal: AbortSignal): Promise<Cost | null> => {
    const estimate = priceUsd ?? fluxPrice(model, sent);
    const estimated = estimate === null ? null : { usd: estimate, estimated: true };
    if (!asks) return estimated;
    const key = `${sent.width}x${sent.height}`;
    let price = known.get(key);
    if (price === undefined || now() - price.at > FRESH_MS) {
      price = { at: now(), usd: await ask(sent, signal) };
      // One that its caller gave up on says nothing about the next.
      if (price.usd !== null || !signal.aborted) known.set(key, price);
      const [oldest] = known.keys();
      if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest);
    }
    return price.usd === null ? estimated : { usd: price.usd, estimated: false };
  };
}
