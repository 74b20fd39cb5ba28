import { FAMILIES, type Operation } from "./operation";

/** One thing that the engine can do, as it is told to people. */
export type VocabularyEntry = {
  title: string;
  /** Requests as a person may write them. */
  examples: readonly string[];
  /** Whether it can be asked for a part of the picture, such as the sky, or only for one. */
  parts: "never" | "also" | "only";
};

/** All that the engine understands, by families such as `light`. */
export type Vocabulary = ReadonlyArray<{ family: string; entries: readonly VocabularyEntry[] }>;

/** What operations can be asked for, in the order of families as they are shown. */
export const vocabularyOf = (operations: readonly Operation[]): Vocabulary =>
  Object.entries(FAMILIES)
    .map(([family, name]) => ({
      family: name,
      entries: operations.filter((operation) => operation.family === family).map(entryOf),
    }))
    .filter(({ entries }) => entries.length > 0);

function entryOf({ title, examples, regional, partsOnly }: Operation): VocabularyEntry {
  if (!regional) return { title, examples, parts: "never" };
  return { title, examples, parts: partsOnly === null ? "also" : "only" };
}
