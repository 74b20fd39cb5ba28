import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EDIT_STATUSES, type EditStatus, LIFECYCLE } from "@/lib/lifecycle";
import { mergeEdit } from "./edits";
import { pendingEdit } from "./pending-edit";

function edit(status: EditStatus, within = 0) {
  const percent = status === "failed" || status === "canceled" ? 0 : LIFECYCLE[status].percent + within;
  const base = pendingEdit({
    id: "a",
    prompt: "make it blue",
    parent: null,
    version: 1,
    sourceUrl: null,
    retentionDays: 30,
    usualSeconds: null,
  });
  return { ...base, status, progress_percent: percent };
}

describe("mergeEdit", () => {
  it("takes the first look as it is", () => {
    expect(mergeEdit(undefined, edit("processing_image")).status).toBe("processing_image");
  });

  it("takes the newer look at the same state", () => {
    const news = { ...edit("processing_image"), enhanced_prompt: "Tint the picture blue." };
    expect(mergeEdit(edit("processing_image"), news)).toBe(news);
  });

  it("takes all of the newer look at a stage but a lower percentage", () => {
    const news = { ...edit("processing_image", 3), editor_label: "Another" };
    expect(mergeEdit(edit("processing_image", 7), news)).toEqual({ ...news, progress_percent: 67 });
    expect(mergeEdit(edit("processing_image", 2), news)).toBe(news);
  });

  it("lets a failed edit start again, as a replay does", () => {
    expect(mergeEdit(edit("failed"), edit("enhancing_prompt")).status).toBe("enhancing_prompt");
  });

  it("never shows less progress than before, whatever the order of the answers", () => {
    const running = EDIT_STATUSES.filter((status) => status !== "failed" && status !== "canceled");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...running), fc.nat(9)), { minLength: 2, maxLength: 12 }),
        (looks) => {
          let shown = edit("pending");
          for (const [status, within] of looks) {
            const next = mergeEdit(shown, edit(status, within));
            if (next.progress_percent < shown.progress_percent) return false;
            shown = next;
          }
          return true;
        },
      ),
    );
  });

  it("leaves an end only for another end", () => {
    expect(mergeEdit(edit("completed"), edit("uploading_result")).status).toBe("completed");
    expect(mergeEdit(edit("canceled"), edit("processing_image")).status).toBe("canceled");
    expect(mergeEdit(edit("canceled"), edit("completed")).status).toBe("completed");
  });
});
