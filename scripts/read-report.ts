import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

const ROOT = `${path.resolve()}${path.sep}`;

export type TestReport = { passed: number; failed: number; skipped: number; failures: TestFailure[] };

/** A failed test, or a file that did not load. */
export type TestFailure = {
  /** File, titles around it, its own title. */
  name: string;
  /** What its errors say, without their stacks but for the line of ours that each comes from. */
  errors: string[];
};

const vitestSchema = z
  .object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    success: z.boolean(),
    testResults: z.array(
      z.object({
        name: z.string(),
        status: z.string(),
        message: z.string(),
        assertionResults: z.array(
          z.object({
            ancestorTitles: z.array(z.string()),
            title: z.string(),
            status: z.string(),
            failureMessages: z.array(z.string()),
          }),
        ),
      }),
    ),
  })
  .transform((report): TestReport => ({
    passed: report.numPassedTests,
    // A file that does not even load has no failed test of its own.
    failed: report.success ? 0 : Math.max(report.numFailedTests, 1),
    skipped: report.numPendingTests,
    failures: report.testResults.flatMap(({ name: file, status, message, assertionResults }) => {
      const name = file.replace(ROOT, "");
      const failed = assertionResults.filter((test) => test.status === "failed");
      if (status === "failed" && failed.length === 0) return [{ name, errors: [withoutStack(message)] }];
      return failed.map(({ ancestorTitles, title, failureMessages }) => ({
        name: joined([name, ...ancestorTitles, title]),
        errors: failureMessages.map(withoutStack),
      }));
    }),
  }));

const playwrightErrorSchema = z
  .object({
    message: z.string().default("an error without a message"),
    location: z.object({ file: z.string(), line: z.number() }).optional(),
  })
  .transform(({ message, location }) => {
    const at = location === undefined ? "" : `\n    at ${location.file}:${location.line}`;
    return withoutStack(`${withoutStack(message)}${at}`);
  });

const playwrightSuiteSchema = z.object({
  title: z.string(),
  specs: z.array(
    z.object({
      title: z.string(),
      tests: z.array(
        z.object({ status: z.string(), results: z.array(z.object({ errors: z.array(playwrightErrorSchema) })) }),
      ),
    }),
  ),
  get suites() {
    return z.array(playwrightSuiteSchema).optional();
  },
});
type PlaywrightSuite = z.infer<typeof playwrightSuiteSchema>;

const playwrightSchema = z
  .object({
    stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
    suites: z.array(playwrightSuiteSchema),
    errors: z.array(playwrightErrorSchema),
  })
  .transform(({ stats, suites, errors }): TestReport => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [
      ...suites.flatMap((suite) => failedIn(suite, [])),
      ...errors.map((message) => ({ name: "outside of any test", errors: [message] })),
    ],
  }));

function failedIn(suite: PlaywrightSuite, around: string[]): TestFailure[] {
  const titles = [...around, suite.title];
  const own = suite.specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ results }) => ({
        name: joined([...titles, title]),
        errors: results.flatMap((result) => result.errors),
      })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => failedIn(inner, titles))];
}

const joined = (titles: string[]): string => titles.filter((title) => title !== "").join(" > ");

function withoutStack(text: string): string {
  const lines = stripVTControlCharacters(text).split("\n");
  const isStack = (line: string): boolean => /^\s+at .*:\d+/.test(line);
  const stack = lines.findIndex(isStack);
  const said = (stack === -1 ? lines : lines.slice(0, stack)).join("\n").trim();
  const ours = lines.find((line) => isStack(line) && line.includes(ROOT) && !line.includes("node_modules"));
  return ours === undefined ? said : `${said}\n${ours.trim().replace(ROOT, "")}`;
}

/**
 * Reads a report of Vitest (`--reporter=json`) or Playwright (`--reporter=json`).
 * @throws when it is neither.
 */
export function readReport(json: string): TestReport {
  return z.union([vitestSchema, playwrightSchema]).parse(JSON.parse(json));
}
