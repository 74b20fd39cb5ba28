import { describe, expect, it } from "vitest";
import { RequestFailure } from "./client/request-failure";
import { type Can, type CommandId, COMMANDS } from "./commands";
import { type EditorView, type Phase, viewOf } from "./editor-view";
import { testEdit, testLocalPicture, testOffer, testSending, testState, testSurroundings } from "./test-editor";

const draft = { picture: testLocalPicture(), size: null };
const prompt = "make it blue";
const failure = new RequestFailure("Refused.", "HTTP_500", null, null, true);
const enhanced = { enhanced: true, enhanced_prompt: "Turn the car blue." };
const PICTURES = { original_preview_url: "/o.webp", original_image_url: "/o.jpg" };
const EDITS = {
  running: testEdit({ status: "processing_image", ...PICTURES, ...enhanced }),
  done: testEdit({ status: "completed", edited_image_url: "/r.png", ...PICTURES, ...enhanced }),
  failed: testEdit({ status: "failed", retryable: true, can_check: true, ...PICTURES, ...enhanced }),
};
const inPhase = (edit: ReturnType<typeof testEdit>) =>
  viewOf(testState({ edits: [edit], prompt }), testSurroundings(edit));

const VIEWS: Record<Phase, EditorView> = {
  home: viewOf(testState({ prompt }), testSurroundings()),
  draft: viewOf(testState({ draft, prompt }), testSurroundings()),
  sending: viewOf(testState({ draft, prompt, sending: testSending() }), testSurroundings()),
  refused: viewOf(testState({ draft, prompt, sending: testSending({ failure }) }), testSurroundings()),
  running: inPhase(EDITS.running),
  done: inPhase(EDITS.done),
  failed: inPhase(EDITS.failed),
  original: viewOf(testState({ edits: [EDITS.done], prompt }), testSurroundings(EDITS.done, { original: true })),
  gone: viewOf(testState({ prompt }), testSurroundings(EDITS.done)),
};
const PHASES = Object.keys(VIEWS) as Phase[];

/** Where there is a picture to be looked at. */
const PICTURED: readonly Phase[] = ["draft", "sending", "refused", "running", "done", "failed", "original"];

/** The phases in which each command does something, for the browser that made the edit. */
const ENABLED: Record<CommandId, readonly Phase[]> = {
  takeFiles: PHASES,
  takeSample: PHASES,
  startAnew: ["done"],
  chooseOther: ["draft", "refused"],
  fromOriginal: ["done"],
  removeDraft: ["draft", "sending", "refused"],
  // Nothing has been replaced.
  takeBack: [],
  suggest: ["draft", "sending", "refused", "failed"],
  editPrompt: ["refused", "failed"],
  improve: PICTURED,
  // There is but one engine.
  fullSize: [],
  pickEngine: [],
  submit: ["draft", "refused", "done", "failed", "original"],
  resubmit: ["refused"],
  cancel: ["sending", "running"],
  retry: ["failed"],
  check: ["failed"],
  tryWith: ["failed"],
  sendAsWritten: ["running", "done", "failed"],
  select: ["running", "done", "failed", "original"],
  zoomIn: PICTURED,
  zoomOut: PICTURED,
  zoomFit: PICTURED,
  zoomActual: PICTURED,
  zoomTo: PICTURED,
  setGround: PICTURED,
  compare: ["done"],
  setMode: ["done"],
  nextMode: ["done"],
  compareWith: ["done"],
  comparePair: ["done"],
  // While it is compared.
  swap: [],
  turn: [],
  stopComparing: [],
  showOriginal: ["done"],
  // It was made of the original itself.
  showBefore: [],
  openPalette: PICTURED,
  showKeys: PICTURED,
  showGuide: PICTURED,
  // While something lies over the page.
  closeSheet: [],
  fill: PICTURED,
  // To the original, and to what was made of it.
  undo: ["running", "done", "failed"],
  redo: ["original"],
  olderWords: ["running", "done", "failed", "original"],
  newerWords: ["running", "done", "failed", "original"],
  download: ["done", "original"],
  copy: ["done", "original"],
  saveComparison: ["done"],
  giveFeedback: ["done"],
  describe: ["done"],
  delete: ["done", "failed"],
  // Nothing was deleted.
  undoDeletion: [],
};

const can =
  (view: EditorView): Can =>
  (id, ...args) =>
    COMMANDS[id].enabled(view, ...args);
const enabledIn = (view: EditorView) => (Object.keys(COMMANDS) as CommandId[]).filter((id) => can(view)(id));

