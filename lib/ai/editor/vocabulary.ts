/** One thing that an editor of rules can do, as it is told to people. */
export type VocabularyEntry = {
  title: string;
  /** Requests as a person may write them. */
  examples: readonly string[];
  /** Whether it can be asked for a part of the picture, such as the sky, or only for one. */
  parts: "never" | "also" | "only";
};

/** All that an editor of rules understands, by families such as `light`. */
export type Vocabulary = ReadonlyArray<{ family: string; entries: readonly VocabularyEntry[] }>;
