import { z } from "zod";
import type { FigureSource } from "@/lib/providers/known-models";
import type { Cost, Size } from "@/lib/providers/port";
import { readCapped } from "@/lib/providers/http";

/** An address of the API: `/v1/` and a path below the configured base, which may have a path of its own. */
export function fluxEndpoint(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, "")}/v1/${path.split("/").map(encodeURIComponent).join("/")}`;
}

type FluxFamily = "kontext" | "pro" | "flex" | "klein" | "flux-3" | "other";

/**
 * US dollars: the first megapixel, each further one of pictures in and out; Kontext by the picture, FLUX 3 by the size
 * that is asked for.
 */
type Prices = { first: number; more: number } | Readonly<Record<Flux3Resolution, number>>;

type FluxModel = FigureSource & {
  family: FluxFamily;
  /** `null`: not known here. */
  prices: Prices | null;
  /** Tasks that an account may have open at once. */
  maxActive: number;
  usualSeconds: number | null;
  /** When it is shut down, YYYY-MM-DD; `null`: no date is known. */
  ends: string | null;
};

const ACTIVE = 24;
const PRICING = { asOf: "2026-11-29", source: "docs.bfl.ai/quick_start/pricing" };
const USUAL = { maxActive: ACTIVE, ends: null, ...PRICING };

const KNOWN: readonly [name: RegExp, model: FluxModel][] = [
  [
    /^flux-3-image$/,
    {
      ...USUAL,
      family: "flux-3",
      // The service takes 1.5k as well, and has no price for it; 4k is never asked for.
      prices: { "768sq": 0.041, "1k": 0.048, "2k": 0.1 },
      usualSeconds: 20,
      asOf: "2026-10-01",
    },
  ],
  [
    /^flux-kontext-max$/,
    { ...USUAL, family: "kontext", prices: { first: 0.08, more: 0 }, maxActive: 6, usualSeconds: 10 },
  ],
  [/^flux-kontext-/, { ...USUAL, family: "kontext", prices: { first: 0.04, more: 0 }, usualSeconds: 8 }],
  [/^flux-2-pro(?:-preview)?$/, { ...USUAL, family: "pro", prices: { first: 0.03, more: 0.015 }, usualSeconds: 12 }],
  [/^flux-2-max(?:-preview)?$/, { ...USUAL, family: "pro", prices: { first: 0.07, more: 0.03 }, usualSeconds: 25 }],
  [/^flux-2-flex(?:-preview)?$/, { ...USUAL, family: "flex", prices: { first: 0.05, more: 0.05 }, usualSeconds: 25 }],
  [/^flux-2-klein-4b/, { ...USUAL, family: "klein", prices: { first: 0.014, more: 0.001 }, usualSeconds: 4 }],
  [/^flux-2-klein-/, { ...USUAL, family: "klein", prices: { first: 0.015, more: 0.002 }, usualSeconds: 4 }],
];

/** For a trial of key and service. */
export const CHEAPEST_FLUX = "flux-2-klein-4b";

/** What is known of a model. One that is not known here is sent what all of them take. */
export function fluxModel(model: string): FluxModel {
  const known = KNOWN.find(([name]) => name.test(model));
  return known?.[1] ?? { ...USUAL, family: "other", prices: null, usualSeconds: null };
}

type Flux3Resolution = "768sq" | "1k" | "2k";

/** The size to ask FLUX 3 for, by the pixels that it is sent; never the dear largest one, for no more than 4 MP is sent. */
export function flux3Resolution({ width, height }: Size): Flux3Resolution {
  const pixels = width * height;
  return pixels <= 600_000 ? "768sq" : pixels <= 1_600_000 ? "1k" : "2k";
}

const STEP = 16;
const SHORTEST = 256;
const LONGEST = 2048;

/**
 * The size to ask FLUX.2 for: the source's own where it can be, else the nearest of its ratio. Sides
 * are multiples of 16 from 256 to 2048, so that there are never more than 4,194,304 pixels.
 */
export function fluxSize({ width, height }: Size): Size {
  const long = Math.max(width, height, 1);
  const short = Math.max(Math.min(width, height), 1);
  const scale = Math.max(Math.min(1, LONGEST / long), SHORTEST / short);
  const side = (length: number): number =>
    Math.min(LONGEST, Math.max(SHORTEST, Math.round((length * scale) / STEP) * STEP));
  return { width: side(width), height: side(height) };
}

/** The ratio to ask Kontext for; `null`: it follows the source, as it does up to 21:9. */
export function kontextRatio({ width, height }: Size): "21:9" | "9:21" | null {
  if (width * 9 > height * 21) return "21:9";
  return height * 9 > width * 21 ? "9:21" : null;
}

/**
 * What a picture may have before it is sent: as many pixels as FLUX.2 answers with at most, for more
 * would be paid for and thrown away, and the 20 MB that the service takes.
 */
export const FLUX_INPUT = { pixels: 4_194_304, bytes: 20_000_000 } as const;

const megapixels = ({ width, height }: Size): number => Math.max(1, Math.round((width * height) / 1e6));

/**
 * About what one edit costs by the price list, in US dollars: megapixels in and out, as far as they
 * count. `null`: the model's prices are not known here.
 */
export function fluxPrice(model: string, sent: Size): number | null {
  const { prices } = fluxModel(model);
  if (prices === null) return null;
  if (!("first" in prices)) return prices[flux3Resolution(sent)];
  const further = megapixels(sent) + megapixels(fluxSize(sent)) - 1;
  return Math.round((prices.first + prices.more * further) * 1e6) / 1e6;
}

/** US dollars for a number of credits. */
export const dollarsOf = (credits: number): number => Math.round(credits * 1e4) / 1e6;

/** Answer of the price list; its form is not documented beyond that it is the cost, in credits. */
const pricedSchema = z
  .union([z.number(), z.object({ cost: z.number() }).transform(({ cost }) => cost)])
  .pipe(z.number().nonnegative());

type QuoteOptions = {
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
export function createFluxQuote({ apiKey, baseUrl, model, priceUsd, now = Date.now }: QuoteOptions) {
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
