import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { JobCard } from "./job-card";

const base = { waiting: true, usualSeconds: null, onCancel: null } as const;

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
});
