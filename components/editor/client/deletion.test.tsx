import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answersOfFile } from "@/components/test-answers";
import { useGrace } from "../hooks/use-grace";
import {
  deleteForGood,
  deleteWhatIsLeft,
  forgetDeletionOfAll,
  GRACE_SECONDS,
  pathOfPictures,
  pathOfVersion,
  rememberDeletion,
  waitsForDeletion,
} from "./deletion";
import { RequestFailure } from "./request-failure";

const { asked, answers } = answersOfFile();
const UNTIL = "2026-11-25T10:00:00.000Z";
const refused = (status: number, code: string) =>
  Response.json({ detail: "No.", error_code: code }, { status, headers: { "X-Request-Id": "r" } });
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
  localStorage.clear();
});
const kept = () => localStorage.getItem("mizual:deleting");
const later = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));

describe("what a browser that broke down has left", () => {
  it("is deleted once nobody can be waiting for it any more", async () => {
    rememberDeletion("/api/edit/a");
    expect(await deleteWhatIsLeft()).toBe(false);
    expect(asked).toEqual([]);
    answers.push({ deleted: 1, more: false });
    await later(60 + GRACE_SECONDS);
    expect(asked).toEqual(["DELETE /api/edit/a"]);
    expect(kept()).toBeNull();
  });

  it("is deleted by the next page where the page that asked for it was gone before an answer", () => {
    answers.push(new Promise(() => undefined));
    void deleteForGood("/api/edit/b");
    void deleteWhatIsLeft();
    expect(asked).toEqual(["DELETE /api/edit/b", "DELETE /api/edit/b"]);
  });

  it.each([
    ["the network", new TypeError("offline")],
    ["a limit", refused(429, "RATE_LIMITED")],
    ["a server that starts", refused(503, "UNAVAILABLE")],
  ])("is tried again after %s was in the way, ever more rarely", async (_what, failure) => {
    answers.push(failure, new TypeError("offline"), { deleted: 1, more: false });
    await expect(deleteForGood("/api/edit/a")).rejects.toThrow(RequestFailure);
    await later(14);
    expect(asked).toHaveLength(1);
    await later(1);
    expect(asked).toHaveLength(2);
    await later(29);
    expect(asked).toHaveLength(2);
    await later(1);
    expect(asked).toHaveLength(3);
    expect(kept()).toBeNull();
  });

  it.each([
    [404, "EDIT_NOT_FOUND"],
    [410, "TAKEN_DOWN"],
  ])("is over with %i %s: somebody else was first", async (status, code) => {
    answers.push(refused(status, code));
    await deleteForGood("/api/edit/a");
    expect(kept()).toBeNull();
  });

  it("is given up where it is not this browser's any more, and that is told", async () => {
    answers.push(refused(403, "NOT_YOURS"));
    await expect(deleteForGood("/api/edit/a")).rejects.toThrow("No.");
    expect(kept()).toBeNull();
  });

  it("by an earlier release without a time is never sent: all of whatever is there now was not meant", async () => {
    localStorage.setItem("mizual:deleting", JSON.stringify({ "/api/pictures": 0, "/api/edit/a": 1 }));
    expect(await deleteWhatIsLeft()).toBe(false);
    expect(asked).toEqual([]);
  });

  it("of all pictures does not go on once others are about to come here", async () => {
    const path = pathOfPictures(null, UNTIL);
    answers.push(new Promise((resolve) => setTimeout(() => resolve(Response.json({ deleted: 40, more: true })), 1000)));
    const all = deleteForGood(path);
    forgetDeletionOfAll();
    await later(1);
    await all;
    expect(asked).toEqual([`DELETE ${path}`]);
    expect(kept()).toBeNull();
  });
});

describe("whether a version waits to be deleted", () => {
  const version = (uuid: string, created_at = "2026-11-25T09:00:00.000Z") => ({ uuid, created_at });

  it("is so for itself, for its picture and for all, as far as it was there", () => {
    expect(waitsForDeletion(version("a"))).toBe(false);
    rememberDeletion(pathOfVersion("a"));
    rememberDeletion(pathOfPictures("b", UNTIL));
    expect([version("a"), version("b"), version("c")].map((one) => waitsForDeletion(one))).toEqual([true, true, false]);
    expect(waitsForDeletion(version("c"), ["b"])).toBe(true);
    expect(waitsForDeletion(version("c", "2026-11-25T11:00:00.000Z"), ["b"])).toBe(false);
    rememberDeletion(pathOfPictures(null, UNTIL));
    expect(waitsForDeletion(version("c"))).toBe(true);
    expect(waitsForDeletion(version("c", "2026-11-25T11:00:00.000Z"))).toBe(false);
  });
});

describe("useGrace", () => {
  const waitingFor = (first: string | null) => {
    const ended: string[] = [];
    const end = (what: string, left: boolean) => ended.push(left ? `${what}, left` : what);
    const page = renderHook(({ waiting }) => useGrace(waiting, end), {
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
    expect(closed.ended).toEqual(["a, left"]);
    const linked = waitingFor("b");
    linked.unmount();
    expect(linked.ended).toEqual(["b, left"]);
    const nothing = waitingFor(null);
    nothing.unmount();
    expect(nothing.ended).toEqual([]);
  });
});
