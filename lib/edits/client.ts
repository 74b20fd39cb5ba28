/** Who asks, without an address: see `lib/limits` for how the hashes are made. */
export type Client = {
  /** SHA-256 of the owner cookie's secret; null for a client without one. */
  ownerHash: string | null;
  /** HMAC of the address with today's salt. */
  hash: string;
  /** The same with today's and yesterday's salt, so that nothing is forgotten at midnight. */
  hashes: readonly string[];
};
