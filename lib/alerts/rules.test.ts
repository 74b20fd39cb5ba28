import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ALERT_RULE_NAMES, ALERT_RULES, type AlertRuleName, MOST_PARKED, type Situation } from "./rules";

/** Nothing is wrong. */
const WELL: Situation = {
  ended: [{ code: null, count: 100 }],
  unfinished: [{ status: "pending", count: 3, oldestSeconds: 2, stuck: 0 }],
  queues: [{ editor: "flux", open: 24, waiting: 5, oldestSeconds: 40 }],
  spend: { todayUsd: 1, capUsd: 10 },
  brokenEditors: [],
  storeFailure: null,
  parkedResults: 0,
  disk: { freeBytes: 50e9, sizeBytes: 100e9 },
};

const found = (rule: AlertRuleName, situation: Partial<Situation>) => ALERT_RULES[rule].look({ ...WELL, ...situation });

it("find nothing where nothing is wrong", () => {
  for (const rule of ALERT_RULE_NAMES) expect(found(rule, {}), rule).toEqual([]);
});

describe("the rule of success", () => {
  const ended = (completed: number, failed: number) => [
    { code: null, count: completed },
    { code: "PROVIDER_TIMEOUT" as const, count: failed },
  ];

  it("counts what is our own trouble, from ten edits on", () => {
    expect(found("success", { ended: ended(8, 2) })).toEqual([]);
    expect(found("success", { ended: ended(7, 3) })[0]?.detail).toContain("3 of 10");
    expect(found("success", { ended: ended(0, 9) })).toEqual([]);
  });

  it("does not count refusals, which answer the person", () => {
    const refused = [...ended(7, 0), { code: "CONTENT_REFUSED" as const, count: 50 }];
    expect(found("success", { ended: refused })).toEqual([]);
  });
});

it.each([
  ["wait", { unfinished: [{ status: "pending", count: 4, oldestSeconds: 301, stuck: 0 }] }, "4 edits wait for a run"],
  ["wait", { queues: [{ editor: "flux", open: 24, waiting: 9, oldestSeconds: 420 }] }, "7 minutes"],
  ["spend", { spend: { todayUsd: 8, capUsd: 10 } }, "US$8.00 of today's US$10.00"],
  ["spend", { spend: { todayUsd: 0, capUsd: 0 } }, "US$0.00"],
  ["provider", { brokenEditors: ["flux"] }, "flux failed five times"],
  ["store", { storeFailure: "STORAGE_UNAVAILABLE", parkedResults: 2 }, "2 paid results"],
  ["store", { parkedResults: MOST_PARKED + 1 }, "6 paid results wait for it"],
  ["disk", { disk: { freeBytes: 9e9, sizeBytes: 100e9 } }, "9.0 GB are free where DATA_DIR lies, 9 %"],
  ["disk", { disk: { freeBytes: 0.9e9, sizeBytes: 2e9 } }, "0.9 GB"],
] as const)("the rule of %s finds what it is for: %j", (rule, situation, sentence) => {
  expect(found(rule, situation).map(({ detail }) => detail)).toEqual([expect.stringContaining(sentence)]);
});

it("does not take a few paid results that are about to be stored for a store that fails", () => {
  expect(found("store", { parkedResults: MOST_PARKED })).toEqual([]);
});

it("find nothing of what is not there: no cap, no folder", () => {
  expect([found("spend", { spend: null }), found("disk", { disk: null })]).toEqual([[], []]);
});

it("say what to do under a heading of docs/operations.md", () => {
  const text = readFileSync(path.join(import.meta.dirname, "../../docs/operations.md"), "utf8");
  const headings = new Set([...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading));
  for (const rule of ALERT_RULE_NAMES) expect(headings, rule).toContain(ALERT_RULES[rule].todo);
});
