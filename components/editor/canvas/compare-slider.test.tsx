import userEvent from "@testing-library/user-event";
import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { CompareSlider } from "./compare-slider";

const before = { src: "/before.webp", alt: "Original photo", label: "Original" };
const after = { src: "/after.webp", alt: "Edited photo: make it blue", label: "v1" };

function slider(): HTMLElement {
  return screen.getByRole("slider", { name: "Compare before and after" });
}

async function press(keys: string): Promise<string | null> {
  slider().focus();
  await userEvent.keyboard(keys);
  return slider().getAttribute("aria-valuenow");
}

describe("CompareSlider", () => {
  it("starts in the middle, says so, and shows both pictures by name", () => {
    render(<CompareSlider before={before} after={after} />);
    expect(slider()).toHaveProperty("tabIndex", 0);
    expect(slider().getAttribute("aria-valuetext")).toBe("50% before, 50% after");
    expect(screen.getByAltText("Original photo")).toBeTruthy();
    expect(screen.getByAltText("Edited photo: make it blue")).toBeTruthy();
    expect(screen.getByText("v1")).toBeTruthy();
  });

  it.each([
    ["{ArrowRight}", "51"],
    ["{ArrowLeft}", "49"],
    ["{ArrowDown}", "51"],
    ["{ArrowUp}", "49"],
    ["{Shift>}{ArrowRight}{/Shift}", "60"],
    ["{Shift>}{ArrowLeft}{/Shift}", "40"],
    ["{PageDown}", "60"],
    ["{PageUp}", "40"],
    ["{Home}", "0"],
    ["{End}", "100"],
    ["1", "0"],
    ["3", "100"],
    ["{Home}2", "50"],
    ["{End}{ArrowRight}", "100"],
    ["{Home}{PageUp}", "0"],
  ])("moves by %s to %s", async (keys, value) => {
    render(<CompareSlider before={before} after={after} />);
    expect(await press(keys)).toBe(value);
  });

  it("leaves the browser's own shortcuts alone", () => {
    render(<CompareSlider before={before} after={after} />);
    expect(fireEvent.keyDown(slider(), { key: "1", ctrlKey: true })).toBe(true);
    expect(slider().getAttribute("aria-valuenow")).toBe("50");
    expect(fireEvent.keyDown(slider(), { key: "Tab" })).toBe(true);
  });

  it("cuts the first picture where the split is", async () => {
    render(<CompareSlider before={before} after={after} />);
    await press("{Home}");
    expect(screen.getByAltText("Original photo").style.clipPath).toContain("100%");
  });
});
