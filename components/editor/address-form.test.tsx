import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
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

const take = async (onFiles: (files: File[]) => void) => {
  const form = render(<AddressForm onFiles={onFiles} />);
  await userEvent.type(screen.getByRole("textbox"), "https://example.com/a.jpg{Enter}");
  return form;
};

it("takes nothing that comes after it was canceled, or after the form is gone: the person is elsewhere by then", async () => {
  const taken = vi.fn<() => void>();
  const ends: ((answer: Response) => void)[] = [];
  const slow = () => new Promise((resolve) => ends.push(resolve));
  answers.push(slow(), slow());
  const form = await take(taken);
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(screen.getByRole("button", { name: "Take it" })).toBeTruthy();
  await userEvent.type(screen.getByRole("textbox"), "{Enter}");
  form.unmount();
  for (const end of ends) end(new Response("bytes"));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toHaveLength(2);
  expect(taken).not.toHaveBeenCalled();
});

it("says in words of ours when the picture breaks off on its way", async () => {
  const body = new ReadableStream({ start: (stream) => stream.error(new TypeError("network error")) });
  answers.push(new Response(body));
  await take(() => undefined);
  expect((await screen.findByRole("alert")).textContent).toMatch(/^The server did not answer/);
});
