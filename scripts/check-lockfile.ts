import { readFileSync } from "node:fs";
import path from "node:path";
import { lockfileProblems } from "./lockfile-problems";

// npm drops the native binaries of other platforms from the lockfile without a word when it cannot
// resolve them; whoever installs there is then left without one. Fails and names what is missing.
const root = path.join(import.meta.dirname, "..");
const problems = lockfileProblems(
  JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")),
  JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")),
);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log("The lockfile is complete: every optional package of every platform is in it.");
