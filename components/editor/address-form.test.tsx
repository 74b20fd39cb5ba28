import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answersOfFile } from "@/components/test-answers";
import AddressForm from "./address-form";

const { asked, answers } = answersOfFile();

it("takes the picture from its address, under its name there, and ties what went wrong to the field", async () => {
  const taken: File[] = [];
  render(<AddressForm onFiles={(files) => taken.push(...files)} />);
  const field = screen.getByRole("textbox", { name: "Address of the picture" });
  expect(document.activeElement).toBe(field);
  const detail = "No picture came from that address.";
  answers.push(Response.json({ detail, error_code: "ADDRESS_NOT_REACHED" }, { status: 422 }));
  await userEvent.type(field, "https://example.com/a%20b.jpg?size=large{Enter}");
  expect((await screen.findByRole("alert")).textContent).toBe(detail);
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent).toContain(detail);
  answers.push(new Response("bytes"));
  await userEvent.type(field, "{Enter}");
  await expect.poll(() => taken.map(({ name }) => name)).toEqual(["a b.jpg"]);
  expect(asked[1]).toBe('POST /api/picture-from-address {"address":"https://example.com/a%20b.jpg?size=large"}');
  expect(screen.queryByRole("alert")).toBeNull();
});
