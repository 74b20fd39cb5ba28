import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { rememberSingleKeys } from "../client/storage";
import { type CommandId, COMMANDS } from "../commands";
import { useEditor } from "../editor-context";
import { KEYS, useShortcuts } from "../hooks/use-shortcuts";
import { TestEditor, testEdit, testOffer, testState, testSurroundings } from "../test-editor";
import HelpDialog from "./help-dialog";
import Palette from "./palette";
import { printKeys } from "./print-keys";

const run = vi.fn<(id: CommandId, ...args: unknown[]) => undefined>();
beforeEach(() => {
  run.mockReset();
  rememberSingleKeys(true);
});

const done = testEdit({ status: "completed", edited_image_url: "/r.png", original_preview_url: "/o.webp" });

function show(children: React.ReactNode) {
  return render(
    <TestEditor state={testState({ edits: [done] })} around={testSurroundings(done)} run={run}>
      {children}
    </TestEditor>,
  );
}

describe("printKeys", () => {
  it.each([
    ["Control+K Meta+K", "Ctrl+K", "⌘K"],
    ["Control+Shift+Z Meta+Shift+Z Control+Y", "Ctrl+Shift+Z", "⌘⇧Z"],
    ["Alt+ArrowUp", "Alt+↑", "⌥↑"],
    ["+", "+", "+"],
    ["\\", "\\", "\\"],
    ["Escape", "Esc", "Esc"],
  ])("prints %s as %s, or %s where there is ⌘", (keys, other, apple) => {
    expect([printKeys(keys, false), printKeys(keys, true)]).toEqual([other, apple]);
  });
});

