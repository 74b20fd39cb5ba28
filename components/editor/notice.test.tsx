import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answersOfFile } from "@/components/test-answers";
import { EditorContext, type EditorHandle, useEditor } from "./editor-context";
import type { EditorEvent } from "./editor-state";
import Notice from "./notice";
import { TestEditor, testEdit, testState } from "./test-editor";

// What waits to be deleted is when the page goes.
answersOfFile();

const told = vi.fn<(event: EditorEvent) => void>();

function Telling() {
  const editor: EditorHandle = { ...useEditor(), dispatch: told };
  return (
    <EditorContext value={editor}>
      <Notice />
    </EditorContext>
  );
}

const show = (isError: boolean) =>
  render(
    <TestEditor state={testState({ notice: { text: "Something.", isError } })}>
      <Telling />
    </TestEditor>,
  );
const GONE = [[{ type: "noticed", notice: null }]];

beforeEach(() => {
  told.mockReset();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

it("goes by itself after some seconds", () => {
  show(false);
  fireEvent.keyDown(document.body, { key: "a" });
  expect(told).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(told.mock.calls).toEqual(GONE);
});

it.each([
  ["a key", () => fireEvent.keyDown(document.body, { key: "a" })],
  ["a press", () => fireEvent.pointerDown(document.body)],
])("of an error stays until the next thing is done: %s", (_, next) => {
  show(true);
  vi.advanceTimersByTime(60_000);
  expect(told).not.toHaveBeenCalled();
  next();
  expect(told.mock.calls).toEqual(GONE);
});

it("leaves the way to have back what was deleted", () => {
  const deleting = [...testState({ edits: [testEdit()] }).versions.values()][0] ?? null;
  render(
    <TestEditor state={testState({ notice: { text: "Something.", isError: false }, deleting })}>
      <Telling />
    </TestEditor>,
  );
  expect(screen.getByText("Something.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
});
