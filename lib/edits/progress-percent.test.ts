import { expect, it } from "vitest";
import { progressPercent } from "./progress-percent";

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
] as const)("%s with %d of it done is %i percent", (status, stageShare, percent) => {
  expect(progressPercent({ status, stageShare })).toBe(percent);
});
