import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = path.join(import.meta.dirname, "..");

/** A file, what it imports, and whether a fence stands in between. */
const CASES = [
  ["components/editor/a.ts", "@/db/queries/edits", "refused"],
  ["components/editor/b.ts", "@/lib/services", "refused"],
  ["components/editor/c.ts", "zod", "refused"],
  ["components/editor/d.ts", "@/lib/edits/status", "allowed"],
  ["components/editor/e.ts", "@/lib/edits/schema", "refused"],
  ["lib/edits/a.ts", "@/app/actions", "refused"],
  ["lib/edits/b.ts", "@/lib/blob/files", "refused"],
  ["lib/edits/c.ts", "@/lib/blob/blob-key", "allowed"],
  ["lib/edits/d.ts", "../blob/files", "refused"],
  ["lib/edits/e.ts", "@/db/queries/edits", "allowed"],
  ["lib/edits/f.ts", "@/lib/services", "refused"],
  ["lib/edits/g.ts", "sharp", "refused"],
  ["lib/images/decoder.ts", "sharp", "allowed"],
  ["lib/providers/openai/a.ts", "@/lib/edits/request-edit", "refused"],
  ["lib/providers/openai/b.ts", "../../blob/files", "refused"],
  ["packages/engine/operations/a.ts", "sharp", "allowed"],
  ["packages/engine/operations/b.ts", "opentype.js", "refused"],
  ["lib/blob/a.ts", "@/lib/limits/memory", "refused"],
  ["lib/blob/b.ts", "@/lib/errors", "allowed"],
  ["lib/blob/c.ts", "@vercel/blob", "refused"],
  ["lib/blob/d.ts", "s3mini", "refused"],
  ["lib/blob/vercel.ts", "@vercel/blob/client", "allowed"],
  ["lib/blob/s3.ts", "s3mini", "allowed"],
  ["components/editor/client/a.ts", "@vercel/blob/client", "refused"],
  ["components/editor/client/put-to-blob.ts", "@vercel/blob/client", "allowed"],
  ["lib/limits/a.ts", "@/lib/config/env", "refused"],
  ["db/a.ts", "@/lib/blob/files", "refused"],
  ["db/b.ts", "@/lib/edits/status", "allowed"],
  ["db/c.ts", "@/lib/edits/run-edit", "refused"],
  ["db/d.ts", "pg", "refused"],
  ["db/dialects/pg.ts", "pg", "allowed"],
  ["inngest/embedded/a.ts", "@/lib/edits/run-edit", "refused"],
  ["inngest/functions/a.ts", "@/lib/edits/run-edit", "allowed"],
  ["lib/errors.ts", "@/lib/edits/status", "refused"],
  ["app/api/health/route.ts", "@/lib/services", "allowed"],
  ["app/api/chain/route.ts", "@/tests/services", "refused"],
  ["app/api/feedback/route.ts", "@neondatabase/serverless", "refused"],
] as const;

describe("import fences", () => {
  let folder: string;
  let refused: Set<string>;

  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "mizual-fences-"));
    cpSync(path.join(root, ".oxlintrc.json"), path.join(folder, ".oxlintrc.json"));
    for (const [file, target] of CASES) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `import { thing } from "${target}";\n\nexport const used = thing;\n`);
    }
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(root, "node_modules/oxlint/bin/oxlint"), "--format", "json"],
      { cwd: folder, encoding: "utf8" },
    );
    expect(stderr).toBe("");
    const report = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
    refused = new Set(
      report.diagnostics.filter(({ code }) => code.includes("no-restricted-imports")).map(({ filename }) => filename),
    );
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(CASES)("%s importing %s is %s", (file, _target, expected) => {
    expect(refused.has(file) ? "refused" : "allowed").toBe(expected);
  });

  test("every refusal has a sentence for a person", () => {
    const { stdout } = spawnSync(
      process.execPath,
      [path.join(root, "node_modules/oxlint/bin/oxlint"), "--format", "json", "db/a.ts"],
      { cwd: folder, encoding: "utf8" },
    );
    expect(stdout).toContain("The database layer knows no entry");
  });
});
