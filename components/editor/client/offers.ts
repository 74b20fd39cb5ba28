import type { ImageEditor } from "@/lib/providers/port";
import type { EditorsView } from "@/lib/edits/view-schema";
import { formatPrice } from "./formats";

/** Id of the engine that edits by rules, in the server itself. */
export const LOCAL_ENGINE = "local";

/** What the server's own order of engines is called. */
export const AUTOMATIC = "Automatic";

/** An engine that can be chosen, as far as the page knows it. */
export type EngineOffer = {
  id: string;
  /** For people. */
  label: string;
  free: boolean;
  /** US dollars for one edit of this picture; `null` where nothing is known. */
  priceUsd: number | null;
  /** False: exactly this, by the provider's own word. */
  priceEstimated: boolean;
  /** US dollars with all of the picture, where that is more than what goes to a paid engine by itself. */
  fullPriceUsd: number | null;
  /** Seconds from start to end, where known. */
  usualSeconds: number | null;
  /** What each megapixel beyond the first adds to that; absent where the time is for this picture already. */
  secondsPerMegapixel?: number | undefined;
};

/** What is left of today's spending limits. */
export type Budget = {
  remainingUsd: number;
  /** RFC 3339. */
  resetsAt: string;
};

/** The engines in the order in which the server takes them; `budget` is `null` where there is no limit. */
export type Offers = { engines: readonly EngineOffer[]; budget: Budget | null };

/** What is known of the configured engines before anybody is asked: names and published prices. */
export function offersOf(editors: readonly Pick<ImageEditor, "id" | "label" | "free" | "capabilities">[]): Offers {
  return {
    engines: editors.map(({ id, label, free, capabilities }) => ({
      id,
      label,
      free,
      priceUsd: free ? 0 : capabilities.priceUsd,
      priceEstimated: !free,
      fullPriceUsd: null,
      usualSeconds: capabilities.usualSeconds,
      secondsPerMegapixel: capabilities.secondsPerMegapixel,
    })),
    budget: null,
  };
}

/**
 * Asks what an edit of a picture of this size costs with each engine, and what is left of today's
 * budget. `null` when there is no usable answer: a price is good to know, and nothing waits for it.
 */
export async function fetchOffers(
  size: { width: number; height: number } | null,
  signal: AbortSignal,
): Promise<Offers | null> {
  const query = size === null ? "" : `?width=${size.width}&height=${size.height}`;
  try {
    const response = await fetch(`/api/editors${query}`, { signal });
    return response.ok ? toOffers((await response.json()) as EditorsView) : null;
  } catch {
    return null;
  }
}

function toOffers({ editors, budget }: EditorsView): Offers {
  return {
    engines: editors.map((editor) => ({
      id: editor.id,
      label: editor.label,
      free: editor.free,
      priceUsd: editor.price_usd,
      priceEstimated: editor.price_estimated,
      fullPriceUsd: editor.full_size_price_usd ?? null,
      usualSeconds: editor.usual_seconds,
    })),
    budget: budget && { remainingUsd: budget.remaining_usd, resetsAt: budget.resets_at },
  };
}

/** `settled`: asked for this very picture, whether or not there was an answer; before that a price may be far off. */
export type KnownOffers = Offers & { settled: boolean };

/** What the page has heard of offers: the newest, for a picture of which size, and whether it asked for it. */
export type OffersState = {
  latest: Offers;
  size: Pixels | null;
  asked: boolean;
  /** False where nothing can be chosen or cost anything. */
  worthAsking: boolean;
};

type Pixels = { width: number; height: number };

/** Begins with what the page was given. */
export function firstOffers(offers: Offers): OffersState {
  const worthAsking = offers.engines.length > 1 || offers.engines.some(({ free }) => !free);
  return { latest: offers, size: null, asked: false, worthAsking };
}

/** After an answer for a picture of this size; without one (`null`) it keeps what it has. */
export function answeredOffers(known: OffersState, answer: Offers | null, size: Pixels | null): OffersState {
  return { ...known, latest: answer ?? estimated(known.latest), size, asked: true };
}

/** Engines with their prices for a picture of this size, and what is left of the budget. */
export function offersFor({ latest, size: of, asked, worthAsking }: OffersState, size: Pixels | null): KnownOffers {
  const fits = of?.width === size?.width && of?.height === size?.height;
  return { ...(fits ? latest : estimated(latest)), settled: !worthAsking || (fits && asked) };
}

