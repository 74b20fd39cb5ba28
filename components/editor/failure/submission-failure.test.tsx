import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RequestFailure, networkFailure } from "../client/request-failure";
import { SubmissionFailure } from "./submission-failure";

const show = (failure: RequestFailure, change: Partial<Parameters<typeof SubmissionFailure>[0]> = {}) =>
  render(
    <SubmissionFailure
      failure={failure}
      tries={1}
      onRetry={() => {}}
      onEditPrompt={() => {}}
      onOtherPicture={() => {}}
      {...change}
    />,
  );
const said = () => screen.getByRole("alert").textContent;
const buttons = () => screen.getAllByRole("button").map(({ textContent }) => textContent);

const LIMIT = "Your spending limit for today is reached. It resets at midnight UTC; please try again then.";

describe("SubmissionFailure", () => {
  it("is calm about a spending limit, and says by the reader's clock when it ends", () => {
    show(new RequestFailure(LIMIT, "BUDGET_EXHAUSTED", "req-1", 24 * 3600, true));
    expect(said()).toContain("Over the spending limit");
    expect(said()).toMatch(/midnight UTC \(tomorrow at \d\d:\d\d by your clock\)/);
    expect(said()).toContain("Nothing was charged. Your picture and your words are kept.");
    expect(buttons().slice(0, 2)).toEqual(["Edit prompt", "Retry"]);
  });

  it("offers to send once more what did not arrive", () => {
    show(networkFailure());
    expect(said()).toContain("This was not sent");
    expect(buttons()).toEqual(["Retry", "Edit prompt"]);
  });

  it("does not offer what cannot help", () => {
    show(new RequestFailure("This is a text file.", "IMAGE_TYPE_NOT_SUPPORTED", "req-2"));
    expect(said()).toContain("This was not accepted");
    expect(buttons().slice(0, 2)).toEqual(["Choose another picture", "Edit prompt"]);
    expect(screen.queryByRole("button", { name: "Retry" })).toBeNull();
  });

  it("offers no other picture where there is none to choose", () => {
    show(new RequestFailure("This picture cannot be read.", "INVALID_IMAGE", "req-2"), { onOtherPicture: null });
    expect(buttons()[0]).toBe("Edit prompt");
  });

  describe("that comes too fast", () => {
    beforeEach(() => {
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });
    const tooFast = (seconds = 12) => new RequestFailure("Too many requests.", "RATE_LIMITED", null, seconds, true);
    const pass = (seconds: number) =>
      act(() => {
        vi.advanceTimersByTime(seconds * 1000);
      });

    it("counts down to when it may be sent again, and sends it once then", () => {
      const onRetry = vi.fn<() => void>();
      show(tooFast(), { onRetry });
      expect(screen.getByText("Trying again by itself in 12 s.")).toBeTruthy();
      pass(5);
      expect(screen.getByText("Trying again by itself in 7 s.")).toBeTruthy();
      expect(onRetry).not.toHaveBeenCalled();
      pass(60);
      expect(onRetry).toHaveBeenCalledTimes(1);
    });

    it("is not sent by itself once the person does not want to wait", () => {
      const onRetry = vi.fn<() => void>();
      show(tooFast(), { onRetry });
      fireEvent.click(screen.getByRole("button", { name: "Do not wait" }));
      pass(60);
      expect(onRetry).not.toHaveBeenCalled();
      expect(screen.getByText(/^You can try again from \d\d:\d\d\.$/)).toBeTruthy();
    });

    it.each([
      ["after three times", 12, 4],
      ["when that is far off", 3600, 1],
    ])("is left to the person %s", (_, seconds, tries) => {
      const onRetry = vi.fn<() => void>();
      show(tooFast(seconds), { onRetry, tries });
      pass(2 * 3600);
      expect(onRetry).not.toHaveBeenCalled();
      expect(buttons()).toContain("Retry now");
    });
  });
});
