import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { readSecurityList, securityProblems } from "./security-list";

// `npm run check:security`: what docs/security.md promises is held by tests that are there, and those pass. Journeys and
// what needs hosted services are named and not run.
const root = path.join(import.meta.dirname, "..");

function main(): number {
  const list = readSecurityList(readFileSync(path.join(root, "docs", "security.md"), "utf8"));
  const problems = securityProblems(list, (file) => readFileSync(path.join(root, file), "utf8"));
  for (const problem of problems) console.error(problem);
  const files = [...new Set(list.flatMap(({ held }) => held.map(({ file }) => file)))];
  const left = files.filter((file) => /\.(?:journey|hosted\.test)\.ts$/.test(file));
  const run = files.filter((file) => !left.includes(file));
  console.log(`${list.length} lines, held by ${files.length} files. Not run here: ${left.join(", ")}.`);
  if (problems.length > 0) return 1;
  const vitest = ["node_modules/vitest/vitest.mjs", "run", ...run];
  return spawnSync(process.execPath, vitest, { cwd: root, stdio: "inherit" }).status ?? 1;
}

process.exit(main());
