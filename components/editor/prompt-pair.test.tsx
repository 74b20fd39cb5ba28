import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { PromptPair } from "./prompt-pair";

const pairs = (list: HTMLElement) =>
  [...list.children].map((group) => [group.querySelector("dt")?.textContent, group.querySelector("dd")?.textContent]);

describe("PromptPair", () => {
  it("shows what was sent beside the person's own words, and a way to send those", async () => {
    const onSendMine = vi.fn<() => void>();
    const { container } = render(
      <PromptPair prompt="make it blue" enhanced="Turn the car blue." asWritten={false} onSendMine={onSendMine} />,
    );
    expect(pairs(container.firstElementChild as HTMLElement)).toEqual([
      ["You asked", "make it blue"],
      ["Sent to the engine", "Turn the car blue."],
    ]);
    await userEvent.click(screen.getByRole("button", { name: "Send mine as written" }));
    expect(onSendMine).toHaveBeenCalledOnce();
  });

  it("says that the words went as they were, with a name as lists of terms need it", () => {
    const { container } = render(<PromptPair prompt="make it blue" enhanced={null} asWritten onSendMine={null} />);
    expect(pairs(container.firstElementChild as HTMLElement)).toEqual([
      ["You asked", "make it blue"],
      ["Sent to the engine", "Sent as you wrote it."],
    ]);
  });
});
