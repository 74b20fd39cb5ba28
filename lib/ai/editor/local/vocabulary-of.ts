import type { Vocabulary, VocabularyEntry } from "../vocabulary";
import { FAMILY_NAMES } from "./family-names";
import type { Operation } from "./operation";

/** What operations can be asked for, in the order of families as they are shown. */
export const vocabularyOf = (operations: readonly Operation[]): Vocabulary =>
  FAMILY_NAMES.map(([family, name]) => ({
    family: name,
    entries: operations.filter((operation) => operation.family === family).map(entryOf),
  })).filter(({ entries }) => entries.length > 0);

function entryOf({ title, examples, regional, partsOnly }: Operation): VocabularyEntry {
  if (!regional) return { title, examples, parts: "never" };
  return { title, examples, parts: partsOnly === null ? "also" : "only" };
}
