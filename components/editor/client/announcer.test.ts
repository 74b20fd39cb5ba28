import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAnnouncer } from "./announcer";

describe("createAnnouncer", () => {
  let said: string[];
  beforeEach(() => {
    said = [];
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const say = (text: string) => said.push(text);

  it("says the first step at once, then at most one per 5 s: the newest", () => {
    const announcer = createAnnouncer({ say });
    announcer.progress("queued");
    announcer.progress("enhancing");
    announcer.progress("processing");
    vi.advanceTimersByTime(4_999);
    expect(said).toEqual(["queued"]);
    vi.advanceTimersByTime(1);
    expect(said).toEqual(["queued", "processing"]);
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual(["queued", "processing"]);
  });

  it("says an end at once, and drops the steps that waited", () => {
    const announcer = createAnnouncer({ say });
    announcer.progress("queued");
    announcer.progress("processing");
    announcer.outcome("Version 1 is ready");
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual(["queued", "Version 1 is ready"]);
  });

  it("does not repeat a step", () => {
    const announcer = createAnnouncer({ say });
    announcer.progress("processing");
    vi.advanceTimersByTime(6_000);
    announcer.progress("processing");
    vi.advanceTimersByTime(6_000);
    expect(said).toEqual(["processing"]);
  });

  it("speaks again after it was stopped", () => {
    const announcer = createAnnouncer({ say });
    announcer.progress("queued");
    announcer.stop();
    announcer.progress("processing");
    expect(said).toEqual(["queued", "processing"]);
  });
});
