import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { examine } from "@/lib/doctor/examine";
import { CONFIGURATION, envVariables, parseEnv } from "@/lib/config/env";
import { PARTS } from "@/lib/health/parts";
import { readinessSchema } from "@/lib/health/schema";
import { startLine } from "@/lib/health/start-line";
import { type Capabilities, createCapabilities } from "@/lib/services";
import { envExample, readmeTable, withTable } from "@/scripts/describe-configuration";

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, "..", file), "utf8");
const readme = read("README.md");
const operations = read("docs/operations.md");
const [, keys = ""] = /^## Keys that turn the real thing on\n([\s\S]*?)\n## /m.exec(readme) ?? [];
const rows = [...keys.matchAll(/^\| *`.*$/gm)].map(([row]) => row);
const namesIn = (text: string): string[] =>
  [...text.matchAll(/`([A-Z][A-Z0-9_]+)\b[^`]*`/g)].map(([, name = ""]) => name);

let dataDir: string;
let nothingSet: Capabilities;
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), "mizual-configuration-"));
  nothingSet = await createCapabilities(parseEnv({ DATA_DIR: dataDir }));
}, 60_000);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe("what is written by scripts/describe-configuration.ts", () => {
  test("is .env.example, to the letter", () => {
    expect(read(".env.example")).toBe(envExample());
  });

  test("is the table of the README", () => {
    expect(withTable(readme)).toBe(readme);
    expect(readme).toContain(readmeTable());
  });
});

describe("the table of the README", () => {
  const sections = CONFIGURATION.flatMap(({ sections }) => sections);
  const tuning = sections.flatMap((section) => section.tuning);

  test("has every variable that turns something on, and none that does not exist", () => {
    expect(rows.length).toBeGreaterThan(10);
    const named = new Set(rows.flatMap(namesIn));
    named.add("DATA_DIR");
    expect(keys).toContain("`DATA_DIR`");
    // What only tunes is left to .env.example, unless a row speaks of it.
    const missing = Object.keys(envVariables).filter((name) => !named.has(name));
    expect(missing.toSorted()).toEqual(tuning.toSorted());
    expect([...named].filter((name) => !(name in envVariables))).toEqual([]);
  });

  test("leaves out nothing that is not explained in .env.example", () => {
    const example = read(".env.example");
    expect(tuning.filter((name) => !example.includes(`\n${name}=`))).toEqual([]);
  });
});

describe("the parts", () => {
  test("of the start line, of the doctor and of /health/ready are the same, in the same order", async () => {
    const onStartLine = startLine(nothingSet)
      .split(" ")
      .map((part) => part.split("=")[0]);
    expect(onStartLine).toEqual(Object.values(PARTS));

    const byDoctor = (await examine(nothingSet)).map(({ part }) => part);
    expect([...new Set(byDoctor)]).toEqual(Object.keys(PARTS));

    const { checks, providers } = readinessSchema.shape;
    const byReadiness = [...Object.keys(checks.shape), ...providers.element.shape.part.options];
    expect(byReadiness.toSorted()).toEqual(Object.keys(PARTS).toSorted());
  });

  test("are all told of in the docs by the line that a start with nothing set prints", () => {
    for (const text of [readme, operations]) {
      const samples = text.replaceAll(/\s+/g, " ").match(/db=\w+ images=[^`]*[^`\s]/g);
      expect(samples).toEqual([startLine(nothingSet)]);
    }
  });

  test("have what may be spent beside them once something is paid", async () => {
    const paid = await createCapabilities(
      parseEnv({ DATA_DIR: dataDir, BFL_API_KEY: "bfl-key-1", SPEND_CAP_USD: "off" }),
    );
    expect(startLine(paid)).toBe(startLine(nothingSet).replace("editor=local", "editor=flux") + " caps=off/2");
  });
});

test("every command that the docs name exists", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = [...(readme + operations + read(".env.example")).matchAll(/npm run ([a-z][a-z:-]*[a-z])/g)];
  expect(named.length).toBeGreaterThan(10);
  for (const [, name = ""] of named) expect(Object.keys(scripts), name).toContain(name);
});
