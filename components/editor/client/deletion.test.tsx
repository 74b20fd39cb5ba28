import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answersOfFile } from "@/components/test-answers";
import { useGrace } from "../hooks/use-grace";
import { deleteForGood, deleteWhatIsLeft, GRACE_SECONDS, rememberDeletion } from "./deletion";

const { asked, answers } = answersOfFile();
afterEach(() => localStorage.clear());

describe("what a browser that broke down has left", () => {
  it("is deleted once nobody can be waiting for it any more", async () => {
    rememberDeletion("/api/edit/a");
    deleteWhatIsLeft();
    expect(asked).toEqual([]);
    deleteWhatIsLeft(Date.now() + 2 * 60_000);
    expect(asked).toEqual(["DELETE /api/edit/a"]);
    await vi.waitFor(() => expect(localStorage.getItem("mizual:deleting")).toBeNull());
    deleteWhatIsLeft(Date.now() + 2 * 60_000);
    expect(asked).toHaveLength(1);
  });

  it("is deleted by the next page where the page that asked for it was gone before an answer", () => {
    answers.push(new Promise(() => undefined));
    void deleteForGood("/api/edit/b");
    deleteWhatIsLeft();
    expect(asked).toEqual(["DELETE /api/edit/b", "DELETE /api/edit/b"]);
  });
});

describe("useGrace", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const waitingFor = (first: string | null) => {
    const ended: string[] = [];
    const page = renderHook(({ waiting }) => useGrace(waiting, (what) => ended.push(what)), {
      initialProps: { waiting: first },
    });
    return { ended, ...page };
  };

  it("ends when the time is over, and not for what was taken back", () => {
    const { ended, rerender } = waitingFor("a");
    act(() => void vi.advanceTimersByTime(GRACE_SECONDS * 1000 - 1));
    rerender({ waiting: null });
    act(() => void vi.advanceTimersByTime(60_000));
    expect(ended).toEqual([]);
    rerender({ waiting: "b" });
    act(() => void vi.advanceTimersByTime(GRACE_SECONDS * 1000));
    expect(ended).toEqual(["b"]);
  });

  it("ends when the page is left, in whichever way", () => {
    const closed = waitingFor("a");
    window.dispatchEvent(new Event("pagehide"));
    expect(closed.ended).toEqual(["a"]);
    const linked = waitingFor("b");
    linked.unmount();
    expect(linked.ended).toEqual(["b"]);
    const nothing = waitingFor(null);
    nothing.unmount();
    expect(nothing.ended).toEqual([]);
  });
});
