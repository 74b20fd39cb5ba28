import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createRef } from "react";
import { describe, expect, it } from "vitest";
import { answersOfFile } from "@/components/test-answers";
import type { OwnShare } from "@/lib/edits/shares";
import ShareDialog from "./share-dialog";
import { SharedPage } from "./shared-page";

const EDIT = "00000000-0000-4000-8000-00000000000a";
const share = (number: number, words = true): OwnShare => ({
  share_id: `00000000-0000-4000-8000-00000000000${number}`,
  path: `/s/key${number}`,
  words,
  created_at: "2026-11-25T10:00:00.000Z",
  expires_at: "2026-12-25T10:00:00.000Z",
});

const { asked, answers } = answersOfFile();

const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole("button", { name })));
const links = () => screen.queryAllByRole("textbox", { name: "Link" }).map((box) => (box as HTMLInputElement).value);

describe("the dialog to share a version", () => {
  const open = async (shares: OwnShare[]) => {
    answers.push(Response.json({ shares }));
    render(<ShareDialog editId={EDIT} version={3} onClose={() => undefined} opener={createRef()} />);
    await waitFor(() => expect(asked).toEqual([`GET /api/shares?edit_uuid=${EDIT}`]));
  };

  it("makes a link as it is wanted, and none before it is asked to", async () => {
    await open([]);
    fireEvent.click(screen.getByRole("checkbox", { name: "Show the words that I asked with" }));
    fireEvent.change(screen.getByRole("combobox", { name: "How long" }), { target: { value: "7" } });
    answers.push(Response.json({ shares: [share(1, false)] }));
    await press("Make a link");
    expect(asked[1]).toBe(`POST /api/shares {"edit_uuid":"${EDIT}","words":false,"days":7}`);
    expect(links()).toEqual(["http://localhost:3000/s/key1"]);
    expect(screen.getByText("Without your words, until 25 December 2026")).toBeTruthy();
  });

  it("makes nothing before it knows what is open, and nothing of a late answer", async () => {
    let answer: (response: Response) => void = () => undefined;
    answers.push(new Promise<Response>((resolve) => (answer = resolve)));
    const { unmount } = render(
      <ShareDialog editId={EDIT} version={3} onClose={() => undefined} opener={createRef()} />,
    );
    expect(screen.getByRole("button", { name: "Make a link" })).toHaveProperty("disabled", true);
    await act(async () => answer(Response.json({ shares: [share(1)] })));
    expect(screen.getByRole("button", { name: "Make another link" })).toHaveProperty("disabled", false);
    answers.push(Response.json({ detail: "Please wait.", error_code: "RATE_LIMITED" }, { status: 429 }));
    unmount();
    render(<ShareDialog editId={EDIT} version={3} onClose={() => undefined} opener={createRef()} />);
    // What is open is not known; a new link can be made all the same.
    await screen.findByText("Please wait.");
    expect(screen.getByRole("button", { name: "Make a link" })).toHaveProperty("disabled", false);
  });

  it("shows the links that are open and ends each, and says what went wrong", async () => {
    await open([share(1), share(2)]);
    await waitFor(() => expect(links()).toHaveLength(2));
    answers.push(Response.json({ detail: "Please wait.", error_code: "RATE_LIMITED" }, { status: 429 }));
    const [first] = screen.getAllByRole("button", { name: "End link" });
    await act(async () => void fireEvent.click(first as HTMLElement));
    expect(screen.getByRole("alert").textContent).toBe("Please wait.");
    expect(links()).toHaveLength(2);
    answers.push(new Response(null, { status: 204 }));
    await act(async () => void fireEvent.click(first as HTMLElement));
    expect(links()).toEqual(["http://localhost:3000/s/key2"]);
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("a shared page", () => {
  it("shows both pictures under the key alone, with the words or without", () => {
    const size = { width: 40, height: 30 };
    render(
      <SharedPage shareKey="k" words="make it blue" altText={null} size={size} expiresAt="2026-12-25T10:00:00.000Z" />,
    );
    const sources = screen.getAllByRole("img").map((image) => image.getAttribute("src"));
    expect(new Set(sources)).toEqual(new Set(["/api/shared/k/original", "/api/shared/k/result"]));
    expect(screen.getByText("“make it blue”")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Make my own" })).toHaveProperty("disabled", true);
    cleanup();
    render(
      <SharedPage
        shareKey="k"
        words={null}
        altText="A blue house by the sea"
        size={size}
        expiresAt="2026-12-25T10:00:00.000Z"
      />,
    );
    expect(screen.queryByText(/make it blue/)).toBeNull();
    expect(screen.getByRole("img", { name: "A blue house by the sea" })).toBeTruthy();
  });
});
