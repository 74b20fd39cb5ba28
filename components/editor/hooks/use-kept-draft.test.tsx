import { act, renderHook, waitFor } from "@testing-library/react";
import { useReducer } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { DraftStore } from "../client/kept-draft";
import type { LocalPicture } from "../client/pictures";
import { type EditorEvent, type EditorState } from "../editor-state";
import { reduce } from "../reduce";
import { testLocalPicture, testSending, testState } from "../test-editor";
import { useKeptDraft } from "./use-kept-draft";

/** A store that outlives a page, as a browser's does. */
function memoryDrafts(kept: LocalPicture | null = null) {
  const held = { picture: kept };
  const store: DraftStore = {
    read: async () => held.picture,
    write: async (picture) => {
      held.picture = picture;
    },
    remove: async () => {
      held.picture = null;
    },
  };
  return { held, store };
}

/** A page that is opened in this tab: what it kept before is there. */
function openPage(store: DraftStore, start: EditorState = testState(), at = "/") {
  const page = renderHook(
    ({ path }) => {
      const [state, dispatch] = useReducer(reduce, start);
      useKeptDraft(state, dispatch, path, store);
      return { state, dispatch };
    },
    { initialProps: { path: at } },
  );
  const dispatch = (event: EditorEvent) => act(() => page.result.current.dispatch(event));
  return { ...page, dispatch, state: () => page.result.current.state };
}

const leaving = () => {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
};

afterEach(() => sessionStorage.clear());

describe("useKeptDraft", () => {
  it("brings picture and words back after a reload, and says that it keeps them", async () => {
    const { held, store } = memoryDrafts();
    const picture = testLocalPicture();
    const before = openPage(store);
    await vi.waitFor(() => expect(before.state().draft).toBeNull());
    before.dispatch({ type: "pictureTaken", picture, path: "/" });
    before.dispatch({ type: "promptChanged", prompt: "make it red" });
    await waitFor(() => expect(before.state().kept).toBe(picture));
    expect(held.picture).toBe(picture);
    before.unmount();

    const after = openPage(store);
    await waitFor(() => expect(after.state().draft?.picture).toBe(picture));
    expect(after.state().prompt).toBe("make it red");
  });

  it("keeps nothing of what was sent or put away", async () => {
    const { held, store } = memoryDrafts(testLocalPicture());
    const { state, dispatch } = openPage(store);
    await waitFor(() => expect(state().draft).not.toBeNull());
    dispatch({ type: "draftRemoved" });
    dispatch({ type: "promptChanged", prompt: "" });
    await waitFor(() => expect(held.picture).toBeNull());
    expect(sessionStorage.getItem("mizual:words")).toBeNull();
  });

  it("promises nothing where the browser keeps nothing", async () => {
    const refuse = () => Promise.reject(new Error("indexedDB is not there"));
    const { state, dispatch } = openPage({ read: refuse, write: refuse, remove: refuse });
    const picture = testLocalPicture();
    dispatch({ type: "pictureTaken", picture, path: "/" });
    dispatch({ type: "promptChanged", prompt: "make it red" });
    await waitFor(() => expect(sessionStorage.getItem("mizual:words")).toBe("make it red"));
    expect(state()).toMatchObject({ draft: { picture }, kept: null });
  });

  it("offers to send again what was on its way, under the key that keeps it one edit", async () => {
    const picture = testLocalPicture();
    const { store } = memoryDrafts(picture);
    const before = openPage(store);
    await waitFor(() => expect(before.state().draft).not.toBeNull());
    const { intent, key, startedAt } = testSending({ key: "the-key" });
    before.dispatch({ type: "sendingStarted", intent: { ...intent, source: { picture } }, key, startedAt });
    await waitFor(() => expect(before.state().sending).not.toBeNull());
    before.unmount();

    const after = openPage(store);
    await waitFor(() =>
      expect(after.state().sending).toMatchObject({ key: "the-key", intent: { source: { picture } } }),
    );
    expect(after.state().sending?.failure).toMatchObject({ retryable: true });
    after.dispatch({ type: "sendingEnded" });
    await waitFor(() => expect(sessionStorage.getItem("mizual:sending")).toBeNull());
  });

  describe("what was on its way when another page was looked at", () => {
    /** The home page was left while this was being sent, and the page of an edit is open. */
    async function leftForAnother() {
      const picture = testLocalPicture();
      const drafts = memoryDrafts(picture);
      const before = openPage(drafts.store);
      await waitFor(() => expect(before.state().draft).not.toBeNull());
      const { intent, key, startedAt } = testSending({ key: "the-key" });
      before.dispatch({ type: "sendingStarted", intent: { ...intent, source: { picture } }, key, startedAt });
      before.unmount();
      const other = openPage(drafts.store, testState(), "/edits/a");
      await waitFor(() => expect(other.state().draft?.picture).toBe(picture));
      expect(other.state().sending).toBeNull();
      return { ...drafts, other, picture };
    }
    const isBack = { key: "the-key", failure: { retryable: true } };

    it("is there when the page is opened again, under its key, and nothing says that it was not sent", async () => {
      const { store, other } = await leftForAnother();
      other.unmount();
      const again = openPage(store);
      await waitFor(() => expect(again.state().sending).toMatchObject(isBack));
      expect(again.state().draftNotice).toBeNull();
    });

    it("is there when one comes back within the page", async () => {
      const { other } = await leftForAnother();
      other.rerender({ path: "/" });
      await waitFor(() => expect(other.state().sending).toMatchObject(isBack));
      other.dispatch({ type: "sendingEnded" });
      other.rerender({ path: "/edits/a" });
      other.rerender({ path: "/" });
      expect(other.state().sending).toBeNull();
    });

    it("stays while something else is sent there", async () => {
      const { store, other } = await leftForAnother();
      const { intent, startedAt } = testSending();
      const follow = { ...intent, path: "/edits/a", source: { parent: "a" } };
      other.dispatch({ type: "sendingStarted", intent: follow, key: "another", startedAt });
      other.dispatch({ type: "sendingEnded" });
      other.unmount();
      const again = openPage(store);
      await waitFor(() => expect(again.state().sending).toMatchObject(isBack));
    });

    it("is forgotten with its picture", async () => {
      const { held, store, other } = await leftForAnother();
      const next = testLocalPicture(6);
      other.dispatch({ type: "pictureTaken", picture: next, path: "/edits/a" });
      await waitFor(() => expect(held.picture).toBe(next));
      other.unmount();
      const again = openPage(store);
      await waitFor(() => expect(again.state().draft?.picture).toBe(next));
      expect(again.state().sending).toBeNull();
    });
  });

  it("asks before the page is left while a picture is on its way, and only then", async () => {
    const { state, dispatch } = openPage(memoryDrafts().store);
    expect(leaving()).toBe(false);
    const { intent, key, startedAt } = testSending();
    dispatch({ type: "sendingStarted", intent, key, startedAt });
    await waitFor(() => expect(state().sending).not.toBeNull());
    expect(leaving()).toBe(true);
    dispatch({ type: "sendingEnded" });
    await waitFor(() => expect(state().sending).toBeNull());
    expect(leaving()).toBe(false);
  });
});
