import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

// docs/interface.md says of each criterion where it is shown to hold: in files that there are.
const rows = readFileSync("docs/interface.md", "utf8")
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([, number]) => /^\d+$/.test(number ?? ""));

test("there is a row for each of the 54 criteria, in order", () => {
  expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 54 }, (_, at) => at + 1));
});

test("each row says whether it holds, and what holds as a whole is shown by something", () => {
  for (const [, number, , shown, holds] of rows) {
    expect(`${number}: ${holds}`).toMatch(/^\d+: (?:whole|partly|no)(?::|$)/);
    if (holds === "whole") expect(`${number}: ${shown}`).toContain("`");
  }
});

test("each file that a row names is there", () => {
  const folders = ["app", "components", "lib", "tests", "db", "inngest", "scripts", "packages/engine"];
  const files = new Set(
    folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => path.basename(file)),
    ),
  );
  const named = rows.flatMap(([, number, , shown = ""]) =>
    [...shown.matchAll(/`([^`]+\.tsx?)`/g)].map(([, file = ""]) => ({ number, file })),
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(({ file }) => !files.has(path.basename(file)))).toEqual([]);
});
