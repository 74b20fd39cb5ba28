import path from "node:path";
import { describe, expect, test } from "vitest";
import { loadedWith, pathBetween, readImports, sourceFiles } from "@/scripts/import-graph";

// What a cold function loads before its first answer. On Vercel each of these is such a function's first request.

const root = path.join(import.meta.dirname, "..");
const imports = readImports(
  root,
  sourceFiles(root).filter((file) => !/\.test\.|\.contract\.|^(tests|bench|scripts)\//.test(file)),
);

/** What is large or slow to load, and is needed by none that only looks at an edit. */
const HEAVY =
  /^npm:(sharp|inngest|@google\/genai|@vercel\/blob|s3mini|ioredis|croner|@marcbachmann\/cel-js|@electric-sql\/pglite|@techstark\/opencv-js)\b|^packages\/engine\//;

const heavyOf = (file: string): string[][] =>
  [...loadedWith(imports, file)].filter((each) => HEAVY.test(each)).map((each) => pathBetween(imports, file, each));

test("the graph is read: what takes a picture loads the decoder", () => {
  expect([...loadedWith(imports, "app/api/edit-image/route.ts")]).toContain("npm:sharp");
  expect(pathBetween(imports, "app/api/edit-image/route.ts", "npm:sharp").at(-2)).toBe("lib/images/decoder.ts");
});

describe.each([
  "app/page.tsx",
  "app/edits/[uuid]/page.tsx",
  "app/actions.ts",
  "app/api/edit/[uuid]/route.ts",
  "app/api/edit/[uuid]/cancel/route.ts",
  "app/api/chain/[uuid]/route.ts",
  "app/api/editors/route.ts",
  "app/api/health/route.ts",
  "app/api/health/ready/route.ts",
  "app/api/images/[key]/route.ts",
  "app/api/uploads/route.ts",
  "inngest/start-function.ts",
])("%s", (entry) => {
  test("loads no decoder, no engine and no vendor's SDK", () => {
    expect(heavyOf(entry)).toEqual([]);
  });
});

// Made with the services, so that every function loads them.
test.each([
  "lib/providers/flux/adapter.ts",
  "lib/providers/gemini/editor.ts",
  "lib/providers/gemini/enhancer.ts",
  "lib/providers/openai/adapter.ts",
  "lib/providers/local/adapter.ts",
  "lib/limits/upstash.ts",
  "db/dialects/neon.ts",
])("%s loads its SDK when it is first used, and no decoder", (adapter) => {
  expect(heavyOf(adapter)).toEqual([]);
});

test("the proxy loads no database, no decoder and no SDK", () => {
  const loaded = [...loadedWith(imports, "proxy.ts", { dynamic: true })];
  expect(loaded.filter((each) => each.startsWith("npm:"))).toEqual(["npm:next/server", "npm:zod"]);
  expect(loaded.filter((each) => /^(db|inngest|packages)\//.test(each))).toEqual([]);
});

test("what Next runs when a function starts loads nothing", () => {
  expect([...loadedWith(imports, "instrumentation.ts")]).toEqual(["instrumentation.ts"]);
});
