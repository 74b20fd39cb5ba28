import { act, renderHook } from "@testing-library/react";
import { type ReactNode, useReducer } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PictureNow } from "@/lib/edits/view-schema";
import { pathOfVersion, rememberDeletion } from "../client/deletion";
import { EditorContext, type EditorHandle, useEditor } from "../editor-context";
import type { EditorEvent } from "../editor-state";
import { viewOf } from "../editor-view";
import { reduce } from "../reduce";
import { TestEditor, testEdit, testState, testSurroundings } from "../test-editor";
import { useOtherTabs } from "./use-other-tabs";

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const first = testEdit({ uuid: id(1), status: "completed", version: 1 });
const second = testEdit({ uuid: id(2), status: "pending", version: 2, parent_edit_uuid: id(1) });

type AskPicture = (id: string) => Promise<PictureNow>;

function Tab({ ask, children }: { ask: AskPicture; children: ReactNode }) {
  const [state, dispatch] = useReducer(reduce, testState({ edits: [first] }));
  const editor: EditorHandle = {
    ...useEditor(),
    view: viewOf(state, testSurroundings(first)),
    dispatch,
    askPicture: ask,
  };
  return <EditorContext value={editor}>{children}</EditorContext>;
}

/** A tab at version 1, and the versions that it shows. */
function openTab(ask: AskPicture = async () => ({ picture: null, limited: true })) {
  const { result } = renderHook(
    () => {
      useOtherTabs();
      return useEditor();
    },
    {
      wrapper: ({ children }) => (
        <TestEditor>
          <Tab ask={ask}>{children}</Tab>
        </TestEditor>
      ),
    },
  );
  return {
    dispatch: (event: EditorEvent) => act(() => result.current.dispatch(event)),
    deleting: () => result.current.view.state.deleting?.edit.uuid,
    shown: () => [...result.current.view.state.versions.values()].map(({ edit }) => `${edit.version} ${edit.status}`),
  };
}

/** The channel of a browser: each hears all others. */
class TestChannel extends EventTarget {
  static open = new Set<TestChannel>();
  constructor() {
    super();
    TestChannel.open.add(this);
  }
  postMessage(data: unknown) {
    for (const other of TestChannel.open)
      if (other !== this) other.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
  }
  close() {
    TestChannel.open.delete(this);
  }
}

beforeEach(() => {
  vi.stubGlobal("BroadcastChannel", TestChannel);
});
afterEach(() => {
  TestChannel.open.clear();
  localStorage.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("useOtherTabs", () => {
  it("tells of a new version, of its end and of its deletion", () => {
    const [here, there] = [openTab(), openTab()];
    here.dispatch({ type: "editAccepted", edit: second, parent: first, picture: null, key: null });
    expect(there.shown()).toEqual(["1 completed", "2 pending"]);
    const done = { ...second, status: "completed" } as const;
    here.dispatch({ type: "editsAnswered", asked: [id(2)], edits: [done] });
    expect(there.shown()).toEqual(["1 completed", "2 completed"]);
    here.dispatch({ type: "deletionAsked", id: id(2) });
    expect(there.shown()).toEqual(["1 completed", "2 completed"]);
    here.dispatch({ type: "deletionOver", undone: false });
    expect(there.shown()).toEqual(["1 completed"]);
  });

  it("keeps to itself what shows a picture that only this tab has", () => {
    const [here, there] = [openTab(), openTab()];
    const edit = { ...second, original_preview_url: "blob:a" };
    here.dispatch({ type: "editAccepted", edit, parent: first, picture: null, key: null });
    expect(there.shown()).toEqual(["1 completed"]);
    const answered = { ...second, original_preview_url: "/o.webp" };
    here.dispatch({ type: "editsAnswered", asked: [id(2)], edits: [answered] });
    expect(there.shown()).toEqual(["1 completed", "2 pending"]);
  });

  it("asks the server when one comes back, not at once again, and believes no refusal", async () => {
    vi.useFakeTimers();
    const tree = { edits: [first, second], current: id(1), is_owner: true, original: null };
    const answers: PictureNow[] = [
      { picture: tree, limited: false },
      { picture: null, limited: true },
      { picture: null, limited: false },
      { picture: { ...tree, edits: [{ ...second, status: "completed" }], current: id(2) }, limited: false },
    ];
    const ask = vi.fn<AskPicture>(async () => answers.shift() ?? { picture: null, limited: true });
    const tab = openTab(ask);
    const back = () => act(async () => void window.dispatchEvent(new Event("focus")));
    await back();
    expect(ask).not.toHaveBeenCalled();
    vi.advanceTimersByTime(11_000);
    await back();
    await back();
    expect(ask).toHaveBeenCalledOnce();
    expect(tab.shown()).toEqual(["1 completed", "2 pending"]);
    vi.advanceTimersByTime(11_000);
    await back();
    expect(tab.shown()).toHaveLength(2);
    vi.advanceTimersByTime(11_000);
    await back();
    expect(ask.mock.calls.slice(2)).toEqual([[id(1)], [id(2)]]);
    expect(tab.shown()).toEqual(["2 completed"]);
    expect(window.location.pathname).toBe(`/edits/${id(2)}`);
  });

  /** Has a second version, which is over, and is come back to after a while. */
  async function goOnAndComeBack({ dispatch }: ReturnType<typeof openTab>): Promise<void> {
    const edit = { ...second, status: "completed" } as const;
    dispatch({ type: "editAccepted", edit, parent: first, picture: null, key: null });
    vi.advanceTimersByTime(11_000);
    await act(async () => void window.dispatchEvent(new Event("focus")));
  }

  it("takes nothing from a stranger, who hears of the way to one version alone", async () => {
    vi.useFakeTimers();
    const picture = { edits: [first], current: id(1), is_owner: false, original: null };
    const tab = openTab(async () => ({ picture, limited: false }));
    await goOnAndComeBack(tab);
    expect(tab.shown()).toEqual(["1 completed", "2 completed"]);
  });

  it("takes for gone what the server does not know, and no more than was asked for", async () => {
    vi.useFakeTimers();
    const answers = [{ picture: null, limited: false }];
    const tab = openTab(async () => answers.shift() ?? { picture: null, limited: true });
    await goOnAndComeBack(tab);
    expect(tab.shown()).toEqual(["2 completed"]);
  });

  it("takes what another tab has deleted for good from what waits here, and its Undo with it", () => {
    const [here, there] = [openTab(), openTab()];
    for (const tab of [here, there]) tab.dispatch({ type: "deletionAsked", id: id(1) });
    expect(there.deleting()).toBe(id(1));
    here.dispatch({ type: "deletionOver", undone: false });
    expect(there.deleting()).toBeUndefined();
    expect(there.shown()).toEqual([]);
  });

  it("hears nothing of what waits to be deleted", () => {
    const [here, there] = [openTab(), openTab()];
    rememberDeletion(pathOfVersion(id(2)));
    here.dispatch({ type: "editAccepted", edit: second, parent: first, picture: null, key: null });
    expect(there.shown()).toEqual(["1 completed"]);
  });
});
