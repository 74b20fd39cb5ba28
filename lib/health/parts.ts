/**
 * What configuration decides, in the order of the start line, each with its name there. The doctor
 * looks at each of them, and `/health/ready` tells of each.
 */
export const PARTS = {
  database: "db",
  images: "images",
  limits: "limits",
  enhancer: "enhancer",
  editor: "editor",
  runs: "runs",
  origin: "origin",
} as const;

export type Part = keyof typeof PARTS;
