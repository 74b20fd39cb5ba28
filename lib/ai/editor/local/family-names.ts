import type { Family } from "./operation";

/** The families of operations as a person would call them, in the order in which they are listed. */
export const FAMILY_NAMES: ReadonlyArray<readonly [family: Family, name: string]> = [
  ["light", "light and contrast"],
  ["colour", "colour"],
  ["looks", "looks and styles"],
  ["focus", "sharpness, blur and texture"],
  ["geometry", "crop, size and shape"],
  ["composition", "background, text and frames"],
  ["weather", "weather and light effects"],
];
