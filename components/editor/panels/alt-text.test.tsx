import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { testEdit } from "../test-editor";
import { AltText } from "./alt-text";

afterEach(() => void vi.unstubAllGlobals());

type Save = (altText: string | null) => Promise<void>;

const show = (altText: string | null, onSave: Save = async () => undefined) =>
  render(<AltText edit={testEdit({ prompt: "make it blue", alt_text: altText })} onSave={onSave} />);
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole("button", { name })));
const box = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "What can be seen?" });

it("says what stands for the picture, and has it changed", async () => {
  const saved: (string | null)[] = [];
  show(null, async (altText) => void saved.push(altText));
  expect(screen.getByText("Edited photo: make it blue")).toBeTruthy();
  await press("Edit alt text");
  expect((await box()).value).toBe("");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
  expect(screen.queryByRole("button", { name: "Use what was asked for" })).toBeNull();
  fireEvent.change(await box(), { target: { value: " A blue house by the sea " } });
  await press("Save");
  expect(saved).toEqual(["A blue house by the sea"]);
  expect(screen.queryByRole("alertdialog")).toBeNull();
});

it("takes one's own words back, and says what went wrong with the words still there", async () => {
  let fails = true;
  const saved: (string | null)[] = [];
  show("A blue house", async (altText) => {
    if (fails) throw new Error("The server did not answer.");
    saved.push(altText);
  });
  await press("Edit alt text");
  fireEvent.change(await box(), { target: { value: "A red house" } });
  await press("Save");
  expect(screen.getByRole("alert").textContent).toContain("The server did not answer.");
  expect((await box()).value).toBe("A red house");
  fails = false;
  await press("Use what was asked for");
  expect(saved).toEqual([null]);
});

it("is copied", async () => {
  const copied: string[] = [];
  vi.stubGlobal("navigator", { clipboard: { writeText: async (text: string) => void copied.push(text) } });
  show("A blue house");
  await press("Copy alt text");
  await waitFor(() => expect(screen.getByRole("button", { name: "Copy alt text" }).textContent).toBe("Copied"));
  expect(copied).toEqual(["A blue house"]);
});
