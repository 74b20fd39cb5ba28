import { act, fireEvent, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { answersOfFile } from "@/components/test-answers";
import { SignOut } from "./sign-out";

const { asked, answers } = answersOfFile();

it("says that the session goes on where it could not be ended", async () => {
  render(<SignOut />);
  answers.push(new TypeError("offline"));
  await act(async () => void fireEvent.click(screen.getByRole("button", { name: "Sign out" })));
  expect(asked).toEqual(["DELETE /api/insight/session"]);
  expect(screen.getByRole("alert").textContent).toMatch(/^You are still signed in\. The server did not answer/);
});
