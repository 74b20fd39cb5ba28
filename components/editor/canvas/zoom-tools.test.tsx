import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CommandId } from "../commands";
import { TestEditor, testEdit, testState, testSurroundings } from "../test-editor";
import { createLens } from "./lens";
import { ZoomTools } from "./zoom-tools";

const done = testEdit({ status: "completed", edited_image_url: "/r.png", original_preview_url: "/o.webp" });

/** A picture that is 3000 pixels wide where there is room for 1000: it is seen at 33.3 %. */
function lensOnPicture() {
  const [view, layer] = [document.createElement("div"), document.createElement("div")];
  for (const element of [view, layer])
    for (const name of ["clientWidth", "clientHeight", "offsetWidth", "offsetHeight"])
      Object.defineProperty(element, name, { value: 1000 });
  const lens = createLens();
  lens.seat({ view, layer, pixels: 3000 });
  return lens;
}

const run = vi.fn<(id: CommandId, ...args: unknown[]) => undefined>();
beforeEach(() => run.mockReset());

function show() {
  const lens = lensOnPicture();
  run.mockImplementation((id, percent) => {
    if (id === "zoomTo") lens.zoomTo(Number(percent));
  });
  render(
    <TestEditor state={testState({ edits: [done] })} around={testSurroundings(done)} run={run} lens={lens}>
      <ZoomTools />
    </TestEditor>,
  );
  const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Zoom in percent" });
  return { lens, field };
}

describe("the percent of the zoom", () => {
  it("is left alone by whoever only passes through its field", async () => {
    const { lens, field } = show();
    await userEvent.click(field);
    await userEvent.tab();
    await userEvent.click(field);
    await userEvent.keyboard("200{Escape}");
    expect(run).not.toHaveBeenCalled();
    expect(lens.percent()).toBeCloseTo(33.33);
    expect(field.value).toBe("33 %");
    expect(document.activeElement).not.toBe(field);
  });

  it("is taken by Enter, and by leaving the field, and stands there as it came to be", async () => {
    const { lens, field } = show();
    await userEvent.clear(field);
    await userEvent.type(field, "5000{Enter}");
    expect(lens.percent()).toBeCloseTo(800);
    expect(field.value).toBe("800 %");
    await userEvent.clear(field);
    await userEvent.type(field, "62,5");
    await userEvent.tab();
    expect(lens.percent()).toBeCloseTo(62.5);
    expect(run.mock.calls).toEqual([
      ["zoomTo", 5000],
      ["zoomTo", 62.5],
    ]);
    await userEvent.clear(field);
    await userEvent.type(field, "large{Enter}");
    expect(field.value).toBe("63 %");
  });
});
