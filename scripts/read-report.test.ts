import path from "node:path";
import { describe, expect, test } from "vitest";
import { readReport } from "./read-report";

const at = (file: string): string => path.resolve(file);

const vitest = (testResults: object[], failed: number) =>
  JSON.stringify({
    numPassedTests: 5,
    numFailedTests: failed,
    numPendingTests: 2,
    success: testResults.length === 0,
    testResults,
  });

const playwright = (specs: object[], stats: object, errors: object[] = []) =>
  JSON.stringify({
    stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 1, ...stats },
    suites: [{ title: "journeys/a.journey.ts", specs: [], suites: [{ title: "inner", specs }] }],
    errors,
  });

const spec = (status: string, errors: object[]) => ({ title: "goes", tests: [{ status, results: [{ errors }] }] });

describe("readReport, of Vitest", () => {
  test("counts, and knows of no failure where none was", () => {
    expect(readReport(vitest([], 0))).toEqual({ passed: 5, failed: 0, skipped: 2, failures: [] });
  });

  test("names a failed test with what surrounds it, what its error says and the line of ours", () => {
    const stack = [
      "AssertionError: expected 1 to be 2",
      `    at file://${at("node_modules/vitest/dist/run.js")}:3:1`,
      `    at ${at("lib/a.test.ts")}:3:46`,
      `    at ${at("lib/b.ts")}:1:1`,
    ].join("\n");
    const test = { ancestorTitles: ["outer", "inner"], title: "fails", status: "failed", failureMessages: [stack] };
    const passed = { ancestorTitles: [], title: "passes", status: "passed", failureMessages: [] };
    const file = {
      name: at("lib/a.test.ts"),
      status: "failed",
      message: "",
      assertionResults: [passed, test],
    };
    expect(readReport(vitest([file], 1))).toEqual({
      passed: 5,
      failed: 1,
      skipped: 2,
      failures: [
        {
          name: "lib/a.test.ts > outer > inner > fails",
          errors: ["AssertionError: expected 1 to be 2\nat lib/a.test.ts:3:46"],
        },
      ],
    });
  });

  test("names a file that does not load, which counts as one failure", () => {
    const file = { name: at("lib/b.test.ts"), status: "failed", message: "Cannot find ./x", assertionResults: [] };
    expect(readReport(vitest([file], 0))).toMatchObject({
      failed: 1,
      failures: [{ name: "lib/b.test.ts", errors: ["Cannot find ./x"] }],
    });
  });
});

describe("readReport, of Playwright", () => {
  const error = {
    message: "\u001b[31mError: not visible\u001b[39m\n\nCall log:\n  - waiting",
    location: { file: at("tests/journeys/a.journey.ts"), column: 1, line: 27 },
  };
  const failure = {
    name: "journeys/a.journey.ts > inner > goes",
    errors: ["Error: not visible\n\nCall log:\n  - waiting\nat tests/journeys/a.journey.ts:27"],
  };

  test("names a failed journey, without colours", () => {
    const report = playwright([spec("unexpected", [error]), spec("expected", []), spec("skipped", [])], {
      unexpected: 1,
    });
    expect(readReport(report)).toEqual({ passed: 3, failed: 1, skipped: 1, failures: [failure] });
  });

  test("counts a flaky one as failed", () => {
    const report = playwright([spec("flaky", [error])], { flaky: 1 });
    expect(readReport(report)).toMatchObject({ failed: 1, failures: [failure] });
  });

  test("tells what went wrong before any journey", () => {
    const report = playwright([], {}, [{ message: "Error: no browser", location: undefined }]);
    expect(readReport(report)).toMatchObject({
      failed: 1,
      failures: [{ name: "outside of any test", errors: ["Error: no browser"] }],
    });
  });
});

test("readReport refuses what is neither", () => {
  expect(() => readReport("{}")).toThrow();
});
