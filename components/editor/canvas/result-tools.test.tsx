import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { HoldButton } from "./result-tools";

describe("HoldButton", () => {
  const onHold = vi.fn<(held: boolean) => void>();
  beforeEach(() => onHold.mockReset());
  const button = () => screen.getByRole("button", { name: "Hold to see the original" });

  it("shows the original for as long as the key is held", () => {
    render(<HoldButton held={false} onHold={onHold} />);
    fireEvent.keyDown(document.body, { key: "\\" });
    fireEvent.keyDown(document.body, { key: "\\", repeat: true });
    expect(onHold.mock.calls).toEqual([[true]]);
    fireEvent.keyUp(document.body, { key: "\\" });
    expect(onHold).toHaveBeenLastCalledWith(false);
  });

  it("leaves the key to text fields and to the browser's shortcuts", () => {
    render(
      <>
        <textarea aria-label="words" />
        <HoldButton held={false} onHold={onHold} />
      </>,
    );
    expect(fireEvent.keyDown(screen.getByLabelText("words"), { key: "\\" })).toBe(true);
    expect(fireEvent.keyDown(document.body, { key: "\\", ctrlKey: true })).toBe(true);
    expect(onHold).not.toHaveBeenCalled();
  });

  it("works by holding the button, and lets go when the focus or the window is lost", () => {
    render(<HoldButton held onHold={onHold} />);
    expect(button().getAttribute("aria-pressed")).toBe("true");
    fireEvent.keyDown(button(), { key: " " });
    expect(onHold).toHaveBeenLastCalledWith(true);
    fireEvent.blur(button());
    expect(onHold).toHaveBeenLastCalledWith(false);
    fireEvent.keyDown(button(), { key: "Enter" });
    fireEvent(window, new Event("blur"));
    expect(onHold).toHaveBeenLastCalledWith(false);
  });
});
