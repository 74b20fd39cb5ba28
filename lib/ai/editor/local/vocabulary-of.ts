import type { Vocabulary } from "../vocabulary";
import type { Family, Operation } from "./operation";

const FAMILIES: ReadonlyArray<readonly [family: Family, title: string]> = [
  ["light", "Light"],
  ["colour", "Colour"],
  ["looks", "Looks"],
  ["focus", "Focus and texture"],
  ["geometry", "Shape and size"],
  ["composition", "Composition"],
  ["weather", "Weather and light effects"],
];

/** What operations can be asked for, in the order of families as they are shown. */
export const vocabularyOf = (operations: readonly Operation[]): Vocabulary =>
  FAMILIES.map(([family, title]) => ({
    family: title,
    entries: operations
      .filter((operation) => operation.family === family)
      .map(({ title, examples, regional }) => ({ title, examples, parts: regional })),
  })).filter(({ entries }) => entries.length > 0);
