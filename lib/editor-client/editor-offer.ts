/** An engine that can be chosen, as far as the page knows it. */
export type EditorOffer = {
  id: string;
  /** For people. */
  label: string;
  free: boolean;
  /** US dollars for one edit of this picture; `null` where nothing is known. */
  priceUsd: number | null;
  /** False: exactly this, by the provider's own word. */
  priceEstimated: boolean;
  /** Seconds from start to end, where known. */
  usualSeconds: number | null;
};

/** What is left of today's spending limits. */
export type Budget = {
  remainingUsd: number;
  /** RFC 3339. */
  resetsAt: string;
};

/** The engines in the order in which the server takes them; `budget` is `null` where there is no limit. */
export type Offers = { editors: readonly EditorOffer[]; budget: Budget | null };
