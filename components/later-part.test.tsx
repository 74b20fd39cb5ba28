import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { Suspense } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { laterPart } from "./later-part";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const page = (Part: React.ComponentType) =>
  act(async () =>
    render(
      <>
        <p>the rest</p>
        <Suspense>
          <Part />
        </Suspense>
      </>,
    ),
  );

describe("a part of the page that does not arrive", () => {
  /** React tells the console of what a boundary has caught. */
  const hush = () => vi.spyOn(console, "error").mockImplementation(() => undefined);
  const missing = () => Promise.reject(new Error("Loading chunk 7 failed."));

  it("leaves the rest of the page, and can be fetched again", async () => {
    hush();
    const loads = [missing, async () => ({ default: () => <p>the part</p> })];
    await page(laterPart(() => (loads.shift() ?? missing)()));
    expect(screen.getByText("the rest")).toBeTruthy();
    expect(screen.getByRole("alert").textContent).toContain("did not arrive");
    await act(async () => void fireEvent.click(screen.getByRole("button", { name: "Try again" })));
    expect(screen.getByText("the part")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says nothing where nobody opened it", async () => {
    hush();
    await page(laterPart(missing, { quiet: true }));
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
