import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Held } from "../editor-state";
import { TestEditor, testEdit, testState, testSurroundings } from "../test-editor";
import { Canvas } from "./canvas";
import { FIRST_COMPARISON } from "./comparison";

const done = testEdit({
  status: "completed",
  original_preview_url: "/o.webp",
  preview_image_url: "/p.webp",
  width: 640,
  height: 480,
});

function Comparing({ held }: { held: Held }) {
  return (
    <TestEditor
      state={testState({ edits: [done], held })}
      around={testSurroundings(done, { compare: FIRST_COMPARISON })}
    >
      <Canvas />
    </TestEditor>
  );
}

describe("Canvas", () => {
  it("keeps the split where it was while the original is held over it", async () => {
    const { rerender } = render(<Comparing held={null} />);
    const slider = await screen.findByRole("slider");
    fireEvent.keyDown(slider, { key: "Home" });
    expect(slider.getAttribute("aria-valuenow")).toBe("0");
    rerender(<Comparing held="original" />);
    expect(screen.getByText("Original", { selector: "figcaption" })).toBeTruthy();
    rerender(<Comparing held={null} />);
    expect(screen.getByRole("slider")).toBe(slider);
    expect(slider.getAttribute("aria-valuenow")).toBe("0");
  });
});