describe("COMMANDS", () => {
  it("are enabled in the phases in which they do something", () => {
    const found = (Object.keys(COMMANDS) as CommandId[]).map((id) => [
      id,
      PHASES.filter((phase) => can(VIEWS[phase])(id)),
    ]);
    expect(Object.fromEntries(found)).toEqual(ENABLED);
  });

  it("have names of their own, and shortcuts that do not meet", () => {
    const commands = Object.values(COMMANDS);
    const keys = commands.flatMap(({ shortcut }) => (shortcut === undefined ? [] : [shortcut.keys]));
    expect(new Set(keys).size).toBe(keys.length);
    expect(commands.filter(({ label }) => label.trim() === "")).toEqual([]);
  });

  it("let a stranger look, and refine, and change nothing", () => {
    const stranger = (edit: ReturnType<typeof testEdit>) =>
      viewOf(testState({ edits: [edit], prompt, version: { own: false } }), testSurroundings(edit));
    const owners: CommandId[] = ["cancel", "retry", "check", "tryWith", "sendAsWritten", "delete"];
    for (const edit of Object.values(EDITS)) {
      const allowed = enabledIn(stranger(edit));
      expect(owners.filter((id) => allowed.includes(id))).toEqual([]);
    }
    expect(can(stranger(EDITS.done))("submit")).toBe(true);
    expect(can(stranger(EDITS.failed))("editPrompt")).toBe(true);
  });

  it("know what a failure leaves to be done", () => {
    const failed = (change: Partial<typeof EDITS.failed>) => can(inPhase({ ...EDITS.failed, ...change }));
    expect(failed({ retryable: false })("retry")).toBe(false);
    expect(failed({ retryable: false, status: "canceled" })("retry")).toBe(true);
    expect(failed({ can_check: false })("check")).toBe(false);
    expect(failed({ enhanced: false })("sendAsWritten")).toBe(false);
    expect(can(inPhase({ ...EDITS.done, feedback_rating: 0 }))("giveFeedback")).toBe(false);
  });

  it("send words, but neither none nor too many, and nothing beside what is being sent", () => {
    const draftWith = (words: string) => can(viewOf(testState({ draft, prompt: words }), testSurroundings()))("submit");
    expect([" ", "a", "a".repeat(2000), "a".repeat(2001)].map(draftWith)).toEqual([false, true, true, false]);
    const elsewhere = testState({ edits: [EDITS.done], prompt, sending: testSending() });
    expect(can(viewOf(elsewhere, testSurroundings(EDITS.done)))("submit")).toBe(false);
    const full = { ...EDITS.done, chain_position: 5 };
    expect(can(inPhase(full))("submit")).toBe(false);
  });

  it("offer a choice of engines where there are several, and not while one is sent to", () => {
    const engines = [testOffer("flux", "FLUX", 0.045), testOffer("local", "Local engine", 0)];
    const { offers } = testState();
    const state = testState({ draft, offers: { ...offers, latest: { engines, budget: null } } });
    expect(can(viewOf(state, testSurroundings()))("pickEngine")).toBe(true);
    expect(can(viewOf({ ...state, sending: testSending() }, testSurroundings()))("pickEngine")).toBe(false);
  });

  it("select a version of the chain, and no other", () => {
    expect(can(VIEWS.done)("select", EDITS.done.uuid)).toBe(true);
    expect(can(VIEWS.done)("select", "00000000-0000-4000-8000-000000000009")).toBe(false);
  });

  it("look at two pictures only while they are compared, and at the one before where it is not the original", () => {
    const compare = { mode: "slider", other: null, swapped: false } as const;
    const compared = can(viewOf(testState({ edits: [EDITS.done] }), testSurroundings(EDITS.done, { compare })));
    expect(["swap", "turn", "stopComparing"].map((id) => compared(id as CommandId))).toEqual([true, true, true]);
    const refined = { ...EDITS.done, parent_edit_uuid: "00000000-0000-4000-8000-000000000009" };
    expect(can(inPhase(refined))("showBefore", true)).toBe(true);
    expect(can(VIEWS.done)("compareWith", "original")).toBe(true);
    expect(can(VIEWS.done)("compareWith", "00000000-0000-4000-8000-000000000009")).toBe(false);
  });

  it("let go of the original wherever it was held", () => {
    expect(PHASES.filter((phase) => !can(VIEWS[phase])("showOriginal", false))).toEqual([]);
    expect(PHASES.filter((phase) => can(VIEWS[phase])("showOriginal", true))).toEqual(["done"]);
  });

  it.each([
    ["Enter", {}, true],
    ["Enter", { shiftKey: true }, false],
    ["Enter", { altKey: true }, false],
    ["Enter", { ctrlKey: true, shiftKey: true }, true],
    ["Enter", { metaKey: true }, true],
    ["Enter", { isComposing: true }, false],
    ["Enter", { keyCode: 229, ctrlKey: true }, false],
    ["a", { ctrlKey: true }, false],
  ])("hear %s with %o", (key, held, sends) => {
    const press = {
      key,
      keyCode: 0,
      isComposing: false,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
    };
    expect(COMMANDS.submit.shortcut?.matches({ ...press, ...held })).toBe(sends);
  });
});
