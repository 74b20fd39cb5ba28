import { describe, expect, it } from "vitest";
import {
  EDIT_STATUSES,
  FINAL_STATUSES,
  isFinal,
  nextPercent,
  nextStatus,
  progressPercent,
  STAGE_STATUSES,
  successorsOf,
  UNFINISHED_STATUSES,
} from "./lifecycle";

describe("the life of an edit", () => {
  it("leads from the queue through every stage to its end", () => {
    expect(UNFINISHED_STATUSES.map(nextStatus)).toEqual([...STAGE_STATUSES, "completed"]);
    expect([...UNFINISHED_STATUSES, ...FINAL_STATUSES]).toEqual(EDIT_STATUSES);
  });

  it("may fail and be canceled anywhere, and begin anew after a failure only", () => {
    for (const status of UNFINISHED_STATUSES)
      expect(successorsOf(status)).toEqual([nextStatus(status), "failed", "canceled"]);
    const resumes = ["enhancing_prompt", "processing_image", "uploading_result"];
    expect(FINAL_STATUSES.map(successorsOf)).toEqual([[], resumes, []]);
  });
});

describe("nextPercent", () => {
  it("is where the following stage begins", () => {
    expect(UNFINISHED_STATUSES.map(nextPercent)).toEqual([25, 60, 90, 100]);
  });

  it("is the end for what has ended", () => {
    expect(EDIT_STATUSES.filter(isFinal).map(nextPercent)).toEqual([100, 100, 100]);
  });
});

it.each([
  ["pending", 0, 10],
  ["enhancing_prompt", 0, 25],
  ["processing_image", 0, 60],
  ["processing_image", 0.5, 75],
  ["processing_image", 1, 89],
  ["uploading_result", 0, 90],
  ["completed", 0, 100],
  ["failed", 0.5, 0],
  ["canceled", 0.5, 0],
] as const)("%s with %d of it done is %i percent", (status, share, percent) => {
  expect(progressPercent(status, share)).toBe(percent);
});
