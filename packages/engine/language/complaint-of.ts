import type { Clause } from "./read-clause";

/** What a complaint is of: too much of something, or too little. */
export type Complaint = "excess" | "lack";

/** Too much of these is too little of what one wants. */
const LITTLE: ReadonlySet<string> = new Set(
  "dark dim dull pale muted faded flat low weak faint small soft blurry grey gloomy murky cold".split(" "),
);

/** What a part of a request complains of, if of anything that has a direction. */
export function complaintOf({ core }: Clause): Complaint | null {
  const words = core.flatMap((token) => (token.kind === "word" ? [token.text] : []));
  if (words.some((word) => word === "lack" || word === "lacks" || word === "enough")) return "lack";
  if (!words.some((word) => word === "too" || word === "excess" || word === "excessive")) return null;
  return words.some((word) => LITTLE.has(word)) ? "lack" : "excess";
}
