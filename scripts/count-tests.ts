import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

// `tsx scripts/count-tests.ts report.json…` prints "<passed> <failed> <skipped>" of the reports of
// Vitest and Playwright together. A report that is absent counts as one failure.
const vitestSchema = z
  .object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numFailedTestSuites: z.number(),
    numPendingTests: z.number(),
    success: z.boolean(),
  })
  .transform((report) => ({
    passed: report.numPassedTests,
    // A file that does not even load has no failed test of its own.
    failed: report.success ? 0 : Math.max(report.numFailedTests, 1),
    skipped: report.numPendingTests,
  }));
const playwrightSchema = z
  .object({
    stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
    errors: z.array(z.unknown()),
  })
  .transform(({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }));
const reportSchema = z.union([vitestSchema, playwrightSchema]);

let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    failed += 1;
    continue;
  }
  const report = reportSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  passed += report.passed;
  failed += report.failed;
  skipped += report.skipped;
}
console.log(`${passed} ${failed} ${skipped}`);
