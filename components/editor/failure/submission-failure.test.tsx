import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { RequestFailure, networkFailure } from "../client/request";
import { SubmissionFailure } from "./submission-failure";

const show = (failure: RequestFailure) =>
  render(<SubmissionFailure failure={failure} onRetry={() => {}} onEditPrompt={() => {}} />);
const said = () => screen.getByRole("alert").textContent;
const buttons = () => screen.getAllByRole("button").map(({ textContent }) => textContent);

const LIMIT = "Your spending limit for today is reached. It resets at midnight UTC; please try again then.";

describe("SubmissionFailure", () => {
  it("is calm about a spending limit, and says by the reader's clock when it ends", () => {
    show(new RequestFailure(LIMIT, "BUDGET_EXHAUSTED", "req-1", 24 * 3600, true));
    expect(said()).toContain("Over the spending limit");
    expect(said()).toMatch(/midnight UTC \(tomorrow at \d\d:\d\d by your clock\)/);
    expect(said()).toContain("Nothing was charged. Your picture and your words are kept.");
    expect(buttons().slice(0, 2)).toEqual(["Edit prompt", "Retry"]);
  });

  it("offers to send once more what did not arrive", () => {
    show(networkFailure());
    expect(said()).toContain("This was not sent");
    expect(buttons()).toEqual(["Retry", "Edit prompt"]);
  });

  it("does not offer what cannot help", () => {
    show(new RequestFailure("This is a text file.", "IMAGE_TYPE_NOT_SUPPORTED", "req-2"));
    expect(said()).toContain("This was not accepted");
    expect(buttons()[0]).toBe("Edit prompt");
    expect(screen.queryByRole("button", { name: "Retry" })).toBeNull();
  });
});
