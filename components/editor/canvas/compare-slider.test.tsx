import userEvent from "@testing-library/user-event";
import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { CompareSlider } from "./compare-slider";
import { createLens } from "./lens";

const size = { width: 640, height: 480 };
const before = { shown: { src: "/before.webp", alt: "Original photo", label: "Original", full: null, size }, size };
const after = { shown: { src: "/after.webp", alt: "Edited photo: make it blue", label: "v1", full: null, size }, size };

const show = ({ across = false } = {}) =>
  render(<CompareSlider before={before} after={after} lens={createLens()} onLoad={() => undefined} across={across} />);

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
    show();
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
    show();
    expect(await press(keys)).toBe(value);
  });

  it("leaves the browser's own shortcuts alone", () => {
    show();
    expect(fireEvent.keyDown(slider(), { key: "1", ctrlKey: true })).toBe(true);
    expect(slider().getAttribute("aria-valuenow")).toBe("50");
    expect(fireEvent.keyDown(slider(), { key: "Tab" })).toBe(true);
  });

  it("lies across where it is to", () => {
    show({ across: true });
    expect(slider().getAttribute("aria-orientation")).toBe("vertical");
    const pane = screen.getByAltText("Original photo").closest<HTMLElement>("[data-pane]");
    expect(pane?.style.clipPath).toBe("inset(0 0 calc(100% - var(--split)) 0)");
  });

  it("cuts the first picture where the split is", async () => {
    show();
    await press("{Home}");
    const pane = screen.getByAltText("Original photo").closest<HTMLElement>("[data-pane]");
    expect(pane?.style.clipPath).toBe("inset(0 calc(100% - var(--split)) 0 0)");
    expect(pane?.parentElement?.style.getPropertyValue("--split")).toBe("0%");
    expect(screen.getByAltText("Edited photo: make it blue").closest<HTMLElement>("[data-pane]")?.style.clipPath).toBe(
      "",
    );
  });
});
