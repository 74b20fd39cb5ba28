import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { pathOfPictures, pathOfVersion, rememberDeletion } from "@/components/editor/client/deletion";
import { answersOfFile } from "@/components/test-answers";
import type { OwnPicture, OwnPictures } from "@/lib/edits/own-pictures";
import { LatestPictures } from "./latest-pictures";
import { Pictures } from "./pictures";

const onePicture = (number: number, change: Partial<OwnPicture> = {}): OwnPicture => ({
  key: `k${number}`,
  edit_uuid: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
  version: 1,
  status: "completed",
  prompt: `make it warmer ${number}`,
  thumbnail_url: "/api/images/t.webp",
  versions: 2,
  bytes: 2_000_000,
  created_at: "2026-11-25T10:00:00.000Z",
  expires_at: "2026-12-25T10:00:00.000Z",
  ...change,
});
const page = (change: Partial<OwnPictures> = {}): OwnPictures => ({
  pictures: [onePicture(1), onePicture(2)],
  next: null,
  total: { pictures: 2, versions: 4, bytes: 4_000_000 },
  as_of: "2026-11-30T10:00:00.000Z",
  ...change,
});

const { asked, answers } = answersOfFile();
afterEach(() => localStorage.clear());

const LATE = "2026-11-30T10:00:00.000Z";

const open = (first: OwnPictures, words = "") => render(<Pictures first={first} words={words} retentionDays={30} />);
const names = () =>
  within(screen.getByRole("list", { name: "Pictures" }))
    .getAllByRole("link")
    .map((link) => link.textContent);
const press = (name: string | RegExp) => act(async () => void fireEvent.click(screen.getByRole("button", { name })));

