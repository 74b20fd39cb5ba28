import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "mizual-reports-"));
afterAll(() => rmSync(folder, { recursive: true }));

function report(name: string, passed: number): string {
  const file = path.join(folder, name);
  const counts = { numPassedTests: passed, numFailedTests: 0, numPendingTests: 1 };
  writeFileSync(file, JSON.stringify({ ...counts, success: true, testResults: [] }));
  return file;
}

const count = (...files: string[]): string =>
  execFileSync("node_modules/.bin/tsx", ["scripts/count-tests.ts", ...files], { encoding: "utf8" });

describe("count-tests", () => {
  test("adds up reports", () => {
    expect(count(report("a.json", 5), report("b.json", 7))).toBe("12 0 2\n");
  });

  test("counts a report that is absent as a failure, and names it", () => {
    expect(count(report("a.json", 5), path.join(folder, "gone.json"))).toBe(
      "5 1 1\n  gone.json\n    no report: the run did not come to its end\n",
    );
  });
});
