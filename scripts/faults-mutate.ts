import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Mutation } from "../tests/faults/mutation";
import { MUTATIONS } from "../tests/faults/mutations";

// `npm run faults:mutate -- [--only WORDS]`: takes each guard away in a copy of the tree, and sees its test fail there.
const root = path.join(import.meta.dirname, "..");

/** A race is not lost each time: so often a test may pass before a mutation has survived it. */
const TRIES = 3;

const RUN_MS = 300_000;

type Assertion = { fullName: string; status: string; failureMessages: string[] };
type Report = { testResults: Array<{ name: string; message: string; assertionResults: Assertion[] }> };

/** A copy of all that is not ignored, with the packages of this one. */
function copyTree(): string {
  const copy = mkdtempSync(path.join(os.tmpdir(), "mizual-mutate-"));
  const listed = execFileSync("git", ["ls-files", "-z", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  for (const file of listed.split("\0")) {
    if (file === "" || !existsSync(path.join(root, file))) continue;
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(copy, file));
  }
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
  return copy;
}

const projectOf = (file: string): string => (file.includes(".integration.") ? "integration" : "unit");

/** What became of these tests in the copy: by file and title, in words when none of them ran. */
async function runTests(copy: string, tests: ReadonlyArray<Mutation["test"]>): Promise<Report | string> {
  const output = path.join(copy, "report.json");
  rmSync(output, { force: true });
  const titles = tests.map(([, title]) => title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const files = [...new Set(tests.map(([file]) => file))];
  const projects = [...new Set(files.map(projectOf))].flatMap((project) => ["--project", project]);
  const options = ["-t", `(${titles.join("|")})`, "--reporter=json", `--outputFile=${output}`];
  const vitest = path.join(copy, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", ...projects, ...files, ...options], {
    cwd: copy,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: RUN_MS * Math.max(1, files.length / 3),
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));
  await once(child, "exit");
  if (!existsSync(output)) return `there is no report: ${printed.slice(-1_000)}`;
  return JSON.parse(readFileSync(output, "utf8")) as Report;
}

/** Whether the test of a file and title has failed by what it asserts, or has passed; else why it says nothing. */
function verdict(report: Report | string, [file, title]: Mutation["test"]): "failed" | "passed" | { unclear: string } {
  if (typeof report === "string") return { unclear: report };
  const found = report.testResults
    .filter(({ name }) => name.endsWith(file))
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName, status }) => fullName.includes(title) && /^(passed|failed)$/.test(status));
  const messages = found.flatMap(({ failureMessages }) => failureMessages);
  const broken = messages.find((message) => /ReferenceError|SyntaxError|is not a function/.test(message));
  if (broken !== undefined) return { unclear: `it does not run: ${broken.slice(0, 300)}` };
  if (found.some(({ status }) => status === "failed")) return "failed";
  if (found.length > 0) return "passed";
  return { unclear: `it did not run. ${report.testResults.map(({ message }) => message).join(" ")}`.slice(0, 500) };
}

/** Takes one guard away, and says what its test makes of it. */
async function mutate(copy: string, { file, text, instead, test }: Mutation): Promise<string> {
  const place = path.join(copy, file);
  const source = readFileSync(place, "utf8");
  if (source.split(text).length !== 2) return `ERROR: the guard does not stand once in ${file}`;
  writeFileSync(
    place,
    source.replace(text, () => instead),
  );
  try {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const found = verdict(await runTests(copy, [test]), test);
      if (typeof found === "object") return `ERROR: ${found.unclear}`;
      if (found === "failed") return tries === 1 ? "killed" : `killed at the ${tries}. try`;
    }
    return "SURVIVED";
  } finally {
    writeFileSync(place, source);
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const chosen = MUTATIONS.filter(({ guard }) => guard.includes(values.only ?? ""));
  const copy = copyTree();
  try {
    const whole = await runTests(
      copy,
      chosen.map(({ test }) => test),
    );
    let bad = 0;
    for (const mutation of chosen) {
      const before = verdict(whole, mutation.test);
      const found =
        before === "passed" ? await mutate(copy, mutation) : `ERROR: with its guard ${JSON.stringify(before)}`;
      if (!found.startsWith("killed")) bad += 1;
      console.log(`${found.padEnd(10)} ${mutation.guard} (${mutation.test.join(": ")})`);
    }
    console.log(`${chosen.length - bad} of ${chosen.length} guards are missed by their test when they are taken away`);
    return bad === 0 ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