/** Prices for a picture of another size are no more than a guess for this one. */
function estimated({ engines, budget }: Offers): Offers {
  return { engines: engines.map((engine) => ({ ...engine, priceEstimated: !engine.free })), budget };
}

/** Seconds that an engine is expected to take for a picture of this size; `null`: not known. */
export function expectedSeconds(
  { usualSeconds, secondsPerMegapixel = 0 }: EngineOffer,
  size: Pixels | null,
): number | null {
  const megapixels = size === null ? 1 : (size.width * size.height) / 1e6;
  return usualSeconds === null ? null : usualSeconds + secondsPerMegapixel * Math.max(0, megapixels - 1);
}

/** The engines with their prices for all of the picture where that is what is wanted. */
export const atSize = (engines: readonly EngineOffer[], fullSize: boolean): readonly EngineOffer[] =>
  fullSize ? engines.map((engine) => ({ ...engine, priceUsd: engine.fullPriceUsd ?? engine.priceUsd })) : engines;

/** What all of the picture costs with the engine that is chosen; `null` where there is no such choice. */
export function fullSizePrice(engines: readonly EngineOffer[], choice: string | null): Price | null {
  const chosen = choice === null ? engines[0] : engines.find(({ id }) => id === choice);
  return chosen === undefined || chosen.fullPriceUsd === null ? null : expectedPrice(atSize(engines, true), choice);
}

/** Edits for which a budget has to be left, so that what was spent can be left alone: it changes nothing that is shown. */
const AMPLE = 10;

/** Whether what is spent may come to matter to the next edits: a budget that is not ample is asked about again. */
export function isBudgetTight({ engines, budget }: Offers): boolean {
  if (budget === null) return false;
  const dearest = Math.max(0, ...engines.map(({ priceUsd }) => priceUsd ?? 0));
  return budget.remainingUsd < dearest * AMPLE;
}

export type Price = { usd: number; estimated: boolean };

/**
 * What the next edit will cost, in US dollars. `choice` is an engine's id, or `null` for the server's
 * order: then it is the first one's price, and only an estimate where another that costs something
 * else may have to take its place. `null`: not known.
 */
export function expectedPrice(engines: readonly EngineOffer[], choice: string | null): Price | null {
  const chosen = choice === null ? engines[0] : engines.find(({ id }) => id === choice);
  if (chosen === undefined || chosen.priceUsd === null) return null;
  const mayDiffer =
    choice === null && !chosen.free && engines.some(({ free, priceUsd }) => !free && priceUsd !== chosen.priceUsd);
  return { usd: chosen.priceUsd, estimated: chosen.priceEstimated || mayDiffer };
}

const WORTH_SAYING = 5;

/**
 * What is left of today's budget, once it is less than five edits; `null` while there is no need to
 * speak of it. `choice` is an engine's id, or `null` for the server's order: an edit then counts as
 * the dearest engine that may come to make it, as the server counts it. `formatReset` words the
 * moment at which the budget begins anew.
 */
export function budgetNote(
  { engines, budget }: Offers,
  choice: string | null,
  formatReset: (time: string) => string,
): string | null {
  const price = expectedPrice(engines, choice);
  if (budget === null || price === null || price.usd === 0) return null;
  const paid = engines.filter((engine): engine is Priced => !engine.free && engine.priceUsd !== null);
  const dearest = choice === null ? Math.max(...paid.map(({ priceUsd }) => priceUsd)) : price.usd;
  // Prices are decimal fractions: 0.15 / 0.05 must be 3.
  const edits = Math.floor(budget.remainingUsd / dearest + 1e-9);
  if (edits >= WORTH_SAYING) return null;
  const reset = `It begins anew ${formatReset(budget.resetsAt)}.`;
  const left = formatPrice({ usd: budget.remainingUsd, estimated: false });
  if (budget.remainingUsd === 0) return `Today's budget is used up. ${reset}`;
  if (edits > 0) {
    const many = `${price.estimated ? "about " : ""}${edits} ${edits === 1 ? "edit" : "edits"}`;
    return `${left} of today's budget is left: enough for ${many}. ${reset}`;
  }
  const cheaper = choice === null ? paid.filter(({ priceUsd }) => priceUsd <= budget.remainingUsd) : [];
  const enough =
    cheaper.length === 0
      ? "too little for this edit"
      : `too little for Automatic, enough with ${cheaper.map(({ label }) => label).join(" or ")}`;
  return `${left} of today's budget is left: ${enough}. ${reset}`;
}

type Priced = EngineOffer & { priceUsd: number };
