import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { MENDING } from "../vocabulary/complaints";
import { OPERATIONS } from "../operations";
import { understand } from "../tests/operations";
import { describeLocalEngine } from "./describe-operations";

const page = describeLocalEngine();
const [, howToSay = ""] = /## How to say it\n([\s\S]*?)\nParts of a picture/.exec(page) ?? [];

it("docs/operations.md is as generated: npm run describe -w @mizual/engine writes it", () => {
  const file = path.join(import.meta.dirname, "../docs/operations.md");
  expect(readFileSync(file, "utf8")).toBe(page);
});

it("lists every operation once", () => {
  for (const { examples } of OPERATIONS) expect(page.split(`“${examples[0] ?? ""}”`).length).toBe(2);
});

it("explains with requests that are understood", () => {
  const requests = [...howToSay.matchAll(/“([^”]{24,})”/g)].map(([, request = ""]) => request);
  expect(requests.length).toBeGreaterThan(7);
  const limits = /^(?:don't|keep|without|only)/;
  for (const request of requests.filter((text) => !limits.test(text))) {
    expect({ request, left: understand(request).notUnderstood }).toEqual({ request, left: [] });
  }
  for (const request of requests.filter((text) => limits.test(text))) {
    expect({ request, left: understand(`make it a bit brighter. ${request}`).notUnderstood }).toEqual({
      request,
      left: [],
    });
  }
});

it("names what it cannot do with requests that are refused", () => {
  const [, cannot = ""] = page.split("## What it cannot do");
  const requests = [...cannot.matchAll(/“([^”]+)”/g)].map(([, request = ""]) => request.replaceAll("\n", " "));
  expect(requests.length).toBeGreaterThan(4);
  for (const request of requests) {
    const names = understand(request).operations.map(({ operation }) => operation.name);
    expect({ request, names }).toEqual({ request, names: request.includes("blue car") ? ["replace-colour"] : [] });
  }
});

it("knows by name the operations that mend what is complained of", () => {
  const names = new Set(OPERATIONS.map(({ name }) => name));
  expect([...MENDING].filter((name) => !names.has(name))).toEqual([]);
});
