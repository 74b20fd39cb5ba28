import { expect, it } from "vitest";
import { toCsv } from "./csv";

it.each([
  ["=1+1", "'=1+1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
  ["-2+3", "'-2+3"],
  ["-2.5", "-2.5"],
  [' =HYPERLINK("x")', '"\' =HYPERLINK(""x"")"'],
  ["\t=1", "'\t=1"],
  ["＝1+1", "'＝1+1"],
  ["a,b", '"a,b"'],
  ["two\nlines", '"two\nlines"'],
  ["plain", "plain"],
  [null, ""],
  [-3, "-3"],
])("%j is written so that no spreadsheet carries it out", (cell, written) => {
  expect(toCsv([[cell, 1]])).toBe(`${written},1\r\n`);
});
