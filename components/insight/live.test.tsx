import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answersOfFile } from "@/components/test-answers";
import type { LiveEvent } from "@/lib/insight/live";
import { Live } from "./live";

const server = answersOfFile();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

const event = (what: string, second: number, id = "0a0a0a0a-0000-4000-8000-000000000001"): LiveEvent => ({
  id,
  at: new Date(Date.UTC(2026, 10, 30, 12, 0, second)).toISOString(),
  what,
  editor: what === "accepted" ? "" : "local",
  seconds: what === "accepted" ? null : 4,
});

const rows = () => screen.queryAllByRole("listitem").map(({ textContent }) => textContent);

it("shows what comes, and says how much has ended and how much of it without a picture", async () => {
  const begun = event("accepted", 1);
  server.answers.push({ today: "2026-11-30", atWork: 1, events: [begun] });
  server.answers.push({
    today: "2026-11-30",
    atWork: 0,
    events: [event("PROVIDER_TIMEOUT", 9, "b"), event("completed", 5), begun],
  });
  render(<Live />);
  await pass(0);
  expect(rows()).toHaveLength(1);
  const live = document.querySelector("[aria-live]");
  expect([live?.getAttribute("aria-live"), live?.textContent]).toEqual(["polite", ""]);
  await pass(3_000);
  expect(rows()).toHaveLength(3);
  expect(rows()[0]).toMatch(/12:00:09PROVIDER_TIMEOUTlocal4 sb$/);
  expect(rows()[1]).toMatch(/Completed/);
  expect(live?.textContent).toBe("2 edits have ended since this page was opened, 1 without a picture.");
});

it("counts what ended at the same instant as what was seen, and nothing that comes back after a deletion", async () => {
  const feeds: LiveEvent[][] = [
    [event("completed", 9, "b"), event("completed", 5, "a")],
    [event("completed", 9, "c"), event("completed", 9, "b"), event("completed", 5, "a")],
    [event("completed", 9, "c"), event("completed", 5, "a"), event("completed", 4, "old")],
  ];
  for (const events of feeds) server.answers.push({ today: "2026-11-30", atWork: 0, events });
  render(<Live />);
  await pass(3_000);
  const heard = () => document.querySelector("[aria-live]")?.textContent;
  expect(heard()).toBe("1 edit has ended since this page was opened, 0 without a picture.");
  await pass(60_000);
  expect(rows()).toHaveLength(3);
  expect(heard()).toBe("1 edit has ended since this page was opened, 0 without a picture.");
});

it("asks nothing while it is paused, and at once when it goes on", async () => {
  server.answers.push({ today: "2026-11-30", atWork: 0, events: [] });
  render(<Live />);
  await pass(0);
  expect(screen.queryByText(/Nothing has happened yet/)).not.toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Pause" }));
  await pass(60_000);
  expect(server.asked).toHaveLength(1);
  server.answers.push({ today: "2026-11-30", atWork: 1, events: [event("accepted", 1)] });
  fireEvent.click(screen.getByRole("button", { name: "Go on" }));
  await pass(0);
  expect(rows()).toHaveLength(1);
});

it("says that it is not up to date, and keeps what it had until it is", async () => {
  server.answers.push(
    { today: "2026-11-30", atWork: 1, events: [event("accepted", 1)] },
    new TypeError("no connection"),
  );
  render(<Live />);
  await pass(3_000);
  expect(screen.queryByRole("alert")?.textContent).toMatch(/not up to date/);
  expect(rows()).toHaveLength(1);
  server.answers.push({ today: "2026-11-30", atWork: 0, events: [event("completed", 5), event("accepted", 1)] });
  await pass(1_000);
  expect(rows()).toHaveLength(2);
  expect(screen.queryByRole("alert")).toBeNull();
});

it("ends with the session, and says how to sign in again", async () => {
  server.answers.push(Response.json({ error_code: "NOT_THE_OPERATOR", detail: "…" }, { status: 401 }));
  render(<Live />);
  await pass(60_000);
  expect(screen.queryByText("You are signed out. Reload the page to sign in again.")).not.toBeNull();
  expect(server.asked).toEqual(["GET /api/insight/live"]);
});
