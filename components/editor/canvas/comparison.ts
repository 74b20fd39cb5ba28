/** The ways to see two pictures at once. */
export const COMPARE_MODES = {
  slider: { label: "Slider", does: "one over the other, with a split to move" },
  side: { label: "Side by side", does: "both at once, at the same place" },
  difference: { label: "Difference", does: "bright where they differ, eight times as strong" },
  blink: { label: "Blink", does: "one after the other, at the same place" },
} as const;

export type CompareMode = keyof typeof COMPARE_MODES;

const MODES = Object.keys(COMPARE_MODES) as CompareMode[];

/** What the version that is looked at is compared with, and how; it stands in the address. */
export type Comparison = {
  mode: CompareMode;
  /** Id of the other version, or `original`; `null`: what this version was made of. */
  other: string | null;
  /** This version comes first. */
  swapped: boolean;
};

/** As it begins: what the version was made of under it, and a split. */
export const FIRST_COMPARISON: Comparison = { mode: "slider", other: null, swapped: false };

/** What an address says of comparing; `null` where nothing is compared. */
export function readComparison(query: Pick<URLSearchParams, "get">): Comparison | null {
  const asked = query.get("compare");
  if (asked === null) return null;
  const mode = MODES.find((known) => known === asked) ?? FIRST_COMPARISON.mode;
  return { mode, other: query.get("with"), swapped: query.get("swap") !== null };
}

/** The query of an address that says so, with its question mark; empty where nothing is compared. */
export function comparisonQuery(comparison: Comparison | null): string {
  if (comparison === null) return "";
  const { mode, other, swapped } = comparison;
  const query = new URLSearchParams({ compare: mode });
  if (other !== null) query.set("with", other);
  if (swapped) query.set("swap", "1");
  return `?${query.toString()}`;
}

/** The mode after this one, in a circle. */
export function nextMode(mode: CompareMode): CompareMode {
  return MODES[(MODES.indexOf(mode) + 1) % MODES.length] ?? FIRST_COMPARISON.mode;
}
