import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FENCES, SDKS } from "@/fences.config";
import { checkFences, findCycles } from "@/scripts/check-fences";
import { readImports, sourceFiles } from "@/scripts/import-graph";

/** A file, what it says, and the fence that stands in between; `null`: none. */
const CASES: readonly [file: string, statement: string, refusedBy: string | null][] = [
  ["components/editor/a.ts", 'import { a } from "@/db/edits";', "browser"],
  ["components/editor/b.ts", 'import { a } from "@/lib/services";', "browser"],
  ["components/editor/c.ts", 'import { z } from "zod";', "browser"],
  ["components/editor/d.ts", 'import { STATUSES } from "@/lib/lifecycle";', null],
  ["components/editor/e.ts", 'import { a } from "@/lib/edits/schema";', "browser"],
  ["components/editor/f.ts", 'import type { A } from "@/lib/edits/schema";', null],
  ["components/editor/g.ts", 'import { readFile } from "fs";', "browser"],
  ["components/editor/h.ts", 'import { a } from "@vercel/blob/client";', "sdk"],
  ["components/editor/client/put-to-blob.ts", 'import { a } from "@vercel/blob/client";', null],
  ["lib/edits/a.ts", 'import { a } from "@/app/actions";', "domain-up"],
  ["lib/edits/b.ts", 'import { a } from "@/lib/blob/files";', "domain-ports"],
  ["lib/edits/c.ts", 'import { a } from "@/lib/blob/blob-store";', null],
  ["lib/edits/d.ts", 'import { a } from "../blob/files";', "domain-ports"],
  ["lib/edits/e.ts", 'import { a } from "@/db/edits";', null],
  ["lib/edits/f.ts", 'import { a } from "@/lib/services";', "domain-up"],
  ["lib/edits/g.ts", 'import sharp from "sharp";', "sdk"],
  ["lib/edits/h.ts", 'import { type A, b } from "@/lib/services";', "domain-up"],
  ["lib/edits/i.ts", 'export { a } from "@/lib/services";', "domain-up"],
  ["lib/edits/j.ts", 'export const late = () => import("@/lib/services");', "domain-up"],
  ["lib/edits/k.test.ts", 'import { a } from "@/lib/services";', null],
  ["lib/images/decoder.ts", 'import sharp from "sharp";', null],
  ["lib/providers/flux/a.ts", 'import { a } from "@/lib/edits/request-edit";', "providers"],
  ["lib/providers/flux/b.ts", 'import { a } from "../../blob/files";', "providers"],
  ["lib/providers/local/a.ts", 'import { a } from "@mizual/engine";', null],
  ["lib/providers/local/b.ts", 'import { a } from "@/packages/engine/pixels/raster";', "engine-inside"],
  ["lib/blob/a.ts", 'import { a } from "@/lib/limits/memory";', "stores"],
  ["lib/blob/b.ts", 'import { a } from "@/lib/errors";', null],
  ["lib/blob/c.ts", 'import { a } from "@vercel/blob";', "sdk"],
  ["lib/blob/s3.ts", 'import { a } from "s3mini";', null],
  ["lib/limits/a.ts", 'import { a } from "@/lib/config/env";', "limiters"],
  ["lib/errors.ts", 'import { a } from "@/lib/edits/schema";', "ground"],
  ["db/a.ts", 'import { a } from "@/lib/blob/files";', "database"],
  ["db/b.ts", 'import { a } from "@/lib/lifecycle";', null],
  ["db/c.ts", 'import { a } from "@/lib/edits/run-edit";', "database"],
  ["db/d.ts", 'import pg from "pg";', "sdk"],
  ["db/dialects/pg.ts", 'import pg from "pg";', null],
  ["inngest/embedded/a.ts", 'import { a } from "@/lib/edits/run-edit";', "runner"],
  ["inngest/functions/a.ts", 'import { a } from "@/lib/edits/run-edit";', null],
  ["app/api/health/route.ts", 'import { a } from "@/lib/services";', null],
  ["app/api/chain/route.ts", 'import { a } from "@/tests/services";', "tests"],
  ["app/api/chain/types.ts", 'import type { A } from "@/tests/services";', "tests"],
  ["app/api/feedback/route.ts", 'import { a } from "@neondatabase/serverless";', "sdk"],
  ["packages/engine/index.ts", "export const a = 1;", null],
  ["packages/engine/pixels/raster.ts", 'import type { A } from "../../../lib/errors";', "engine"],
];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "mizual-fences-"));
  for (const [, statement] of CASES) {
    const [, target] = /"@\/(.*)"/.exec(statement) ?? [];
    if (target !== undefined) write(`${target}.ts`, "export const a = 1;\n");
  }
  for (const [file, statement] of CASES) write(file, `${statement}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

test("each fence refuses what it is there for, and lets the rest through", () => {
  const imports = readImports(folder, sourceFiles(folder));
  const refusals = checkFences(imports, FENCES, SDKS);
  const refusedBy = (file: string): string | null =>
    refusals.find(({ at }) => at.slice(0, at.lastIndexOf(":")) === file)?.name ?? null;
  expect(CASES.map(([file, statement]) => [file, statement, refusedBy(file)])).toEqual(CASES);
  expect(new Set(refusals.map(({ name }) => name))).toEqual(new Set([...FENCES.map(({ name }) => name), "sdk"]));
  for (const { why } of refusals) expect(why).toMatch(/^[^ ].{20,}\.$/);
});

test("a circle is found, of types as well, with all that it leads through", () => {
  const circle = { "lib/x/a.ts": "./b", "lib/x/b.ts": "./c", "lib/x/c.ts": "@/lib/x/a", "lib/x/d.ts": "./a" };
  for (const [file, to] of Object.entries(circle)) write(file, `import type { A } from "${to}";\n`);
  expect(findCycles(readImports(folder, Object.keys(circle)))).toEqual([["lib/x/a.ts", "lib/x/b.ts", "lib/x/c.ts"]]);
});
