import userEvent from "@testing-library/user-event";
import { render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { EditNode } from "@/lib/edits/view-schema";
import type { EngineOffer } from "../client/offers";
import { testEdit } from "../test-editor";
import { EngineFacts, PromptPair, sendMineOf, EditNotes } from "./edit-panel";

const pairs = (list: HTMLElement) =>
  [...list.children].map((group) => [group.querySelector("dt")?.textContent, group.querySelector("dd")?.textContent]);

describe("PromptPair", () => {
  it("shows what was sent beside the person's own words, and a way to send those", async () => {
    const run = vi.fn<() => void>();
    const { container } = render(
      <PromptPair
        prompt="make it blue"
        enhanced="Turn the car blue."
        asWritten={false}
        sendMine={{ label: "Send mine as written", icon: null, run }}
      />,
    );
    expect(pairs(container.firstElementChild as HTMLElement)).toEqual([
      ["You asked", "make it blue"],
      ["Sent to the engine", "Turn the car blue."],
    ]);
    await userEvent.click(screen.getByRole("button", { name: "Send mine as written" }));
    expect(run).toHaveBeenCalledOnce();
  });

  const offer = {
    id: "flux",
    label: "FLUX",
    free: false,
    priceUsd: 0.045,
    priceEstimated: false,
    fullPriceUsd: null,
    usualSeconds: 12,
  };
  const mine = (change: Partial<EditNode>, price: Partial<EngineOffer> = {}) => {
    const edit = testEdit({ editor: "flux", ...change });
    return sendMineOf({ edit }, { engines: [{ ...offer, ...price }], budget: null }, () => {});
  };

  it("sends the own words for a price that it shows and asks about first", () => {
    expect(mine({ status: "completed", charge: "made" })).toMatchObject({
      label: "Send mine as written ($0.045)",
      confirm: {
        title: "Send your own words as a new edit?",
        text: "Sending them is a new edit and is charged: $0.045.",
      },
    });
    expect(mine({ status: "processing_image" }).confirm?.text).toContain("The one that is running is canceled");
    expect(mine({ status: "completed" }, { priceUsd: null })).toMatchObject({
      label: "Send mine as written",
      confirm: { text: "Sending them is a new edit and is charged." },
    });
  });

  it("asks nothing where it costs nothing", () => {
    expect(mine({ status: "completed" }, { free: true, priceUsd: 0 }).confirm).toBeUndefined();
  });

  it("says that the words went as they were, with a name as lists of terms need it", () => {
    const { container } = render(<PromptPair prompt="make it blue" enhanced={null} asWritten sendMine={null} />);
    expect(pairs(container.firstElementChild as HTMLElement)).toEqual([
      ["You asked", "make it blue"],
      ["Sent to the engine", "Sent as you wrote it."],
    ]);
  });
});

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
    expect(container.textContent).toBe("Local engine: rules and two small finders, no generative model");
    render(<EngineFacts edit={testEdit({ editor: "flux", editor_label: "FLUX", charge: "made", cost_usd: 0.045 })} />);
    expect(screen.getByText("Engine: FLUX")).toBeTruthy();
    expect(screen.queryByText(/Cost/)).toBeNull();
  });
});

it("says what of the file that was sent is not edited, each in a line", () => {
  const notes = [
    { code: "FIRST_FRAME_ONLY", message: "Only its first frame is edited." },
    { code: "REDUCED_TO_8_BITS", message: "It is edited with 8." },
  ] as const;
  const { container } = render(<EditNotes edit={testEdit({ notes: [...notes] })} />);
  expect(container.textContent).toBe("Only its first frame is edited.It is edited with 8.");
  expect(render(<EditNotes edit={testEdit({})} />).container.textContent).toBe("");
});
