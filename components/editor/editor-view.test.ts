import { describe, expect, it } from "vitest";
import type { EditNode } from "@/lib/edits/view-schema";
import { RequestFailure } from "./client/request-failure";
import type { EditorState } from "./editor-state";
import { downloadOf } from "./canvas/downloads";
import { idInPath, pageTitle, sameSource, viewOf } from "./editor-view";
import { testEdit, testLocalPicture, testSending, testState, testSurroundings } from "./test-editor";

const ID = "00000000-0000-4000-8000-00000000000";
const at = (second: number) => `2026-11-25T10:00:0${second}.000Z`;
const done = { status: "completed", edited_image_url: "/api/images/r.png", width: 640, height: 480 } as const;
const first = testEdit({ ...done, uuid: `${ID}1`, created_at: at(1), original_preview_url: "/o.webp" });
const second = testEdit({
  ...done,
  uuid: `${ID}2`,
  created_at: at(2),
  parent_edit_uuid: `${ID}1`,
  chain_position: 2,
  version: 3,
});
const elsewhere = testEdit({ uuid: `${ID}9`, created_at: at(0) });

const picture = testLocalPicture();
const draft = { picture, size: { width: 320, height: 200 } };
const failure = new RequestFailure("Refused.", "HTTP_500");

const seen = (state: EditorState, edit: EditNode | null = null) => viewOf(state, testSurroundings(edit));
const withEdit = (change: Partial<EditNode>) => {
  const edit = { ...first, ...change };
  return seen(testState({ edits: [edit] }), edit);
};

describe("idInPath", () => {
  it("reads the version that an address names", () => {
    expect(idInPath(`/edits/${ID}A`)).toBe(`${ID}a`);
    expect(idInPath(`/edits/${ID}a/`)).toBe(`${ID}a`);
    expect(idInPath("/")).toBeNull();
    expect(idInPath("/edits/a")).toBeNull();
  });
});

