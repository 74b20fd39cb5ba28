import { describe, expect, it } from "vitest";
import { EDIT_STATUSES, isFinal, STAGE_PROGRESS } from "@/lib/edits/status";
import { nextStagePercent } from "./next-stage-percent";

describe("nextStagePercent", () => {
  it("is where the following stage begins", () => {
    expect(EDIT_STATUSES.filter((status) => !isFinal(status)).map(nextStagePercent)).toEqual([25, 60, 90, 100]);
    expect(nextStagePercent("processing_image")).toBe(STAGE_PROGRESS.uploading_result.percent);
  });

  it("is the end for what has ended", () => {
    expect((["completed", "failed", "canceled"] as const).map(nextStagePercent)).toEqual([100, 100, 100]);
  });
});