describe("the keys", () => {
  it("are listed from the table that hears them, each of them", () => {
    show(<HelpDialog sheet="keys" />);
    const printed = [...document.querySelectorAll("kbd")].map((key) => key.textContent);
    const bound = Object.values(COMMANDS).flatMap(({ shortcut }) =>
      shortcut === undefined ? [] : [printKeys(shortcut.keys, false)],
    );
    expect(printed.toSorted()).toEqual(bound.toSorted());
  });

  function Keyboard() {
    useShortcuts(useEditor());
    return (
      <section data-keys="">
        <button type="button">a tool</button>
        <input aria-label="percent" />
      </section>
    );
  }

  it("are heard on the canvas and its tools, and single ones never in a field or once they are switched off", async () => {
    show(<Keyboard />);
    const tool = screen.getByRole("button", { name: "a tool" });
    for (const target of [tool, document.body]) {
      run.mockReset();
      expect(fireEvent.keyDown(target, { key: "m" })).toBe(false);
      expect(run.mock.calls).toEqual([["nextMode"]]);
    }
    run.mockReset();
    expect(fireEvent.keyDown(screen.getByLabelText("percent"), { key: "1" })).toBe(true);
    rememberSingleKeys(false);
    expect(fireEvent.keyDown(tool, { key: "m" })).toBe(true);
    expect(run).not.toHaveBeenCalled();
    fireEvent.keyDown(tool, { key: "k", ctrlKey: true });
    expect(run.mock.calls).toEqual([["openPalette"]]);
  });

  it("leave the browser its own: no zoom of the page, no tabs, and no undo in text", () => {
    show(<Keyboard />);
    for (const key of ["0", "1", "+", "-", "m", "c"]) {
      expect(fireEvent.keyDown(document.body, { key, ctrlKey: true })).toBe(true);
      expect(fireEvent.keyDown(document.body, { key, metaKey: true })).toBe(true);
    }
    expect(fireEvent.keyDown(screen.getByLabelText("percent"), { key: "z", ctrlKey: true })).toBe(true);
    expect(run).not.toHaveBeenCalled();
    expect(new Set(KEYS.map(({ id }) => id)).size).toBe(KEYS.length);
  });

  it("give the focus back to where they were asked for", () => {
    const asked = (open: boolean) => (
      <TestEditor state={testState({ edits: [done] })} around={testSurroundings(done)} run={run}>
        <button type="button">Help</button>
        {open && <HelpDialog sheet="keys" />}
      </TestEditor>
    );
    const { rerender } = render(asked(false));
    const opener = screen.getByRole("button", { name: "Help" });
    opener.focus();
    rerender(asked(true));
    expect(screen.getByRole("dialog").contains(document.activeElement)).toBe(true);
    rerender(asked(false));
    return vi.waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it("are switched off in their own sheet, and stay so", async () => {
    show(<HelpDialog sheet="keys" />);
    await userEvent.click(screen.getByRole("checkbox"));
    expect(screen.getByRole("checkbox")).toHaveProperty("checked", false);
    expect(localStorage.getItem("mizual:single-keys")).toBe("off");
  });
});

describe("the guide in the workspace", () => {
  it("puts a phrase that is pressed into the prompt box, and closes", async () => {
    show(<HelpDialog sheet="guide" />);
    await userEvent.click(await screen.findByRole("link", { name: "“make it brighter”" }));
    expect(run.mock.calls).toEqual([["fill", "make it brighter"], ["closeSheet"]]);
    expect(screen.getByRole("heading", { name: "What it can’t do" })).toBeTruthy();
    expect(screen.getByText("Languages")).toBeTruthy();
  });
});

describe("the guide without phrases", () => {
  it.each([
    ["where any words will do", null, /generative models/],
    ["where it could not be asked for yet", "limited", /wait a minute/],
  ] as const)("says %s what it is", async (_where, vocabulary, said) => {
    render(
      <TestEditor vocabulary={vocabulary}>
        <HelpDialog sheet="guide" />
      </TestEditor>,
    );
    expect((await screen.findByText(said)).textContent).toBeTruthy();
    expect(screen.queryAllByText(/generative models/)).toHaveLength(vocabulary === null ? 1 : 0);
  });
});

function Prompt() {
  const { input } = useEditor();
  return <textarea ref={input} aria-label="words" />;
}

describe("Palette", () => {
  it("finds what can be done now by its words, and does it", async () => {
    show(<Palette />);
    await userEvent.type(screen.getByRole("combobox"), "side by side");
    await userEvent.keyboard("{Enter}");
    expect(run.mock.calls).toEqual([["closeSheet"], ["setMode", "side"]]);
  });

  it("puts earlier words into the box, and goes there once it has closed", async () => {
    const asked = (open: boolean) => (
      <TestEditor state={testState({ edits: [done] })} around={testSurroundings(done)} run={run}>
        <button type="button">Commands</button>
        <Prompt />
        {open && <Palette />}
      </TestEditor>
    );
    const { rerender } = render(asked(false));
    screen.getByRole("button", { name: "Commands" }).focus();
    rerender(asked(true));
    await userEvent.type(screen.getByRole("combobox"), "earlier words");
    await userEvent.keyboard("{Enter}");
    rerender(asked(false));
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("words")));
  });

  it("names each of several versions that are called the same, and every engine with the server's own order", () => {
    const failed = [1, 2].map((number) =>
      testEdit({ uuid: `00000000-0000-4000-8000-00000000000${number}`, status: "failed", version: number + 1 }),
    );
    const engines = [testOffer("flux", "FLUX", 0.045), testOffer("local", "Local engine", 0)];
    const state = testState({ edits: [done, ...failed] });
    const offers = { ...state.offers, latest: { engines, budget: null } };
    render(
      <TestEditor state={{ ...state, offers }} around={testSurroundings(done)} run={run}>
        <Palette />
      </TestEditor>,
    );
    const names = screen.getAllByRole("option").map(({ textContent }) => textContent);
    expect(names.filter((name) => name === "Go to failed edit: make it blue")).toHaveLength(2);
    expect(names.filter((name) => name.startsWith("Engine: "))).toEqual([
      "Engine: Automatic",
      "Engine: FLUX",
      "Engine: Local engine",
    ]);
  });

  it("offers nothing that cannot be done now, and says where nothing is found", async () => {
    show(<Palette />);
    expect(screen.getByRole("option", { name: /^Download/ })).toBeTruthy();
    expect(screen.queryByRole("option", { name: /^Swap/ })).toBeNull();
    await userEvent.type(screen.getByRole("combobox"), "unicorn");
    expect(screen.getByText("Nothing of that name can be done now.")).toBeTruthy();
  });
});
