import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useAskedAgain } from "./use-asked-again";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const open = () => {
  const { result } = renderHook(() => useAskedAgain());
  return { now: () => result.current, act: (work: () => void) => act(work) };
};
const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

it("asks again for a picture that did not come, ever more seldom, and then when it is wanted", () => {
  const hook = open();
  const first = hook.now().keyOf("/a");
  const keys = new Set([first]);
  for (const ms of [1_000, 3_000, 9_000]) {
    hook.act(() => hook.now().failed("/a"));
    expect(hook.now().isBroken("/a")).toBe(true);
    expect(hook.now().againOf("/a")).toBeNull();
    pass(ms - 1);
    expect(keys.has(hook.now().keyOf("/a"))).toBe(true);
    pass(1);
    expect(keys.has(hook.now().keyOf("/a"))).toBe(false);
    keys.add(hook.now().keyOf("/a"));
  }
  hook.act(() => hook.now().failed("/a"));
  pass(60_000);
  expect(keys.has(hook.now().keyOf("/a"))).toBe(true);
  hook.act(() => hook.now().againOf("/a")?.());
  expect(keys.has(hook.now().keyOf("/a"))).toBe(false);
  hook.act(() => hook.now().loaded("/a"));
  expect(hook.now().isBroken("/a")).toBe(false);
});

it("leaves other pictures as they are, and what the browser itself cannot show", () => {
  const hook = open();
  const before = hook.now().keyOf("/b");
  hook.act(() => hook.now().failed("blob:x"));
  pass(60_000);
  expect([hook.now().keyOf("blob:x"), hook.now().againOf("blob:x")]).toEqual(["blob:x 0", null]);
  hook.act(() => hook.now().loaded("/b"));
  expect(hook.now().isBroken("blob:x")).toBe(true);
  expect(hook.now().keyOf("/b")).toBe(before);
});
