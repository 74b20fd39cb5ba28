import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { laterPart } from "./later-part";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const page = (Part: React.ComponentType) =>
  act(async () =>
    render(
      <>
        <p>the rest</p>
        <Part />
      </>,
    ),
  );

describe("a part of the page that does not arrive", () => {
  /** React tells the console of what a boundary has caught. */
  const hush = () => vi.spyOn(console, "error").mockImplementation(() => undefined);
  const missing = () => Promise.reject(new Error("Loading chunk 7 failed."));

  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  const arrives = async () => ({ default: () => <p>the part</p> });

  it("is fetched again by itself, as when the server is started anew, and nothing fails", async () => {
    const errors = hush();
    const loads = [missing, missing, arrives];
    await page(laterPart(() => (loads.shift() ?? missing)()));
    await pass(999);
    expect(screen.queryByRole("status")).toBeNull();
    await pass(1);
    expect(screen.getByRole("status").textContent).toContain("Fetching this part");
    await pass(1_000);
    expect(screen.getByText("the part")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.queryByRole("status")).toBeNull();
    expect(errors).not.toHaveBeenCalled();
  });

  it("has its place held meanwhile", async () => {
    const loads = [missing, arrives];
    await page(laterPart(() => (loads.shift() ?? missing)(), { meanwhile: () => <p>its place</p> }));
    expect(screen.getByText("its place")).toBeTruthy();
    await pass(500);
    expect(screen.queryByText("its place")).toBeNull();
    expect(screen.getByText("the part")).toBeTruthy();
  });

  it("leaves the rest of the page, and can be fetched again", async () => {
    hush();
    let load: () => ReturnType<typeof arrives> = missing;
    await page(laterPart(() => load()));
    expect(screen.getByText("the rest")).toBeTruthy();
    await pass(5_000);
    load = arrives;
    expect(screen.getByRole("alert").textContent).toContain("did not arrive");
    await act(async () => void fireEvent.click(screen.getByRole("button", { name: "Try again" })));
    expect(screen.getByText("the part")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says nothing where nobody opened it", async () => {
    hush();
    await page(laterPart(missing, { quiet: true }));
    await pass(60_000);
    expect(screen.getByText("the rest")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("is no cover for an error of the part itself", async () => {
    hush();
    const broken = () => {
      throw new Error("a mistake");
    };
    await expect(page(laterPart(async () => ({ default: broken })))).rejects.toThrow("a mistake");
  });
});
