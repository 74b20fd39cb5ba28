import { beforeEach, describe, expect, it } from "vitest";
import { runnerOf } from "../commands";
import { testEdit, testState, testStudio } from "../test-editor";

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const edit = (number: number, parent: number | null) =>
  testEdit({
    uuid: id(number),
    status: "completed",
    version: number,
    prompt: `wish ${number}`,
    created_at: `2026-11-25T10:00:0${number}.000Z`,
    parent_edit_uuid: parent === null ? null : id(parent),
  });
const edits = [edit(1, null), edit(2, 1), edit(3, 1), edit(4, 3)];

function at(number: number) {
  window.history.replaceState(null, "", `/edits/${id(number)}`);
  const { studio, said } = testStudio(testState({ edits }));
  return { studio, said, run: runnerOf(studio), here: () => window.location.pathname.slice(-1) };
}

beforeEach(() => window.history.replaceState(null, "", "/"));

describe("undo and redo", () => {
  it("go up the tree to the original, and down to what was made last", async () => {
    const { run, here } = at(4);
    await run("undo");
    expect(here()).toBe("3");
    await run("undo");
    expect(here()).toBe("1");
    expect(window.location.search).toBe("");
    await run("undo");
    await run("undo");
    expect(window.location.pathname + window.location.search).toBe(`/edits/${id(1)}?version=0`);
    run("redo");
    expect(window.location.pathname + window.location.search).toBe(`/edits/${id(1)}`);
    run("redo");
    expect(here()).toBe("3");
    run("redo");
    run("redo");
    expect(here()).toBe("4");
  });

  it("say where they lead", async () => {
    const { run, said } = at(4);
    await run("undo");
    run("redo");
    expect(said).toEqual(["Version 3: wish 3", "Version 4: wish 4"]);
  });
});

describe("earlier words", () => {
  it("come back into the box, newest first, and what was begun comes back after them", () => {
    const { studio, run } = at(4);
    const prompt = () => studio.view().state.prompt;
    studio.dispatch({ type: "promptChanged", prompt: "half a wi" });
    const seen = ["olderWords", "olderWords", "newerWords", "newerWords", "newerWords"] as const;
    expect(
      seen.map((command) => {
        run(command);
        return prompt();
      }),
    ).toEqual(["wish 4", "wish 3", "wish 4", "half a wi", "half a wi"]);
    for (let press = 0; press < 9; press++) run("olderWords");
    expect(prompt()).toBe("wish 1");
  });
});
