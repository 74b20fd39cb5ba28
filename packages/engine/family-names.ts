import type { Family } from "./operation";

/** The families of operations in the order in which they are listed: what each is about. */
export const FAMILY_NAMES: ReadonlyArray<readonly [family: Family, name: string]> = [
  ["light", "light and contrast"],
  ["colour", "colour"],
  ["looks", "looks and styles"],
  ["focus", "sharpness, blur and texture"],
  ["geometry", "crop, size, shape and frames"],
  ["composition", "background, text and erasing"],
  ["weather", "weather and light effects"],
];
