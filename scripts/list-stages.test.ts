import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { STAGE_STATUSES } from "@/lib/lifecycle";
import { STAGE_LIST, stageList } from "./list-stages";

it("the list of stages is what the folder declares, in the order of the table of states", () => {
  const list = stageList();
  expect(readFileSync(STAGE_LIST, "utf8"), "run npx tsx scripts/list-stages.ts").toBe(list);
  expect([...list.matchAll(/ as (\w+) /g)].map(([, status]) => status)).toEqual(STAGE_STATUSES);
});
