import userEvent from "@testing-library/user-event";
import { render, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { EditNode } from "@/lib/edits/view-schema";
import type { Offers } from "../client/offers";
import { testEdit, testOffer } from "../test-editor";
import { EditFailure } from "./edit-failure";

const FLUX = testOffer("flux", "FLUX", 0.045);
const GEMINI = testOffer("gemini", "Gemini", 0.067, true);
const LOCAL = testOffer("local", "Local engine", 0);

function show(change: Partial<EditNode>, more: { offers?: Offers; checkedAt?: number; isOwner?: boolean } = {}) {
  const does = {
    onCheck: vi.fn<() => Promise<void>>(async () => {}),
    onRetry: vi.fn<() => Promise<void>>(async () => {}),
    onOther: vi.fn<(editor: string) => void>(),
    onEditPrompt: vi.fn<() => void>(),
    onInstead: vi.fn<(prompt: string) => void>(),
  };
  const edit = testEdit({ status: "failed", editor: "flux", editor_label: "FLUX", ...change });
  const { offers = { engines: [FLUX, GEMINI], budget: null }, checkedAt = null, isOwner = true } = more;
  render(<EditFailure {...does} edit={edit} isOwner={isOwner} offers={offers} checkedAt={checkedAt} />);
  return does;
}

const buttons = () => screen.getAllByRole("button").map(({ textContent }) => textContent);
const said = () => screen.getByRole("alert").textContent;

describe("EditFailure", () => {
  it("tells the service's own reason for a refusal, what it cost, and offers other words alone", () => {
    show({
      error_code: "CONTENT_REFUSED",
      message: "The image service refused this request and said: “Violence”. Try a different picture or wording.",
      charge: "possible",
    });
    expect(said()).toContain("FLUX refused this edit");
    expect(said()).toContain("“Violence”");
    expect(said()).toContain("Your picture and your words are kept.");
    expect(said()).toContain("May have been charged");
    expect(buttons().slice(0, -1)).toEqual(["Edit prompt"]);
  });

  it("asks again for free where a task is stored, and before anything is sent a second time it asks", async () => {
    const { onCheck, onRetry } = show({
      error_code: "PROVIDER_TIMEOUT",
      message: "The image service took too long. It has charged for this edit.",
      charge: "made",
      can_check: true,
      retryable: true,
      cost_usd: 0.045,
    });
    expect(said()).toContain("The result is not here yet");
    expect(said()).toContain("Was charged, $0.045");
    expect(buttons().slice(0, 3)).toEqual(["Check again", "Try again anyway", "Edit prompt"]);
    await userEvent.click(screen.getByRole("button", { name: "Check again" }));
    expect(onCheck).toHaveBeenCalledOnce();

    await userEvent.click(screen.getByRole("button", { name: "Try again anyway" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Send this edit a second time?" });
    expect(dialog.textContent).toContain("The first one was charged.");
    expect(dialog.textContent).toContain("may be charged a second time, $0.045.");
    expect(onRetry).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("button", { name: "Send it again" }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it("says when it asked again without a result", () => {
    const checkedAt = new Date(2026, 10, 25, 14, 3).getTime();
    show({ error_code: "PROVIDER_TIMEOUT", charge: "made", can_check: true }, { checkedAt });
    expect(said()).toContain("Asked again at 14:03, without a result. Checking again is free");
  });

  it("offers no check where nobody can be asked", () => {
    show({ error_code: "SUBMIT_UNCERTAIN", charge: "possible", retryable: true });
    expect(said()).toContain("It is not certain what became of this edit");
    expect(said()).toContain("There is no way to ask the service about this one again.");
    expect(buttons().slice(0, -1)).toEqual(["Try again anyway", "Edit prompt"]);
  });

  it("offers another engine with its price where the first certainly did not take it", async () => {
    const { onOther } = show({ error_code: "PROVIDER_UNAVAILABLE", retryable: true });
    expect(said()).toContain("FLUX is not available");
    expect(buttons().slice(0, 3)).toEqual(["Retry ($0.045)", "Try with Gemini (about $0.07)", "Edit prompt"]);
    await userEvent.click(screen.getByRole("button", { name: /Try with Gemini/ }));
    expect(onOther).toHaveBeenCalledWith("gemini");
  });

  it("says when a spending limit ends, and offers what is free", () => {
    const resetsAt = new Date(Date.now() + 24 * 3600 * 1000);
    show(
      {
        error_code: "BUDGET_EXHAUSTED",
        message: "Your spending limit for today is reached. It resets at midnight UTC; please try again then.",
      },
      { offers: { engines: [FLUX, LOCAL], budget: { remainingUsd: 0, resetsAt: resetsAt.toISOString() } } },
    );
    expect(said()).toContain("Over the spending limit");
    expect(said()).toMatch(/midnight UTC \(tomorrow at \d\d:\d\d by your clock\)/);
    expect(buttons()[0]).toBe("Try with Local engine (free)");
  });

  it("runs a canceled edit again, and tells what became of the money", () => {
    show({
      status: "canceled",
      message: "Edit canceled. The image service may still charge for it.",
      charge: "possible",
    });
    expect(screen.getByText("The image service may still charge for it.")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(buttons()).toEqual(["Run it again", "Edit prompt"]);
  });

  it("lets a stranger do nothing but use the words", () => {
    show({ error_code: "PROVIDER_UNAVAILABLE", retryable: true }, { isOwner: false });
    expect(buttons().slice(0, -1)).toEqual(["Edit prompt"]);
  });

  it("shows what can be said where words were not understood, in a tab of its own", () => {
    show({ error_code: "REQUEST_NOT_UNDERSTOOD", editor: "local", editor_label: "Local engine" });
    const link = screen.getByRole("link", { name: "What you can say" });
    expect([link.getAttribute("href"), link.getAttribute("target")]).toEqual([
      "/guide?edit=00000000-0000-4000-8000-00000000000a",
      "_blank",
    ]);
  });

  it("offers what can be done instead, as buttons of a list that says what they do", async () => {
    const { onInstead } = show({
      error_code: "REQUEST_NOT_UNDERSTOOD",
      editor: "local",
      suggestions: ["make it a bit brighter", "more contrast"],
    });
    const list = screen.getByRole("list", { name: /can be done instead/ });
    expect(
      within(list)
        .getAllByRole("button")
        .map(({ textContent }) => textContent),
    ).toEqual(["make it a bit brighter", "more contrast"]);
    await userEvent.click(within(list).getByRole("button", { name: "more contrast" }));
    expect(onInstead).toHaveBeenCalledWith("more contrast");
  });

  it("has no such list where there is nothing to offer", () => {
    show({ error_code: "REQUEST_NOT_UNDERSTOOD" });
    expect(screen.queryByRole("list")).toBeNull();
  });

  it("says nothing of that where an engine failed for another reason", () => {
    show({ error_code: "PROVIDER_REJECTED" });
    expect(screen.queryByRole("link", { name: "What you can say" })).toBeNull();
  });
});
