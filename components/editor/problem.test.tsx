import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { requestFailure } from "./client/request";
import { Problem } from "./problem";

it("says what went wrong with the id to quote, and none where the server has not answered", () => {
  const body = { detail: "Please wait.", error_code: "RATE_LIMITED" };
  const failure = requestFailure(429, body, (name) => (name === "X-Request-Id" ? "request-7" : null));
  const { rerender } = render(<Problem error={failure} />);
  expect(screen.getByRole("alert").textContent).toBe("Please wait.");
  expect(screen.getByText("request-7")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Copy Request id" })).toBeTruthy();
  rerender(<Problem error={new Error("This browser cannot draw the picture.")} />);
  expect(screen.getByRole("alert").textContent).toBe("This browser cannot draw the picture.");
  expect(screen.queryByText("Request id")).toBeNull();
});
