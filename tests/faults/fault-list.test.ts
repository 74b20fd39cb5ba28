import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { NAMED_FAULTS } from "./fault-list";
import { FAULT_NAMES } from "./nemesis";

const root = path.join(import.meta.dirname, "../..");
const COUNT = 32;

test("every fault of the list is held by a test that is there", () => {
  expect(Object.keys(NAMED_FAULTS)).toEqual(Array.from({ length: COUNT }, (_, index) => String(index + 1)));
  const missing = Object.entries(NAMED_FAULTS).flatMap(([number, { held }]) =>
    held
      .filter(([file, title]) => {
        const place = path.join(root, file);
        return !existsSync(place) || !readFileSync(place, "utf8").includes(title);
      })
      .map(([file, title]) => `${number}: ${file} has no “${title}”`),
  );
  expect(missing).toEqual([]);
  for (const [number, { held }] of Object.entries(NAMED_FAULTS)) expect(held.length, number).toBeGreaterThan(0);
});

test("histories draw no fault that the list does not know", () => {
  const drawn = new Set(Object.values(NAMED_FAULTS).flatMap(({ drawn }) => drawn ?? []));
  expect(FAULT_NAMES.filter((name) => !drawn.has(name))).toEqual([]);
});
