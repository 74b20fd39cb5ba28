import path from "node:path";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { understand } from "@mizual/engine/testing";
import { SAMPLES, SUGGESTIONS } from "./ideas";

const ROOT = path.join(import.meta.dirname, "../..");
const HEADING = "## What can be said without a key";

/** The requests in italics at the beginning of the README's section. */
function readmeRequests(): string[] {
  const readme = readFileSync(path.join(ROOT, "README.md"), "utf8");
  const [section = ""] = (readme.split(HEADING)[1] ?? "").split("\n## ");
  return [...section.matchAll(/_([^_]+)_/g)].map(([, request = ""]) => request.replaceAll(/\s+/g, " "));
}

/** Words of a request that the local engine does not understand, or all of it when it would do nothing. */
function missed(request: string): readonly string[] {
  const { operations, notUnderstood } = understand(request);
  return operations.length === 0 ? [request] : notUnderstood;
}

describe("requests that are suggested", () => {
  it.each([
    ["in the README", readmeRequests()],
    ["with the samples", SAMPLES.map(({ prompt }) => prompt)],
    ["for a draft", SUGGESTIONS],
  ])("are understood, whole: %s", (_where, requests) => {
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.flatMap(missed)).toEqual([]);
  });
});
