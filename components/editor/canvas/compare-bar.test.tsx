import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type CommandId, runnerOf } from "../commands";
import { TestEditor, testEdit, testState, testStudio, testSurroundings } from "../test-editor";
import { viewOf } from "../editor-view";
import { ORIGINAL, sidesOf } from "../versions";
import CompareBar from "./compare-bar";
import { FIRST_COMPARISON } from "./comparison";

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const edit = (number: number, parent: number | null) =>
  testEdit({
    uuid: id(number),
    status: "completed",
    version: number,
    prompt: `wish ${number}`,
    parent_edit_uuid: parent === null ? null : id(parent),
    original_preview_url: "/o.webp",
    preview_image_url: `/p${number}.webp`,
  });
const edits = [edit(1, null), edit(2, 1), edit(3, 2)];

const NUMBERS = new Map([1, 2, 3].map((number) => [id(number), number]));

const run = vi.fn<(id: CommandId, ...args: unknown[]) => undefined>();
beforeEach(() => run.mockReset());
afterEach(() => window.history.replaceState(null, "", "/"));

const [ORIGINAL_SIDE, FIRST, SECOND, THIRD] = [ORIGINAL, id(1), id(2), id(3)] as const;

/** At version 2, which is compared with version 1. */
function show() {
  const around = testSurroundings(edits[1] ?? null, { compare: FIRST_COMPARISON });
  const state = testState({ edits });
  render(
    <TestEditor state={state} around={around} run={run}>
      <CompareBar
        comparison={FIRST_COMPARISON}
        pair={[
          { id: FIRST, shown: { src: "/p1.webp", alt: "Edited photo: wish 1", label: "v1", full: null, size: null } },
          { id: SECOND, shown: { src: "/p2.webp", alt: "Edited photo: wish 2", label: "v2", full: null, size: null } },
        ]}
      />
    </TestEditor>,
  );
}

describe("CompareBar", () => {
  it("names each version by its number and what was asked for, whatever stands for it where it is not seen", () => {
    const described = edits.map((one) => ({ ...one, alt_text: "A house by the sea" }));
    const around = testSurroundings(described[1] ?? null, { compare: FIRST_COMPARISON });
    const [, first, second] = sidesOf(viewOf(testState({ edits: described }), around).versions, NUMBERS);
    if (first === undefined || second === undefined) throw new Error("there are no versions");
    render(
      <TestEditor state={testState({ edits: described })} around={around} run={run}>
        <CompareBar comparison={FIRST_COMPARISON} pair={[first, second]} />
      </TestEditor>,
    );
    const choice = screen.getByRole("combobox", { name: "First picture" });
    expect([...choice.querySelectorAll("option")].map(({ textContent }) => textContent)).toEqual([
      "Original",
      "v1 · wish 1",
      "v2 · wish 2",
      "v3 · wish 3",
    ]);
  });

  it.each([
    ["First picture", THIRD, [THIRD, SECOND]],
    ["First picture", SECOND, [SECOND, FIRST]],
    ["Second picture", THIRD, [FIRST, THIRD]],
    ["Second picture", ORIGINAL_SIDE, [FIRST, ORIGINAL_SIDE]],
    ["Second picture", FIRST, [SECOND, FIRST]],
  ])("as the %s takes %s by one command", async (name, chosen, pair) => {
    show();
    await userEvent.selectOptions(screen.getByRole("combobox", { name }), chosen);
    expect(run.mock.calls).toEqual([["comparePair", ...pair]]);
  });
});

describe("comparing two pictures", () => {
  it.each([
    [[FIRST, SECOND], `${SECOND}?compare=difference&with=${FIRST}`],
    [[SECOND, FIRST], `${SECOND}?compare=difference&with=${FIRST}&swap=1`],
    [[FIRST, THIRD], `${THIRD}?compare=difference&with=${FIRST}`],
    [[ORIGINAL_SIDE, THIRD], `${THIRD}?compare=difference&with=original`],
    [[THIRD, ORIGINAL_SIDE], `${THIRD}?compare=difference&with=original&swap=1`],
    [[SECOND, ORIGINAL_SIDE], `${SECOND}?compare=difference&with=original&swap=1`],
  ] as const)("of %j is one address, and keeps the way to compare", ([first, second], address) => {
    window.history.replaceState(null, "", `/edits/${SECOND}?compare=difference&with=original&swap=1`);
    const { studio } = testStudio(testState({ edits }));
    runnerOf(studio)("comparePair", first, second);
    expect(window.location.pathname + window.location.search).toBe(`/edits/${address}`);
    expect(studio.view().pair?.map((side) => side.id)).toEqual([first, second]);
  });
});
