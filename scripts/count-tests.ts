import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describeFailure } from "./describe-failure";
import { readReport, type TestReport } from "./read-report";

// `tsx scripts/count-tests.ts report.json…` prints "<passed> <failed> <skipped>" of the reports of
// Vitest and Playwright together, and below what failed. A report that is absent counts as one failure.
const absent = (file: string): TestReport => {
  const failures = [{ name: path.basename(file), errors: ["no report: the run did not come to its end"] }];
  return { passed: 0, failed: 1, skipped: 0, failures };
};
const reports = process.argv
  .slice(2)
  .map((file) => (existsSync(file) ? readReport(readFileSync(file, "utf8")) : absent(file)));
const sum = (key: "passed" | "failed" | "skipped"): number => reports.reduce((total, report) => total + report[key], 0);

console.log(`${sum("passed")} ${sum("failed")} ${sum("skipped")}`);
for (const failure of reports.flatMap(({ failures }) => failures)) console.log(describeFailure(failure));
