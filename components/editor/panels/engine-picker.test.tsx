import userEvent from "@testing-library/user-event";
import EnginePicker from "./engine-picker";
import { render, screen } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import type { EngineOffer } from "../client/offers";
import { testOffer } from "../test-editor";

function Harness({ engines }: { engines: readonly EngineOffer[] }) {
  const [choice, setChoice] = useState<string | null>(null);
  return <EnginePicker engines={engines} choice={choice} onChoice={setChoice} disabled={false} />;
}

const FLUX = testOffer("flux", "FLUX", 0.045);
const GEMINI = testOffer("gemini", "Gemini", 0.067, true);
const LOCAL = testOffer("local", "Local engine", 0);

const rows = () => screen.getAllByRole("radio").map((radio) => radio.closest("label")?.textContent);

describe("EnginePicker", () => {
  it("tells of each engine what it usually takes and costs, exactly or about", async () => {
    render(<Harness engines={[FLUX, GEMINI, LOCAL, testOffer("new", "New", null)]} />);
    await userEvent.click(screen.getByRole("button", { name: "Engine: Automatic" }));
    expect(rows()).toEqual([
      "AutomaticFLUX; if it cannot take the edit, Gemini, then New",
      "FLUXUsually about 12 s · $0.045",
      "GeminiUsually about 12 s · about $0.07",
      "Local engineUsually about 12 s · free",
      "NewUsually about 12 s · price not known",
    ]);
  });

  it("picks by a press and closes, and gives the focus back", async () => {
    render(<Harness engines={[FLUX, GEMINI]} />);
    await userEvent.click(screen.getByRole("button", { name: "Engine: Automatic" }));
    await userEvent.click(screen.getByText("Gemini"));
    expect(screen.queryByRole("radiogroup")).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Engine: Gemini" }));
  });

  it("picks by the keyboard alone", async () => {
    render(<Harness engines={[FLUX, GEMINI]} />);
    await userEvent.tab();
    await userEvent.keyboard("{Enter}{ArrowDown}{Enter}");
    expect(screen.queryByRole("radiogroup")).toBeNull();
    expect(screen.getByRole("button", { name: "Engine: FLUX" })).toBeTruthy();
  });

  it("never hands a picture from the free engine to a paid one", async () => {
    render(<Harness engines={[LOCAL, FLUX]} />);
    await userEvent.click(screen.getByRole("button", { name: "Engine: Automatic" }));
    expect(rows()[0]).toBe("AutomaticTakes Local engine");
  });
});
