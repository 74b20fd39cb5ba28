import type { EditorOffer } from "./editor-offer";

export type Price = { usd: number; estimated: boolean };

/**
 * What the next edit will cost, in US dollars. `choice` is an engine's id, or `null` for the server's
 * order: then it is the first one's price, and only an estimate where another that costs something
 * else may have to take its place. `null`: not known.
 */
export function expectedPrice(editors: readonly EditorOffer[], choice: string | null): Price | null {
  const chosen = choice === null ? editors[0] : editors.find(({ id }) => id === choice);
  if (chosen === undefined || chosen.priceUsd === null) return null;
  const mayDiffer =
    choice === null && !chosen.free && editors.some(({ free, priceUsd }) => !free && priceUsd !== chosen.priceUsd);
  return { usd: chosen.priceUsd, estimated: chosen.priceEstimated || mayDiffer };
}
