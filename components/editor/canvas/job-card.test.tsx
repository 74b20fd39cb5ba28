import userEvent from "@testing-library/user-event";
import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RequestFailure } from "../client/request-failure";
import { JobCard } from "./job-card";

const base = { waiting: true, usualSeconds: null, tab: "not needed", onCancel: null } as const;

describe("JobCard", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("names the stage to screen readers and never goes back", () => {
    const startedAt = Date.now();
    const { rerender } = render(
      <JobCard {...base} message="Processing your edit..." percent={60} startedAt={startedAt} />,
    );
    const bar = () => screen.getByRole("progressbar");
    expect(bar().getAttribute("aria-valuenow")).toBe("60");
    expect(bar().getAttribute("aria-valuetext")).toBe("Processing your edit...");
    rerender(<JobCard {...base} message="Enhancing your prompt with AI..." percent={25} startedAt={startedAt} />);
    expect(bar().getAttribute("aria-valuenow")).toBe("60");
    rerender(<JobCard {...base} message="Finalizing your edit..." percent={90} startedAt={startedAt} />);
    expect(bar().getAttribute("aria-valuenow")).toBe("90");
  });

  it("counts the seconds and after ten of them says that the tab is not needed", () => {
    render(<JobCard {...base} message="Processing your edit..." percent={60} startedAt={Date.now()} />);
    act(() => void vi.advanceTimersByTime(9_000));
    expect(screen.getByText(/9 s/)).toBeTruthy();
    expect(screen.queryByText(/close this tab/)).toBeNull();
    act(() => void vi.advanceTimersByTime(2_000));
    expect(screen.getByText(/You can keep working or close this tab/)).toBeTruthy();
  });

  it("says when canceling did not work, and can be canceled again", async () => {
    const onCancel = vi.fn<() => Promise<void>>(async () => {
      throw new Error("This edit has already finished and can no longer be canceled.");
    });
    render(
      <JobCard {...base} message="Processing your edit..." percent={60} startedAt={Date.now()} onCancel={onCancel} />,
    );
    const user = userEvent.setup({ advanceTimers: (ms) => void vi.advanceTimersByTime(ms) });
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect((await screen.findByRole("alert")).textContent).toContain("already finished");
    expect(screen.getByRole("button", { name: "Cancel" })).toHaveProperty("disabled", false);
  });

  it("asks before it discards what is charged for already", async () => {
    const onCancel = vi.fn<(discard: boolean) => Promise<void>>(async (discard) => {
      if (!discard) throw new RequestFailure("It is charged for already.", "ALREADY_CHARGED");
    });
    render(
      <JobCard {...base} message="Processing your edit..." percent={60} startedAt={Date.now()} onCancel={onCancel} />,
    );
    const user = userEvent.setup({ advanceTimers: (ms) => void vi.advanceTimersByTime(ms) });
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await user.click(await screen.findByRole("button", { name: "Wait for it" }));
    expect(onCancel.mock.calls).toEqual([[false]]);
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await user.click(await screen.findByRole("button", { name: "Discard it" }));
    expect(onCancel.mock.calls).toEqual([[false], [false], [true]]);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says from the start that the tab is not needed where it is likely to take long", () => {
    const card = { ...base, message: "Your edit is queued...", percent: 10, startedAt: Date.now() };
    const { rerender } = render(<JobCard {...card} usualSeconds={12} />);
    expect(screen.getByText(/close this tab/)).toBeTruthy();
    rerender(<JobCard {...card} usualSeconds={2} />);
    expect(screen.queryByText(/close this tab/)).toBeNull();
    rerender(<JobCard {...card} tab="needed" message="Sending your picture… 33%" detail="2 MB of 6 MB" />);
    expect(screen.getByText("Please keep this tab open until your picture is sent.")).toBeTruthy();
    expect(screen.getByText("0 s · 2 MB of 6 MB")).toBeTruthy();
  });

  it("names the engine and the usual time, and says when it is over", () => {
    const card = { ...base, message: "Processing your edit...", percent: 60, until: 90, startedAt: Date.now() };
    render(<JobCard {...card} engine="FLUX" usualSeconds={12} />);
    act(() => void vi.advanceTimersByTime(5_000));
    expect(screen.getByText("FLUX · 5 s · usually about 12 s")).toBeTruthy();
    act(() => void vi.advanceTimersByTime(14_000));
    expect(screen.getByText("FLUX · 19 s · longer than the usual 12 s")).toBeTruthy();
    act(() => void vi.advanceTimersByTime(60_000));
    expect(screen.getByText("FLUX · 1 min 19 s · longer than the usual 12 s")).toBeTruthy();
  });

  it("moves on through a minute of waiting, never back and never to the end of the stage", () => {
    const startedAt = Date.now();
    const card = (usualSeconds: number | null) => (
      <JobCard
        {...base}
        message="Processing your edit..."
        percent={60}
        until={90}
        startedAt={startedAt}
        usualSeconds={usualSeconds}
      />
    );
    const { rerender } = render(card(12));
    const seen: number[] = [];
    for (let second = 0; second < 60; second++) {
      act(() => void vi.advanceTimersByTime(1_000));
      // Another engine took over, of which less is known.
      if (second === 20) rerender(card(40));
      if (second === 40) rerender(card(null));
      seen.push(Number(screen.getByRole("progressbar").getAttribute("aria-valuenow")));
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen[4]).toBeGreaterThan(65);
    expect(seen.at(-1)).toBeLessThan(90);
  });
});
