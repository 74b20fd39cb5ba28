import userEvent from "@testing-library/user-event";
import { render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Studio } from "../studio";
import { rateVersion } from "../version-effects";
import { testEdit, testState, testStudio } from "../test-editor";
import { FeedbackForm } from "./feedback-form";

const ID = "11111111-1111-4111-8111-111111111111";

let studio: Studio;
const send = (rating: 0 | 1, text: string) => rateVersion(studio, ID, rating, text);
beforeEach(() => {
  ({ studio } = testStudio(testState({ edits: [testEdit({ uuid: ID, status: "completed" })] })));
});

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
    render(<FeedbackForm given={null} onSend={send} />);
    await userEvent.click(screen.getByRole("button", { name: "Yes, good edit" }));
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("Thank you for your feedback!"));
    expect(fetched.mock.calls[0]?.[0]).toBe("/api/feedback");
    expect(sent(fetched)).toEqual({ edit_uuid: ID, rating: 1 });
    expect(studio.view().state.versions.get(ID)?.edit.feedback_rating).toBe(1);
  });

  it("has the place of its thanks before there are any, so that they are heard", async () => {
    answerWith(200, { success: true, message: "Thank you for your feedback!", feedback_id: "x" });
    render(<FeedbackForm given={null} onSend={send} />);
    const place = screen.getByRole("status");
    expect(place.textContent).toBe("");
    await userEvent.click(screen.getByRole("button", { name: "Yes, good edit" }));
    await waitFor(() => expect(place.textContent).toBe("Thank you for your feedback!"));
    expect(screen.getByRole("status")).toBe(place);
  });

  it("asks for words on thumbs down, and sends them", async () => {
    const fetched = answerWith(200, { success: true, message: "Thank you for helping us improve!", feedback_id: "x" });
    render(<FeedbackForm given={null} onSend={send} />);
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
    render(<FeedbackForm given={null} onSend={send} />);
    await userEvent.click(screen.getByRole("button", { name: "No, something is wrong" }));
    await userEvent.type(screen.getByRole("textbox"), "too blue");
    await userEvent.click(screen.getByRole("button", { name: "Send feedback" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Please wait a moment");
    expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("too blue");
  });

  it("takes a second feedback for what it is", async () => {
    answerWith(409, { detail: "Feedback already submitted for this edit", error_code: "FEEDBACK_EXISTS" });
    render(<FeedbackForm given={null} onSend={send} />);
    await userEvent.click(screen.getByRole("button", { name: "Yes, good edit" }));
    await waitFor(() => expect(screen.getByRole("status").textContent).toContain("already"));
  });

  it("shows what was said before instead of asking again", () => {
    render(<FeedbackForm given={1} onSend={send} />);
    expect(screen.getByRole("status").textContent).toContain("liked");
    expect(screen.queryByRole("button")).toBeNull();
  });
});
