import userEvent from "@testing-library/user-event";
import { fireEvent, render, screen } from "@testing-library/react";
import { type ReactNode, useRef, useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { PromptForm } from "./prompt-form";

type HarnessProps = {
  onSubmit?: () => void;
  blocked?: ReactNode;
  busy?: boolean;
  start?: string;
  price?: string;
  left?: string;
  note?: string;
  fullSize?: { pressed: boolean; price: string; onPress: () => void } | null;
};

const ignore = () => {};

function Harness({ onSubmit = ignore, blocked = null, busy = false, start = "", ...money }: HarnessProps) {
  const [prompt, setPrompt] = useState(start);
  const [improve, setImprove] = useState(true);
  const inputRef = useRef<HTMLTextAreaElement>(null);
  return (
    <PromptForm
      {...{ inputRef, prompt, improve, onSubmit, blocked, busy, ...money }}
      onPrompt={setPrompt}
      onImprove={() => setImprove(!improve)}
      placeholder="What should change?"
      counter="2 of 5"
    />
  );
}

const box = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "What should change?" });

describe("PromptForm", () => {
  const onSubmit = vi.fn<() => void>();
  beforeEach(() => onSubmit.mockReset());

  it("sends on Enter and breaks the line on Shift+Enter", async () => {
    render(<Harness onSubmit={onSubmit} />);
    await userEvent.type(box(), "warm it up{Shift>}{Enter}{/Shift}a little");
    expect(box().value).toBe("warm it up\na little");
    expect(onSubmit).not.toHaveBeenCalled();
    await userEvent.type(box(), "{Enter}");
    expect(onSubmit).toHaveBeenCalledOnce();
    expect(box().value).toBe("warm it up\na little");
  });

  it.each([{ ctrlKey: true }, { metaKey: true }, { ctrlKey: true, shiftKey: true }])(
    "always sends on Enter with %o",
    (keys) => {
      render(<Harness onSubmit={onSubmit} start="make it blue" />);
      fireEvent.keyDown(box(), { key: "Enter", ...keys });
      expect(onSubmit).toHaveBeenCalledOnce();
    },
  );

  it("tells what it costs and what is left of the budget beside the button, and why an empty one does nothing", async () => {
    render(<Harness price="about $0.05" left="$3.20 left today" />);
    const send = screen.getByRole("button", { name: "Edit picture" });
    const told = document.getElementById(send.getAttribute("aria-describedby") ?? "");
    expect(told?.textContent).toBe("This edit costs about $0.05 · $3.20 left today");
    expect(send).toHaveProperty("disabled", true);
    expect(screen.getByText("Say what to change, then press Enter.").className).not.toMatch(/max-lg:sr-only/);
  });

  it("does not send while an input method composes", () => {
    render(<Harness onSubmit={onSubmit} start="青く" />);
    fireEvent.keyDown(box(), { key: "Enter", isComposing: true });
    fireEvent.keyDown(box(), { key: "Enter", keyCode: 229 });
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it("does not send an empty wish", async () => {
    render(<Harness onSubmit={onSubmit} start="   " />);
    await userEvent.type(box(), "{Enter}");
    expect(onSubmit).not.toHaveBeenCalled();
    expect(screen.getByRole("button", { name: "Edit picture" })).toHaveProperty("disabled", true);
  });

  it("keeps the text and sends nothing more while one is on its way", async () => {
    render(<Harness onSubmit={onSubmit} busy start="make it blue" />);
    fireEvent.keyDown(box(), { key: "Enter" });
    fireEvent.submit(screen.getByRole("form"));
    expect(onSubmit).not.toHaveBeenCalled();
    expect(box().value).toBe("make it blue");
    expect(screen.getByRole("button", { name: "Sending" })).toHaveProperty("disabled", true);
  });

  it("says in text, tied to the box, why it cannot be sent", () => {
    render(<Harness onSubmit={onSubmit} blocked="You can refine this version as soon as it is ready." start="x" />);
    fireEvent.keyDown(box(), { key: "Enter" });
    expect(onSubmit).not.toHaveBeenCalled();
    const hint = document.getElementById(box().getAttribute("aria-describedby") ?? "");
    expect(hint?.textContent).toContain("as soon as it is ready");
  });

  it("refuses what is longer than 2000 characters and says by how much", () => {
    render(<Harness onSubmit={onSubmit} start={"a".repeat(2001)} />);
    fireEvent.keyDown(box(), { key: "Enter" });
    expect(onSubmit).not.toHaveBeenCalled();
    expect(screen.getByText("Please shorten this: 2001 of 2000 characters.")).toBeTruthy();
    expect(box().getAttribute("aria-invalid")).toBe("true");
  });

  it("tells the price, and what is left of a budget, beside the button and to whom the button is read", () => {
    const note = "$0.06 of today's budget is left: enough for 1 edit.";
    const { rerender } = render(<Harness start="make it blue" price="$0.045" note={note} />);
    const described = () =>
      (screen.getByRole("button", { name: "Edit picture" }).getAttribute("aria-describedby") ?? "")
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent);
    expect(described()).toEqual(["This edit costs $0.045", note]);
    rerender(<Harness start="make it blue" price="$0.045" />);
    expect(described()).toEqual(["This edit costs $0.045"]);
    rerender(<Harness start="make it blue" />);
    expect(screen.getByRole("button", { name: "Edit picture" }).hasAttribute("aria-describedby")).toBe(false);
  });

  it("offers all of the picture for its price, where there is that choice", async () => {
    const onPress = vi.fn<() => void>();
    const { rerender } = render(<Harness fullSize={{ pressed: false, price: "$0.12", onPress }} />);
    const choice = screen.getByRole("button", { name: "Full size ($0.12)" });
    expect(choice.getAttribute("aria-pressed")).toBe("false");
    await userEvent.click(choice);
    expect(onPress).toHaveBeenCalledOnce();
    rerender(<Harness fullSize={null} />);
    expect(screen.queryByRole("button", { name: /Full size/ })).toBeNull();
  });

  it("does not speak of the budget of the next edit while none can be sent", () => {
    render(
      <Harness note="$0.01 of today's budget is left." blocked="You can refine this version as soon as it is ready." />,
    );
    expect(screen.queryByText(/budget/)).toBeNull();
    expect(screen.getByText("You can refine this version as soon as it is ready.")).toBeTruthy();
  });
});
