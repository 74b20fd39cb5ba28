import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CONFIGURATION } from "@/lib/config/env";

// `npx tsx scripts/describe-configuration.ts`: writes .env.example, and the README's table of what can be turned on,
// out of the `config.ts` of each capability. A test compares both.

const INTRODUCTION = `# Nothing here has to be set: without any of it Mizual runs on its embedded database, store, limiter,
# runner and local engine. Copy to .env and fill in what you have; a key turns the real thing on, and
# npm run doctor says whether it works.
`;
const HEADING_WIDTH = 96;

/** `.env.example` as it has to be. */
export function envExample(): string {
  const parts = CONFIGURATION.map(({ heading, sections }) => {
    const variables = sections.flatMap((section) => Object.entries(section.variables));
    const lines = variables.flatMap(([name, schema]) => [
      ...(schema.description ?? "").split("\n").flatMap((line) => (line === "" ? [] : [`# ${line}`])),
      `${name}=`,
    ]);
    return [`# --- ${heading} `.padEnd(HEADING_WIDTH, "-"), ...lines, ""].join("\n");
  });
  return [INTRODUCTION, ...parts].join("\n");
}

const HEAD = ["Set", "and you get", "instead of"];

/** The README's table, without what stands around it. */
export function readmeTable(): string {
  const rows = CONFIGURATION.flatMap(({ sections }) => sections).flatMap(({ readme }) =>
    readme.map(({ set, gives, insteadOf }) => [set.map((name) => `\`${name}\``).join(", "), gives, insteadOf]),
  );
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...rows].map((row) => (row[column] ?? "").length)));
  const line = (cells: readonly string[], fill = " "): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(" | ")} |`;
  return [line(HEAD), line(["", "", ""], "-"), ...rows.map((row) => line(row))].join("\n");
}

/** A README whose table is as it has to be. */
export const withTable = (readme: string): string => readme.replace(/^\| Set +\|.*(?:\n\|.*)*$/m, () => readmeTable());

if (process.argv[1] === import.meta.filename) {
  const root = path.join(import.meta.dirname, "..");
  writeFileSync(path.join(root, ".env.example"), envExample());
  const readme = path.join(root, "README.md");
  writeFileSync(readme, withTable(readFileSync(readme, "utf8")));
}
