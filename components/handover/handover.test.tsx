import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createRef } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { pathOfPictures, rememberDeletion } from "@/components/editor/client/deletion";
import { answersOfFile } from "@/components/test-answers";
import { Join } from "./join";
import MoveDialog from "./move-dialog";
import { QrCode } from "./qr-code";

const KEY = "k".repeat(43);

const { asked, answers } = answersOfFile();
afterEach(() => sessionStorage.clear());

const coming = { pictures: 2, versions: 3, same: false, moved: false };

const gone = () =>
  Response.json({ detail: "This link cannot be used any more.", error_code: "OWNER_LINK_GONE" }, { status: 410 });
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole("button", { name })));

describe("the page of a link from another device", () => {
  const open = async (answer: unknown) => {
    window.history.replaceState(null, "", `/join#${KEY}`);
    answers.push(answer);
    render(<Join />);
    await waitFor(() => expect(asked).toHaveLength(1));
  };

  it("says what comes, moves nothing by itself, and takes the key out of the address", async () => {
    await open(Response.json({ pictures: 2, versions: 1, same: false, moved: false }));
    await waitFor(() =>
      expect(screen.getByRole("status").textContent).toContain("2 pictures in one version will come"),
    );
    expect(asked).toEqual([`POST /api/owner-links/look {"key":"${KEY}"}`]);
    expect(window.location.hash).toBe("");
    answers.push(gone());
    await press("Bring them here");
    expect(asked[1]).toBe(`POST /api/owner-links/use {"key":"${KEY}"}`);
    expect(screen.getByRole("alert").textContent).toBe("This link cannot be used any more.");
    expect(screen.queryByRole("button", { name: "Bring them here" })).toBeNull();
  });

  it.each([
    ["without an answer", new TypeError("offline")],
    ["while the server starts", Response.json({ detail: "Soon." }, { status: 503 })],
  ])("looks again %s, with the key that it has kept, over a reload too", async (_what, failure) => {
    await open(failure);
    const again = await screen.findByRole("button", { name: "Try again" });
    answers.push(new TypeError("offline"), coming);
    await act(async () => void fireEvent.click(again));
    cleanup();
    render(<Join />);
    expect(await screen.findByRole("button", { name: "Bring them here" })).toBeTruthy();
    expect(asked).toEqual(Array.from({ length: 3 }, () => `POST /api/owner-links/look {"key":"${KEY}"}`));
  });

  it("asks again for what may have come, with the same key, and forgets that once it is here", async () => {
    await open(Response.json(coming));
    answers.push(new TypeError("offline"));
    await act(async () => void fireEvent.click(await screen.findByRole("button", { name: "Bring them here" })));
    expect(screen.getByRole("alert").textContent).toMatch(/did not answer/);
    cleanup();
    answers.push({ ...coming, pictures: 0, moved: true });
    render(<Join />);
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("They are here already."));
    expect(screen.queryByRole("button", { name: "Bring them here" })).toBeNull();
    expect(sessionStorage.getItem("mizual:join")).toBeNull();
  });

  it("brings nothing into what is about to be deleted here", async () => {
    rememberDeletion(pathOfPictures(null, "2026-11-25T10:00:00.000Z"));
    await open(Response.json(coming));
    answers.push(new TypeError("offline"));
    await act(async () => void fireEvent.click(await screen.findByRole("button", { name: "Bring them here" })));
    expect(localStorage.getItem("mizual:deleting")).toBeNull();
  });

  it("says that a link is over, and in the browser that made it that it is for another", async () => {
    await open(gone());
    await waitFor(() => expect(screen.getByRole("alert").textContent).toMatch(/cannot be used/));
    expect(screen.queryByRole("button", { name: "Bring them here" })).toBeNull();
    cleanup();
    asked.length = 0;
    await open(Response.json({ pictures: 2, versions: 3, same: true, moved: false }));
    await waitFor(() => expect(screen.getByRole("status").textContent).toMatch(/Open it on the other device/));
    expect(screen.queryByRole("button", { name: "Bring them here" })).toBeNull();
  });
});

describe("the dialog for another device", () => {
  it("makes a link only when it is asked to, shows it as a code too, and ends it", async () => {
    render(<MoveDialog onClose={() => undefined} opener={createRef()} />);
    expect(asked).toEqual([]);
    answers.push(Response.json({ path: `/join#${KEY}`, expires_at: "2026-11-25T10:10:00.000Z" }));
    await press("Make a link");
    expect(screen.getByRole("textbox", { name: "Link" })).toHaveProperty("value", `http://localhost:3000/join#${KEY}`);
    expect(screen.getByRole("img", { name: /QR code/ })).toBeTruthy();
    expect(screen.getByText(/^Works once, until \d\d:\d\d$/)).toBeTruthy();
    answers.push(new Response(null, { status: 204 }));
    await press("End link");
    expect(asked[1]).toBe("DELETE /api/owner-links");
    expect(screen.queryByRole("textbox", { name: "Link" })).toBeNull();
  });

  it("says why there is none", async () => {
    render(<MoveDialog onClose={() => undefined} opener={createRef()} />);
    answers.push(Response.json({ detail: "There are no pictures.", error_code: "NOTHING_TO_MOVE" }, { status: 409 }));
    await press("Make a link");
    expect(screen.getByRole("alert").textContent).toBe("There are no pictures.");
  });
});

it("draws a code with white around it, the finders in three corners and dark modules that differ with the text", () => {
  const path = (text: string) =>
    render(<QrCode text={text} label="code" />)
      .container.querySelector("path")
      ?.getAttribute("d") ?? "";
  const one = path("https://mizual.example/join#a");
  expect(one).not.toBe(path("https://mizual.example/join#b"));
  const svg = screen.getAllByRole("img", { name: "code" })[0];
  const [x, y, side] = (svg?.getAttribute("viewBox") ?? "").split(" ").map(Number);
  expect([x, y]).toEqual([-4, -4]);
  const size = (side ?? 0) - 8;
  for (const corner of ["M0 0h", `M${size - 7} 0h`, `M0 ${size - 7}h`]) expect(one).toContain(corner);
  expect(one).not.toContain(`M${size - 1} ${size - 8}h1v1h-1zM${size} `);
});