describe("my pictures", () => {
  it("says how much there is, and of each what it is, how large, and until when it is kept", () => {
    open(page({ pictures: [onePicture(1), onePicture(2, { status: "failed", versions: 1, bytes: 0 })] }));
    expect(screen.getByText("2 pictures in 4 versions, about 3.8 MB.")).toBeTruthy();
    expect(names()).toEqual(["make it warmer 12 versions · 1.9 MB", "make it warmer 2failed · one version · 1 KB"]);
    expect(screen.getAllByText("Kept until 25 Dec 2026")).toHaveLength(2);
  });

  it("shows more when it is asked to, each once, and what did not come once more", async () => {
    open(page({ next: "c1" }));
    answers.push(new TypeError("offline"), page({ pictures: [onePicture(2), onePicture(3)], total: null }));
    await press("Show more");
    expect(screen.getByRole("alert").textContent).toMatch(/did not answer/);
    await press("Try again");
    expect(asked).toEqual(["GET /api/pictures?after=c1", "GET /api/pictures?after=c1"]);
    expect(names()).toHaveLength(3);
    expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("looks for words when the typing rests, and says when there are none", async () => {
    open(page());
    answers.push(page({ pictures: [] }));
    const box = screen.getByRole("searchbox", { name: "Search by your words" });
    for (const typed of ["u", "un", "unicorn"]) fireEvent.change(box, { target: { value: typed } });
    await waitFor(() => expect(screen.getByText("No picture has “unicorn” in its words.")).toBeTruthy());
    expect(asked).toEqual(["GET /api/pictures?q=unicorn"]);
    expect(window.location.search).toBe("?q=unicorn");
  });

  it("deletes a picture after asking, and counts what is left", async () => {
    open(page());
    await press("Delete picture: make it warmer 1");
    const dialog = await screen.findByRole("alertdialog", { name: "Delete this picture?" });
    expect(dialog.textContent).toContain("2 versions with all previews, your words");
    expect(asked).toEqual([]);
    await press("Delete picture");
    expect(names()).toEqual(["make it warmer 22 versions · 1.9 MB"]);
    expect(screen.getByText("One picture in 2 versions, about 1.9 MB.")).toBeTruthy();
    expect(screen.queryByRole("alertdialog")).toBeNull();
    expect(asked).toEqual([]);
    // Whoever leaves has not changed their mind.
    answers.push({ deleted: 2, more: false });
    await act(async () => void fireEvent(window, new Event("pagehide")));
    expect(asked).toEqual([
      expect.stringMatching(/^DELETE \/api\/pictures\/00000000-0000-4000-8000-000000000001\?until=2026-11-30T10%3A00/),
    ]);
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  });

  it("has a deleted picture back by Undo, and asks the server for nothing but the list", async () => {
    open(page());
    await press("Delete picture: make it warmer 1");
    await screen.findByRole("alertdialog");
    await press("Delete picture");
    answers.push(page());
    await press("Undo");
    expect(names()).toHaveLength(2);
    expect(asked).toEqual(["GET /api/pictures?"]);
  });

  it("deletes all in as many requests as it takes, and tells in between why it stopped", async () => {
    open(page());
    await press("Delete all");
    await screen.findByRole("alertdialog", { name: "Delete all your pictures?" });
    const refused = Response.json({ detail: "Please wait.", error_code: "RATE_LIMITED" }, { status: 429 });
    answers.push({ deleted: 3, more: true }, refused, page({ pictures: [onePicture(2)] }));
    const all = within(screen.getByRole("alertdialog"));
    await act(async () => void fireEvent.click(all.getByRole("button", { name: "Delete all" })));
    expect(all.getByRole("alert").textContent).toBe("Please wait.");
    answers.push({ deleted: 1, more: false }, page({ pictures: [], total: { pictures: 0, versions: 0, bytes: 0 } }));
    await act(async () => void fireEvent.click(all.getByRole("button", { name: "Delete all" })));
    await waitFor(() => expect(screen.getByText(/Nothing here yet/)).toBeTruthy());
    const deletions = asked.filter((request) => request.startsWith("DELETE"));
    expect(deletions).toHaveLength(3);
    // What comes here meanwhile, by a link from another device or from another tab, was not meant.
    for (const request of deletions) expect(request).toMatch(/^DELETE \/api\/pictures\?until=2026-11-30T10%3A00/);
    expect(localStorage.getItem("mizual:deleting")).toBeNull();
  });

  it("does not show again what waits to be deleted: not by a search, nor on another page", async () => {
    rememberDeletion(pathOfVersion(onePicture(3).edit_uuid));
    const single = onePicture(3, { versions: 1 });
    open(page({ pictures: [onePicture(1), onePicture(2), single] }));
    await waitFor(() => expect(names()).toHaveLength(2));
    await press("Delete picture: make it warmer 1");
    await screen.findByRole("alertdialog");
    await press("Delete picture");
    answers.push(page({ pictures: [onePicture(1), onePicture(2), single] }));
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "warmer" } });
    await waitFor(() => expect(screen.getByText("one picture found.")).toBeTruthy());
    expect(names()).toEqual(["make it warmer 22 versions · 1.9 MB"]);
  });

  it("reads the list again once what another page has left is gone", async () => {
    localStorage.setItem("mizual:deleting", JSON.stringify({ [pathOfPictures(null, LATE)]: { at: 0, tries: 0 } }));
    let end = (_answer: unknown): void => undefined;
    const gone = new Promise((resolve) => {
      end = resolve;
    });
    answers.push(gone, page({ pictures: [onePicture(2)] }));
    open(page());
    await waitFor(() => expect(screen.queryAllByRole("button", { name: /Delete picture/ })).toEqual([]));
    end({ deleted: 2, more: false });
    await waitFor(() => expect(names()).toHaveLength(1));
  });

  it("leads to the start where there is nothing", () => {
    open(page({ pictures: [], total: { pictures: 0, versions: 0, bytes: 0 } }));
    expect(screen.getByRole("link", { name: "Start with a picture" }).getAttribute("href")).toBe("/");
    expect(screen.queryByRole("searchbox")).toBeNull();
  });
});

describe("the latest pictures", () => {
  it("lead back to each, and to all", () => {
    render(<LatestPictures pictures={page().pictures} more />);
    const links = screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);
    expect(links).toEqual([
      ["All my pictures", "/pictures"],
      ["make it warmer 1", "/edits/00000000-0000-4000-8000-000000000001"],
      ["make it warmer 2", "/edits/00000000-0000-4000-8000-000000000002"],
    ]);
  });

  it("are not there before the first", () => {
    expect(render(<LatestPictures pictures={[]} more={false} />).container.innerHTML).toBe("");
  });
});
