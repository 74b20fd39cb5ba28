/** What a moderator gets to see of a request: the words, and a smaller copy of the picture. */
export type Moderated = { prompt: string; picture: { bytes: Uint8Array; contentType: string } };

/** Judges requests before anything is spent. */
export type Moderator = {
  name: string;
  /** Whether requests are let in that it does not judge. */
  failsOpen: boolean;
  /**
   * Whether a request is allowed.
   * @throws what kept it from judging.
   */
  allows(request: Moderated, signal: AbortSignal): Promise<boolean>;
};
