import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readSecurityList, securityProblems } from "./security-list";

const text = readFileSync("docs/security.md", "utf8");

test("all that must hold is held by tests that are there, by their titles", () => {
  expect(securityProblems(readSecurityList(text), (file) => readFileSync(file, "utf8"))).toEqual([]);
});

test("a line that is missing, names nothing or names what is not there is told", () => {
  const broken = text
    .replace(/^\| S7 .*\n/m, "")
    .replace("“TRACE is refused”", "“TRACE is fine”")
    .replace("`lib/images/sniff.test.ts` “gives no file that begins like text”", "nothing")
    .replace("`lib/blob/blob-store.test.ts`", "`lib/blob/gone.test.ts`");
  expect(securityProblems(readSecurityList(broken), (file) => readFileSync(file, "utf8"))).toEqual([
    "S7 is missing",
    "S11: scripts/server-front.test.ts has no “TRACE is fine”",
    "S28 names no test",
    "S32: lib/blob/gone.test.ts is not there",
  ]);
});
