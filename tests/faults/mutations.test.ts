import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { MUTATIONS } from "./mutations";

const root = path.join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

test("every guard stands once where it is taken away, and the test that misses it is there", () => {
  const wrong = MUTATIONS.flatMap(({ guard, file, text, test: [testFile, title] }) => [
    ...(read(file).split(text).length === 2 ? [] : [`${guard}: not once in ${file}`]),
    ...(read(testFile).includes(title) ? [] : [`${guard}: ${testFile} has no “${title}”`]),
  ]);
  expect(wrong).toEqual([]);
  expect(new Set(MUTATIONS.map(({ guard }) => guard)).size).toBe(MUTATIONS.length);
});
