import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Progress } from "./progress";

/** How far each part of the bar is filled, in percent. */
const filled = () =>
  [...screen.getByRole("progressbar").children].map((part) =>
    Number.parseFloat((part.firstElementChild as HTMLElement).style.width),
  );

describe("Progress", () => {
  it("tells how far it is in numbers and in words", () => {
    render(<Progress value={41.6} valueText="Processing your edit..." />);
    const bar = screen.getByRole("progressbar");
    expect(bar.getAttribute("aria-valuenow")).toBe("42");
    expect(bar.getAttribute("aria-valuetext")).toBe("Processing your edit...");
    expect(filled()).toEqual([41.6]);
  });

  it.each([
    [0, [0, 0]],
    [3.3, [33, 0]],
    [10, [100, 0]],
    [55, [100, 50]],
    [100, [100, 100]],
  ])("fills its first part, then its second: %s", (value, parts) => {
    render(<Progress value={value} valueText="Sending" split={10} />);
    expect(filled().map(Math.round)).toEqual(parts);
  });
});
