import { fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EditorContext, type EditorHandle, useEditor } from "./editor-context";
import type { EditorEvent } from "./editor-state";
import Notice from "./notice";
import { TestEditor, testState } from "./test-editor";

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