describe("viewOf", () => {
  it.each([
    ["home", seen(testState())],
    ["draft", seen(testState({ draft }))],
    ["sending", seen(testState({ draft, sending: testSending() }))],
    ["refused", seen(testState({ draft, sending: testSending({ failure }) }))],
    ["running", withEdit({ status: "processing_image" })],
    ["done", withEdit({})],
    ["failed", withEdit({ status: "failed" })],
    ["failed", withEdit({ status: "canceled" })],
    ["gone", seen(testState(), first)],
    [
      "gone",
      seen(testState({ sending: testSending({ intent: { ...testSending().intent, path: `/edits/${ID}1` } }) }), first),
    ],
  ])("is in the phase %s", (phase, view) => {
    expect(view.phase).toBe(phase);
  });

  it("shows a submission on the page that it was sent from alone", () => {
    const view = seen(testState({ edits: [first], sending: testSending() }), first);
    expect(view).toMatchObject({ phase: "done", sending: null, blocked: "elsewhere" });
    expect(seen(testState({ sending: testSending() })).blocked).toBeNull();
    expect(seen(testState({ edits: [first], sending: testSending({ failure }) }), first).blocked).toBeNull();
  });

  it("shows the versions of a picture by the numbers that they have, whatever else is there", () => {
    const state = testState({ edits: [first, second] });
    const more = new Map([
      [elsewhere.uuid, { edit: elsewhere, root: elsewhere.uuid, own: true, source: null, checkedAt: null }],
    ]);
    const view = seen({ ...state, versions: new Map([...more, ...[...state.versions].toReversed()]) }, second);
    expect(view.versions.map(({ edit }) => edit.uuid)).toEqual([first.uuid, second.uuid]);
    expect(view.number).toBe(3);
    expect(seen(state).versions).toEqual([]);
  });

  it("says why nothing can be sent", () => {
    expect(withEdit({ status: "pending" }).blocked).toBe("running");
    expect(withEdit({ chain_position: 5 }).blocked).toBe("full");
    expect(withEdit({ chain_position: 5, status: "failed" }).blocked).toBeNull();
    expect(withEdit({ chain_position: 4 }).blocked).toBeNull();
  });

  it("makes the next edit of the draft, of the result, or of what the failed one was made of", () => {
    expect(seen(testState()).source).toBeNull();
    expect(seen(testState({ draft }))).toMatchObject({ source: { picture }, sourceSize: draft.size });
    expect(withEdit({})).toMatchObject({ source: { parent: first.uuid }, sourceSize: { width: 640, height: 480 } });
    expect(withEdit({ status: "failed", parent_edit_uuid: `${ID}0`, width: null })).toMatchObject({
      source: { parent: `${ID}0` },
      sourceSize: null,
    });
    expect(withEdit({ status: "failed" }).source).toEqual({ original: first.uuid });
    const version = { edit: first, root: first.uuid, own: true, source: picture, checkedAt: null };
    // The server has it: it is not sent again, and what is made of it is one more version of the same picture.
    expect(sameSource(version)).toEqual({ original: first.uuid });
  });

  it("puts the source on the canvas, and the result when there is one", () => {
    expect(seen(testState({ draft }))).toMatchObject({
      before: { src: "blob:a", alt: "Your picture", label: "Original" },
      after: null,
    });
    expect(withEdit({})).toMatchObject({
      before: { src: "/o.webp", alt: "Original photo", label: "Original" },
      after: { src: "/api/images/r.png", alt: "Edited photo: make it blue", label: "v1" },
    });
    const chain = testState({
      edits: [first, { ...second, original_preview_url: "/p.webp", preview_image_url: "/q.webp" }],
    });
    expect(seen(chain, second)).toMatchObject({
      before: { src: "/p.webp", alt: "Before this edit: make it blue", label: "v1" },
      after: { src: "/q.webp", label: "v3" },
    });
    const orphan = { ...second, original_preview_url: "/p.webp" };
    expect(seen(testState({ edits: [orphan] }), orphan).before).toMatchObject({
      alt: "Before this edit: earlier version",
      label: "Before",
    });
    const own = testState({ edits: [first], version: { source: picture } });
    expect(seen(own, first).before?.src).toBe("blob:a");
  });
});

describe("downloadOf", () => {
  it("is there for a result alone, with a name that tells what it is", () => {
    expect(downloadOf(withEdit({}))).toEqual({
      href: "/api/images/r.png?download=meadow-v1-make-it-blue.jpg&format=jpeg",
      name: "meadow-v1-make-it-blue.jpg",
    });
    expect(downloadOf(withEdit({ download_format: "webp" }))?.name).toBe("meadow-v1-make-it-blue.webp");
    expect(downloadOf(withEdit({}), "avif")?.href).toBe(
      "/api/images/r.png?download=meadow-v1-make-it-blue.avif&format=avif",
    );
    expect(downloadOf(withEdit({ status: "failed" }))).toBeNull();
    expect(downloadOf(seen(testState({ draft })))).toBeNull();
  });
});

describe("pageTitle", () => {
  it.each([
    ["Mizual", seen(testState())],
    ["Sending… · Mizual", seen(testState({ draft, sending: testSending() }))],
    ["Mizual", seen(testState({ draft, sending: testSending({ failure }) }))],
    ["60% · make it blue · Mizual", withEdit({ status: "processing_image", progress_percent: 60 })],
    ["✓ v1 · make it blue · Mizual", withEdit({})],
    ["Failed · make it blue · Mizual", withEdit({ status: "failed" })],
    ["Uncertain · make it blue · Mizual", withEdit({ status: "failed", can_check: true })],
    ["Canceled · make it blue · Mizual", withEdit({ status: "canceled" })],
    [`✓ v1 · ${"a".repeat(39)}… · Mizual`, withEdit({ prompt: "a".repeat(50) })],
  ])("is “%s”", (title, view) => {
    expect(pageTitle(view)).toBe(title);
  });
});
