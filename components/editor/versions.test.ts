import { describe, expect, it } from "vitest";
import type { EditNode } from "@/lib/edits/view-schema";
import type { Version } from "./editor-state";
import { downloadOf } from "./canvas/downloads";
import { viewOf } from "./editor-view";
import { testEdit, testState, testSurroundings } from "./test-editor";
import { branchesOf, nameVersion, numberVersions, ORIGINAL } from "./versions";

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const done = { status: "completed", width: 640, height: 480 } as const;

/** A version of a chain: its number in time, and that of what it was made of; 0: the original. */
function version(number: number, parent: number, change: Partial<EditNode> = {}): Version {
  const edit = testEdit({
    ...done,
    uuid: id(number),
    version: number,
    prompt: `wish ${number}`,
    created_at: `2026-11-25T10:00:0${number}.000Z`,
    parent_edit_uuid: parent === 0 ? null : id(parent),
    original_preview_url: parent === 0 ? "/o.webp" : `/p${parent}.webp`,
    original_image_url: parent === 0 ? "/o.jpg" : `/r${parent}.jpg`,
    preview_image_url: `/p${number}.webp`,
    edited_image_url: `/r${number}.jpg`,
    ...change,
  });
  return { edit, root: id(1), own: true, source: null, checkedAt: null };
}

const drawn = (versions: readonly Version[]) =>
  branchesOf(versions).map(({ version: shown, lane, passing, opening, goesOn }) => [
    shown === null ? "original" : shown.edit.prompt,
    { lane, passing, opening, goesOn },
  ]);

describe("numberVersions", () => {
  it("are the server's, of what has a result or may come to have one", () => {
    const versions = [
      version(1, 0),
      version(2, 1, { status: "failed" }),
      version(3, 1),
      version(4, 3, { status: "canceled" }),
      version(5, 3, { status: "pending" }),
    ];
    expect([...numberVersions(versions)]).toEqual([
      [id(1), 1],
      [id(3), 3],
      [id(5), 5],
    ]);
    expect(versions.map((one) => nameVersion(one, numberVersions(versions).get(one.edit.uuid) ?? 0))).toEqual([
      "Version 1",
      "Failed edit",
      "Version 3",
      "Canceled edit",
      "Version 5",
    ]);
  });
});

describe("branchesOf", () => {
  it("lets a row of versions stand in one lane below the original", () => {
    expect(drawn([version(1, 0), version(2, 1)])).toEqual([
      ["original", { lane: 0, passing: [], opening: [], goesOn: true }],
      ["wish 1", { lane: 0, passing: [], opening: [], goesOn: true }],
      ["wish 2", { lane: 0, passing: [], opening: [], goesOn: false }],
    ]);
  });

  it("gives every branch a lane of its own, which passes what went on before it", () => {
    const versions = [version(1, 0), version(2, 1), version(3, 2), version(4, 1), version(5, 1), version(6, 4)];
    expect(drawn(versions)).toEqual([
      ["original", { lane: 0, passing: [], opening: [], goesOn: true }],
      ["wish 1", { lane: 0, passing: [], opening: [1, 2], goesOn: true }],
      ["wish 2", { lane: 0, passing: [1, 2], opening: [], goesOn: true }],
      ["wish 3", { lane: 0, passing: [1, 2], opening: [], goesOn: false }],
      ["wish 4", { lane: 1, passing: [2], opening: [], goesOn: true }],
      ["wish 6", { lane: 1, passing: [2], opening: [], goesOn: false }],
      ["wish 5", { lane: 2, passing: [], opening: [], goesOn: false }],
    ]);
  });

  it("hangs from the original what came of a version that is gone", () => {
    expect(drawn([version(2, 1), version(3, 0)]).map(([name]) => name)).toEqual(["original", "wish 2", "wish 3"]);
  });
});

describe("the pictures of a version", () => {
  const versions = [version(1, 0), version(2, 1), version(3, 2), version(4, 1, { status: "failed" })];
  const edits = versions.map(({ edit }) => edit);
  const at = (number: number, compare: { other?: string | null; swapped?: boolean } | null = null) =>
    viewOf(
      testState({ edits }),
      testSurroundings(edits[number - 1] ?? null, {
        compare: compare === null ? null : { mode: "slider", other: null, swapped: false, ...compare },
      }),
    );
  const labels = (view: ReturnType<typeof at>) => view.pair?.map(({ shown }) => shown.label) ?? null;

  it("are its own, the one that it was made of, and the original of all", () => {
    expect(at(3)).toMatchObject({
      before: { label: "v2", src: "/p2.webp", full: "/r2.jpg", size: { width: 640, height: 480 } },
      after: { label: "v3", src: "/p3.webp", full: "/r3.jpg" },
      first: { label: "Original", src: "/o.webp", full: "/o.jpg", size: null },
    });
  });

  it("are compared with what it was made of, or with any other", () => {
    expect(labels(at(3))).toEqual(["v2", "v3"]);
    expect(labels(at(1))).toEqual(["Original", "v1"]);
    expect(labels(at(3, { other: ORIGINAL }))).toEqual(["Original", "v3"]);
    expect(labels(at(3, { other: id(1), swapped: true }))).toEqual(["v3", "v1"]);
    expect(at(3).sides.map(({ shown }) => shown.label)).toEqual(["Original", "v1", "v2", "v3"]);
  });

  it("are compared with what it was made of where the address names itself, or what is not there", () => {
    expect(labels(at(3, { other: id(3) }))).toEqual(["v2", "v3"]);
    expect(labels(at(3, { other: id(9) }))).toEqual(["v2", "v3"]);
    expect(at(4).pair).toBeNull();
  });

  it("of which the original is that of any version that was made of it, however many were deleted", () => {
    const left = [version(2, 1), version(3, 0, { original_preview_url: "/o3.webp" })].map(({ edit }) => edit);
    const view = viewOf(testState({ edits: left }), testSurroundings(left[0] ?? null));
    expect(view.first).toMatchObject({ label: "Original", src: "/o3.webp" });
    expect(view.keeper?.edit.uuid).toBe(id(3));
  });

  it("of which the original is looked at as one of its own, and the next edit is made of it", () => {
    const view = viewOf(testState({ edits }), testSurroundings(edits[2] ?? null, { original: true }));
    expect(view).toMatchObject({
      phase: "original",
      current: null,
      number: 0,
      before: { label: "Original", src: "/o.webp" },
      after: null,
      source: { original: id(1) },
      pair: null,
      blocked: null,
    });
    expect(view.versions).toHaveLength(4);
    expect(downloadOf(view)).toEqual({
      href: "/o.jpg?download=meadow-v0-original.jpg&format=jpeg",
      name: "meadow-v0-original.jpg",
    });
    const orphan = version(2, 1);
    const gone = viewOf(testState({ edits: [orphan.edit] }), testSurroundings(orphan.edit, { original: true }));
    expect(gone).toMatchObject({ phase: "done", original: false });
  });

  it("are compared with what is left of a version that was deleted", () => {
    const orphan = version(2, 1);
    const view = viewOf(testState({ edits: [orphan.edit] }), testSurroundings(orphan.edit));
    expect(view.first?.label).toBe("Before");
    expect(view.pair?.map(({ shown }) => shown.src)).toEqual(["/p1.webp", "/p2.webp"]);
  });
});
