import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CommandId } from "../commands";
import { useEditor } from "../editor-context";
import { useShortcuts } from "../hooks/use-shortcuts";
import { TestEditor, testEdit, testState, testSurroundings } from "../test-editor";
import type { Held } from "../editor-state";
import { type Comparison, FIRST_COMPARISON } from "./comparison";
import { ResultTools } from "./result-tools";

const run = vi.fn<(id: CommandId, ...args: unknown[]) => undefined>();
beforeEach(() => run.mockReset());

const done = testEdit({
  status: "completed",
  edited_image_url: "/api/images/a.png",
  preview_image_url: "/api/images/a.webp",
  original_preview_url: "/api/images/o.webp",
});
const running = testEdit({ status: "processing_image" });

function Tools() {
  useShortcuts(useEditor());
  return <ResultTools />;
}

type ShowOptions = { edit?: typeof done; held?: Held; compare?: Comparison | null };

const show = ({ edit = done, held = null, compare = null }: ShowOptions = {}) =>
  render(
    <TestEditor state={testState({ edits: [edit], held })} around={testSurroundings(edit, { compare })} run={run}>
      <textarea aria-label="words" />
      <Tools />
    </TestEditor>,
  );
const button = () => screen.getByRole("button", { name: "Hold to see the original" });

describe("the original, for as long as it is held", () => {
  it("is shown for as long as the key is held", () => {
    show();
    expect(fireEvent.keyDown(document.body, { key: "\\" })).toBe(false);
    fireEvent.keyDown(document.body, { key: "\\", repeat: true });
    expect(run.mock.calls).toEqual([["showOriginal", true]]);
    fireEvent.keyUp(document.body, { key: "\\" });
    expect(run).toHaveBeenLastCalledWith("showOriginal", false);
  });

  it("is let go with its key, whatever else is pressed by then", () => {
    show({ held: "original" });
    fireEvent.keyDown(document.body, { key: "\\", code: "Backslash" });
    fireEvent.keyUp(document.body, { key: "a", code: "KeyA" });
    expect(run).toHaveBeenCalledOnce();
    // With Shift it is another character.
    fireEvent.keyUp(document.body, { key: "|", code: "Backslash", shiftKey: true });
    expect(run).toHaveBeenLastCalledWith("showOriginal", false);
    fireEvent.keyDown(document.body, { key: "\\", code: "Backslash" });
    fireEvent.keyUp(document.body, { key: "\\", code: "Backslash", ctrlKey: true });
    expect(run).toHaveBeenLastCalledWith("showOriginal", false);
  });

  it("leaves the key to text fields and to the browser's shortcuts", () => {
    show();
    expect(fireEvent.keyDown(screen.getByLabelText("words"), { key: "\\" })).toBe(true);
    expect(fireEvent.keyDown(document.body, { key: "\\", ctrlKey: true })).toBe(true);
    expect(run).not.toHaveBeenCalled();
  });

  it("leaves the key alone where there is no result to hold it against", () => {
    show({ edit: running });
    expect(fireEvent.keyDown(document.body, { key: "\\" })).toBe(true);
    expect(run).not.toHaveBeenCalled();
  });

  it("works by holding the button, and lets go when the focus or the window is lost", () => {
    show({ held: "original" });
    expect(button().getAttribute("aria-pressed")).toBe("true");
    fireEvent.keyDown(button(), { key: " " });
    expect(run).toHaveBeenLastCalledWith("showOriginal", true);
    fireEvent.blur(button());
    expect(run).toHaveBeenLastCalledWith("showOriginal", false);
    fireEvent.keyDown(button(), { key: "Enter" });
    fireEvent(window, new Event("blur"));
    expect(run).toHaveBeenLastCalledWith("showOriginal", false);
  });
});

describe("ResultTools", () => {
  it("compares and says whether it does", async () => {
    show({ compare: FIRST_COMPARISON });
    const compare = screen.getByRole("button", { name: "Compare", pressed: true });
    await userEvent.click(compare);
    expect(run).toHaveBeenCalledWith("compare");
  });

  it("links to the result, under the name of what was asked", () => {
    show();
    const link = screen.getByRole("link", { name: "Download" });
    expect(link.getAttribute("download")).toBe("meadow-v1-make-it-blue.jpg");
    expect(link.getAttribute("href")).toBe("/api/images/a.png?download=meadow-v1-make-it-blue.jpg&format=jpeg");
  });

  it("offers every other format, with what it takes", async () => {
    const sizes = { jpeg: { bytes: 5_347_738, exact: true }, png: { bytes: 23_000_000, exact: false } };
    const asked: unknown[] = [];
    vi.stubGlobal("fetch", async (address: string) => {
      asked.push(address);
      return Response.json(sizes);
    });
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Download in another format" }));
    expect(await screen.findByText("5.1 MB")).toBeTruthy();
    expect(screen.getByText("about 21.9 MB")).toBeTruthy();
    expect(asked).toEqual(["/api/images/a.png/sizes"]);
    const links = ["JPEG", "PNG", "WebP", "AVIF"].map((name) =>
      screen.getByRole("link", { name: new RegExp(`^${name}`) }),
    );
    expect(links.map((link) => link.getAttribute("download"))).toEqual(
      ["jpg", "png", "webp", "avif"].map((ending) => `meadow-v1-make-it-blue.${ending}`),
    );
    vi.unstubAllGlobals();
  });

  it("offers another quality and a smaller size, with what they take", async () => {
    const asked: string[] = [];
    vi.stubGlobal("fetch", async (address: string) => {
      asked.push(address);
      return Response.json({ jpeg: { bytes: address.includes("longest") ? 300_000 : 5_000_000, exact: false } });
    });
    show({ edit: { ...done, width: 3000, height: 4000 } });
    await userEvent.click(await screen.findByRole("button", { name: "Download in another format" }));
    const side = await screen.findByRole("combobox", { name: "Longest side" });
    expect([...side.querySelectorAll("option")].map(({ value }) => value)).toEqual(["", "2560", "1920", "1280", "800"]);
    await userEvent.selectOptions(side, "1280");
    fireEvent.change(screen.getByRole("slider", { name: "Quality" }), { target: { value: "60" } });
    expect(await screen.findByText("about 293 KB")).toBeTruthy();
    expect(asked).toEqual(["/api/images/a.png/sizes", "/api/images/a.png/sizes?quality=60&longest=1280"]);
    const href = (name: RegExp) => screen.getByRole("link", { name }).getAttribute("href");
    expect(href(/^JPEG/)).toContain("format=jpeg&quality=60&longest=1280");
    expect(href(/^PNG/)).toMatch(/format=png&longest=1280$/);
    vi.unstubAllGlobals();
  });

  it("shows what it does not do, when the picture cannot be copied", async () => {
    vi.stubGlobal("fetch", async () => Response.json({}));
    const refuse = () => Promise.reject(new Error("This browser does not copy pictures from here."));
    run.mockImplementation(((id: CommandId) => (id === "copy" ? refuse() : undefined)) as never);
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Download in another format" }));
    await userEvent.click(await screen.findByRole("button", { name: "Copy picture" }));
    expect((await screen.findByRole("alert")).textContent).toContain("does not copy");
    vi.unstubAllGlobals();
  });
});
