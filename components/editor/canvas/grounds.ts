/** What shows through where a picture is transparent, and which of them comes after which. */
export const GROUNDS = {
  checks: { label: "Checkerboard", next: "black" },
  black: { label: "Black", next: "white" },
  white: { label: "White", next: "checks" },
} as const;

export type Ground = keyof typeof GROUNDS;
