import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { EditNode } from "@/lib/edits/view-schema";
import type { EditorState } from "../editor-state";
import { TestEditor, testEdit, testLocalPicture, testSending, testState, testSurroundings } from "../test-editor";
import { BelowCanvas } from "./below-canvas";

const show = (state: EditorState, edit: EditNode | null = null) =>
  render(
    <TestEditor state={state} around={testSurroundings(edit)}>
      <BelowCanvas />
    </TestEditor>,
  );
const showEdit = (edit: EditNode, checkedAt: number | null = null) =>
  show(testState({ edits: [edit], version: { checkedAt } }), edit);
const card = () => screen.getByRole("region", { name: "Progress" }).textContent;
const bar = () => Number(screen.getByRole("progressbar").getAttribute("aria-valuenow"));

const sendingOf = (bytes: number, share: number): EditorState => {
  const sending = testSending();
  const intent = { ...sending.intent, source: { picture: testLocalPicture(bytes) } };
  return testState({ sending: { ...sending, intent, share } });
};

const runningEdit = (change: Partial<EditNode> = {}) =>
  testEdit({
    status: "processing_image",
    message: "Processing your edit...",
    progress_percent: 60,
    editor: "flux",
    editor_label: "FLUX",
    usual_seconds: 12,
    ...change,
  });

describe("BelowCanvas", () => {
  it("shows how much of a large picture has left, and that the tab is needed until all has", () => {
    show(sendingOf(6 * 1024 * 1024, 0.5));
    expect(card()).toContain("Sending your picture… 50%");
    expect(card()).toContain("3.0 MB of 6.0 MB");
    expect(card()).toContain("Please keep this tab open until your picture is sent.");
    expect(bar()).toBe(5);
  });

  it("still needs the tab while a large picture is handed over", () => {
    show(sendingOf(6 * 1024 * 1024, 1));
    expect(card()).toContain("Sending your edit…");
    expect(card()).toContain("Please keep this tab open until your picture is sent.");
    expect(bar()).toBe(10);
  });

  it("speaks of a picture only where one is sent: what the server has is named to it", () => {
    const sources = [
      { parent: "00000000-0000-4000-8000-00000000000a" },
      { original: "00000000-0000-4000-8000-00000000000a" },
      { picture: { ...testLocalPicture(6 * 1024 * 1024), stored: { id: "a", width: 10, height: 10 } } },
    ];
    for (const source of sources) {
      const sending = testSending();
      const { unmount } = show(testState({ sending: { ...sending, intent: { ...sending.intent, source } } }));
      expect(card()).toContain("Sending your edit…");
      expect(card()).not.toMatch(/picture|MB|tab/);
      unmount();
    }
  });

  it("makes no fuss of a small picture", () => {
    show(sendingOf(1000, 0.5));
    expect(card()).toContain("Sending your picture… 50%");
    expect(card()).not.toMatch(/MB|tab/);
  });

  it("says who works on an edit and what is usual", () => {
    showEdit(runningEdit());
    expect(card()).toContain("FLUX · 0 s · usually about 12 s");
    expect(bar()).toBeGreaterThanOrEqual(60);
  });

  it("shows how far the engine says it is, and guesses nothing on top of that", () => {
    const begun = new Date(Date.now() - 60_000).toISOString();
    showEdit(runningEdit({ progress_percent: 71, created_at: begun, stage_started_at: begun }));
    expect(bar()).toBe(71);
  });

  it("says that it asks again, for which the usual time of an edit means nothing", () => {
    const edit = runningEdit({ created_at: "2026-11-25T10:00:00Z" });
    showEdit(edit, Date.now());
    expect(card()).toContain("Asking the image service again…");
    expect(card()).toContain("FLUX · 0 s");
    expect(card()).not.toContain("usual");
  });

  it("says beside a result what was done of the request and what was left out", () => {
    const left = "Left out, because it was not understood: “add a dog”.";
    const done = { status: "completed", enhanced: true, enhanced_prompt: "Sharpen the whole picture." } as const;
    showEdit(testEdit({ ...done, notes: [{ code: "LEFT_OUT", message: left }] }));
    const told = screen.getByRole("region", { name: "What was done" });
    expect(told.textContent).toBe(`Done: Sharpen the whole picture.${left}`);
  });

  it("says nothing of that where all was done", () => {
    showEdit(testEdit({ status: "completed", enhanced: true, enhanced_prompt: "Sharpen the whole picture." }));
    expect(screen.queryByRole("region", { name: "What was done" })).toBeNull();
  });
});
