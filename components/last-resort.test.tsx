import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import PageError from "@/app/error";
import InsightError from "@/app/insight/error";

it.each([
  ["a page", PageError, "This page could not be shown", "Start with a picture", "/"],
  ["the figures", InsightError, "The figures could not be read", "See what works", "/health/ready"],
] as const)("says what became of %s, and where to go", (_what, Failed, title, label, path) => {
  const reset = vi.fn<() => void>();
  render(<Failed error={Object.assign(new Error("secret words"), { digest: "123" })} reset={reset} />);
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(title);
  expect(document.body.textContent).toContain("report it with this id: 123");
  expect(document.body.textContent).not.toContain("secret words");
  expect(screen.getByRole("button", { name: label }).closest("form")?.getAttribute("action")).toBe(path);
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(reset).toHaveBeenCalledOnce();
});
