import userEvent from "@testing-library/user-event";
import { render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FeedbackForm } from "./feedback-form";

const ID = "11111111-1111-4111-8111-111111111111";

function answerWith(status: number, body: unknown) {
  const fetched = vi.fn<typeof fetch>(async () => Response.json(body, { status }));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

function sent(fetched: ReturnType<typeof answerWith>): unknown {
  return JSON.parse(fetched.mock.calls[0]?.[1]?.body as string);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("FeedbackForm", () => {
  it("sends thumbs up at once and thanks with the server's words", async () => {
    const fetched = answerWith(200, { success: true, message: "Thank you for your feedback!", feedback_id: "x" });
    const onGiven = vi.fn<(rating: 0 | 1) => void>();
    render(<FeedbackForm editId={ID} given={null} onGiven={onGiven} />);
    await userEvent.click(screen.getByRole("button", { name: "Yes, good edit" }));
    expect((await screen.findByRole("status")).textContent).toBe("Thank you for your feedback!");
    expect(fetched.mock.calls[0]?.[0]).toBe("/api/feedback");
    expect(sent(fetched)).toEqual({ edit_uuid: ID, rating: 1 });
    expect(onGiven).toHaveBeenCalledWith(1);
  });

  it("asks for words on thumbs down, and sends them", async () => {
    const fetched = answerWith(200, { success: true, message: "Thank you for helping us improve!", feedback_id: "x" });
    render(<FeedbackForm editId={ID} given={null} onGiven={vi.fn<() => void>()} />);
    expect(screen.queryByRole("textbox")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "No, something is wrong" }));
    await userEvent.click(screen.getByRole("button", { name: "Send feedback" }));
    expect(fetched).not.toHaveBeenCalled();
    expect(screen.getByRole("alert").textContent).toContain("what went wrong");
    await userEvent.type(screen.getByRole("textbox", { name: "What went wrong?" }), "  too blue ");
    await userEvent.click(screen.getByRole("button", { name: "Send feedback" }));
    expect(await screen.findByText("Thank you for helping us improve!")).toBeTruthy();
    expect(sent(fetched)).toEqual({ edit_uuid: ID, rating: 0, feedback_text: "too blue" });
  });

  it("keeps the words when the server refuses, and says why", async () => {
    answerWith(429, { detail: "Too many requests. Please wait a moment and try again.", error_code: "RATE_LIMITED" });
    render(<FeedbackForm editId={ID} given={null} onGiven={vi.fn<() => void>()} />);
    await userEvent.click(screen.getByRole("button", { name: "No, something is wrong" }));
    await userEvent.type(screen.getByRole("textbox"), "too blue");
    await userEvent.click(screen.getByRole("button", { name: "Send feedback" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Please wait a moment");
    expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("too blue");
  });

  it("takes a second feedback for what it is", async () => {
    answerWith(409, { detail: "Feedback already submitted for this edit", error_code: "FEEDBACK_EXISTS" });
    render(<FeedbackForm editId={ID} given={null} onGiven={vi.fn<() => void>()} />);
    await userEvent.click(screen.getByRole("button", { name: "Yes, good edit" }));
    expect((await screen.findByRole("status")).textContent).toContain("already");
  });

  it("shows what was said before instead of asking again", () => {
    render(<FeedbackForm editId={ID} given={1} onGiven={vi.fn<() => void>()} />);
    expect(screen.getByRole("status").textContent).toContain("liked");
    expect(screen.queryByRole("button")).toBeNull();
  });
});
