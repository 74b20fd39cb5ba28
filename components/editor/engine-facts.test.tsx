import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { EngineFacts } from "./engine-facts";
import { testEdit } from "./test-edit";

const made = { status: "completed", editor: "gemini", editor_label: "Gemini", model: "gemini-image-1" } as const;

describe("EngineFacts", () => {
  it("says who made a version, why that one, and what it cost", () => {
    const editor_note = "FLUX was not available, so Gemini made this edit.";
    render(
      <EngineFacts edit={testEdit({ ...made, editor_note, charge: "made", cost_usd: 0.067, cost_estimated: true })} />,
    );
    expect(screen.getByText("Edited by Gemini, model gemini-image-1")).toBeTruthy();
    expect(screen.getByText(editor_note)).toBeTruthy();
    expect(screen.getByText("Cost about $0.07")).toBeTruthy();
  });

  it("says an exact cost as it is", () => {
    render(<EngineFacts edit={testEdit({ ...made, charge: "made", cost_usd: 0.045 })} />);
    expect(screen.getByText("Cost $0.045")).toBeTruthy();
  });

  it("does not speak of money for the local engine, nor while an edit runs", () => {
    const { container } = render(<EngineFacts edit={testEdit({ ...made, editor: "local", cost_usd: 0 })} />);
    expect(container.textContent).toBe("Local engine: computed here by rules, no AI model");
    render(<EngineFacts edit={testEdit({ editor: "flux", editor_label: "FLUX", charge: "made", cost_usd: 0.045 })} />);
    expect(screen.getByText("Engine: FLUX")).toBeTruthy();
    expect(screen.queryByText(/Cost/)).toBeNull();
  });
});
