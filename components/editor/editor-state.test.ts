import { describe, expect, it } from "vitest";
import { RequestFailure } from "./client/request-failure";
import { type EditorEvent, type EditorState, firstState, isUnderWay, runningIds } from "./editor-state";
import { reduce } from "./reduce";
import { testEdit, testLocalPicture, testOffer, testSending, testState } from "./test-editor";

const FIRST = "00000000-0000-4000-8000-000000000001";
const SECOND = "00000000-0000-4000-8000-000000000002";
const first = testEdit({ uuid: FIRST, status: "completed", progress_percent: 100 });
const second = testEdit({ uuid: SECOND, parent_edit_uuid: FIRST, chain_position: 2 });
const picture = testLocalPicture();
const sending = testSending();
const failure = new RequestFailure("Refused.", "IMAGE_TYPE_NOT_SUPPORTED");
const other = testEdit({ uuid: "00000000-0000-4000-8000-000000000003" });

const versionOf = (edit: typeof other) => ({ edit, root: FIRST, own: true, source: null, checkedAt: null });

const STATES = {
  empty: testState(),
  draft: testState({ draft: { picture, size: null } }),
  sending: testState({ draft: { picture, size: null }, sending }),
  refused: testState({ draft: { picture, size: null }, sending: { ...sending, failure } }),
  versions: testState({ edits: [first, second] }),
  outdated: testState({ connection: "outdated" }),
};
type StateName = keyof typeof STATES;

const EVENTS = {
  pictureTaken: { type: "pictureTaken", picture, path: "/" },
  pictureBack: { type: "pictureBack" },
  pictureKept: { type: "pictureKept", picture },
  draftRestored: { type: "draftRestored", picture: testLocalPicture(), prompt: "make it red", isHere: true },
  sendingRestored: { type: "sendingRestored", sending: { ...sending, failure } },
  pictureRefused: { type: "pictureRefused", reason: "This file is empty." },
  pictureMeasured: { type: "pictureMeasured", width: 320, height: 200 },
  draftRemoved: { type: "draftRemoved" },
  promptChanged: { type: "promptChanged", prompt: "make it blue" },
  improveChanged: { type: "improveChanged", improve: false },
  fullSizeChanged: { type: "fullSizeChanged", fullSize: true },
  pictureHeld: { type: "pictureHeld", held: "original" },
  groundChanged: { type: "groundChanged", ground: "black" },
  sheetChanged: { type: "sheetChanged", sheet: "keys" },
  noticed: { type: "noticed", notice: { text: "Copied.", isError: false } },
  turnChanged: { type: "turnChanged", turned: true },
  sourceChosen: { type: "sourceChosen", fromOriginal: FIRST },
  sendingStarted: { type: "sendingStarted", intent: sending.intent, key: "k2", startedAt: 1 },
  sendingMoved: { type: "sendingMoved", key: "k", share: 0.3 },
  sendingFailed: { type: "sendingFailed", key: "k", failure },
  sendingEnded: { type: "sendingEnded" },
  editAccepted: { type: "editAccepted", edit: other, parent: null, picture: null, key: "k" },
  editsAnswered: { type: "editsAnswered", asked: [SECOND], edits: [{ ...second, status: "completed" }] },
  newsHeard: { type: "newsHeard", versions: [], gone: [SECOND] },
  editLearned: { type: "editLearned", id: FIRST, news: { feedback_rating: 1 } },
  editDeleted: { type: "editDeleted", id: SECOND },
  editReturned: { type: "editReturned", version: versionOf(other) },
  deletionAsked: { type: "deletionAsked", id: SECOND },
  deletionOver: { type: "deletionOver", undone: true },
  offersAnswered: { type: "offersAnswered", offers: null, size: null },
  connectionChanged: { type: "connectionChanged", connection: "lost" },
} as const satisfies Record<EditorEvent["type"], EditorEvent>;

/** States in which an event cannot happen, or says nothing new: the very same state comes back. */
const NOTHING: Partial<Record<EditorEvent["type"], readonly StateName[]>> = {
  // Nothing was replaced.
  pictureBack: ["empty", "draft", "sending", "refused", "versions", "outdated"],
  pictureKept: ["empty", "versions", "outdated"],
  sendingRestored: ["sending", "refused"],
  pictureMeasured: ["empty", "versions", "outdated"],
  draftRemoved: ["empty", "versions", "outdated"],
  sendingStarted: ["sending"],
  sendingMoved: ["empty", "draft", "refused", "versions", "outdated"],
  sendingFailed: ["empty", "draft", "refused", "versions", "outdated"],
  sendingEnded: ["empty", "draft", "versions", "outdated"],
  newsHeard: ["empty", "draft", "sending", "refused", "outdated"],
  editLearned: ["empty", "draft", "sending", "refused", "outdated"],
  editDeleted: ["empty", "draft", "sending", "refused", "outdated"],
  deletionAsked: ["empty", "draft", "sending", "refused", "outdated"],
  deletionOver: ["empty", "draft", "sending", "refused", "versions", "outdated"],
  connectionChanged: ["outdated"],
};

const after = (state: EditorState, ...events: EditorEvent[]) =>
  events.reduce<EditorState>((known, event) => reduce(known, event), state);

describe("reduce", () => {
  const cases = Object.entries(EVENTS).flatMap(([type, event]) =>
    Object.entries(STATES).map(([name, state]) => ({ type, event, name, state })),
  );
  it("changes nothing where an event cannot happen, and something everywhere else", () => {
    const unchanged = cases.filter(({ event, state }) => reduce<EditorEvent["type"]>(state, event) === state);
    const expected = Object.entries(NOTHING).flatMap(([type, names]) => names.map((name) => `${type} in ${name}`));
    expect(unchanged.map(({ type, name }) => `${type} in ${name}`).toSorted()).toEqual(expected.toSorted());
  });

  it("leaves the state that it was given as it was", () => {
    const before = structuredClone(STATES.versions.versions);
    for (const { event } of cases) reduce<EditorEvent["type"]>(STATES.versions, event);
    expect(STATES.versions.versions).toEqual(before);
  });
});

describe("a picture", () => {
  it("becomes the draft, and puts away why the last one was not taken", () => {
    const state = after(STATES.empty, EVENTS.pictureRefused, EVENTS.pictureTaken);
    expect(state).toMatchObject({ draft: { picture, size: null }, refusal: null });
  });

  it("puts away what came back refused on its page, and nothing else", () => {
    expect(after(STATES.refused, EVENTS.pictureTaken).sending).toBeNull();
    expect(after(STATES.refused, { ...EVENTS.pictureTaken, path: "/edits/x" }).sending).not.toBeNull();
    expect(after(STATES.sending, EVENTS.pictureTaken).sending).toBe(sending);
  });

  it("is measured, and refused when it is too large", () => {
    expect(after(STATES.draft, EVENTS.pictureMeasured)).toMatchObject({
      draft: { size: { width: 320, height: 200 } },
      refusal: null,
    });
    const huge = after(STATES.draft, { ...EVENTS.pictureMeasured, width: 10_000, height: 6_000 });
    expect(huge.refusal).toBe("This picture has 60 megapixels. Pictures may have up to 50.");
    expect(after(huge, EVENTS.pictureMeasured).refusal).toBeNull();
  });
});

describe("a draft", () => {
  const other = { ...testLocalPicture(), name: "b.png" };
  const taken = { ...EVENTS.pictureTaken, picture: other };

  it("that another took the place of can be had back", () => {
    const replaced = after(STATES.draft, taken);
    expect(replaced.draftNotice?.text).toBe("“b.png” took the place of “a.png”.");
    expect(after(replaced, EVENTS.pictureBack)).toMatchObject({ draft: { picture }, draftNotice: null });
  });

  it("says which of many pictures it is", () => {
    const of = (left: number) => after(STATES.empty, { ...taken, left }).draftNotice?.text;
    expect(of(0)).toBeUndefined();
    expect(of(1)).toBe("One picture is edited at a time: “b.png” was taken, the other one was not.");
    expect(of(29)).toBe("One picture is edited at a time: “b.png” was taken, the 29 others were not.");
    expect(after(STATES.draft, { ...taken, left: 1 }).draftNotice?.text).toContain("took the place of “a.png”");
  });

  it("comes back after a reload with its words, unless there is something newer", () => {
    const back = after(STATES.empty, EVENTS.draftRestored);
    expect(back).toMatchObject({ draft: { picture: EVENTS.draftRestored.picture }, prompt: "make it red" });
    expect(back.kept).toBe(back.draft?.picture);
    expect(back.draftNotice?.text).toBe("This is the picture that you have not sent yet.");
    const newer = after(STATES.draft, EVENTS.promptChanged, EVENTS.draftRestored);
    expect(newer).toMatchObject({ draft: { picture }, prompt: "make it blue", draftNotice: null });
  });

  it("is said to be kept only while it is the one that is kept", () => {
    const kept = after(STATES.draft, EVENTS.pictureKept);
    expect(kept.kept).toBe(picture);
    expect(after(STATES.draft, { ...EVENTS.pictureKept, picture: other }).kept).toBeNull();
  });

  it("is not spoken of any more once it is sent or put away", () => {
    const noticed = after(STATES.draft, taken);
    expect(after(noticed, EVENTS.sendingStarted).draftNotice).toBeNull();
    expect(after(noticed, EVENTS.draftRemoved).draftNotice).toBeNull();
  });
});

describe("a submission", () => {
  it("goes on, never back, fails, and starts again from nothing", () => {
    const moved = after(STATES.draft, { ...EVENTS.sendingStarted, key: "k" }, EVENTS.sendingMoved);
    expect(moved.sending).toMatchObject({ key: "k", share: 0.3, failure: null });
    expect(after(moved, { ...EVENTS.sendingMoved, share: 0.2 })).toBe(moved);
    const failed = after(moved, EVENTS.sendingFailed);
    expect(failed.sending).toMatchObject({ share: 0, failure });
    expect(isUnderWay(failed.sending)).toBe(false);
    const again = after(failed, { ...EVENTS.sendingStarted, key: "k" });
    expect(again.sending).toMatchObject({ key: "k", share: 0, failure: null });
    expect(isUnderWay(again.sending, "k")).toBe(true);
    expect(isUnderWay(again.sending, "k2")).toBe(false);
  });

  it("is not moved or failed by another", () => {
    expect(after(STATES.sending, { ...EVENTS.sendingMoved, key: "old" })).toBe(STATES.sending);
    expect(after(STATES.sending, { ...EVENTS.sendingFailed, key: "old" })).toBe(STATES.sending);
  });
});

describe("an accepted edit", () => {
  const accepted = { ...EVENTS.editAccepted, picture } as const;

  it("ends its submission, takes the draft and the words that it was made of, and begins a chain", () => {
    const state = after({ ...STATES.sending, prompt: " make it blue " }, accepted);
    expect(state).toMatchObject({ sending: null, draft: null, prompt: "" });
    expect(state.versions.get(other.uuid)).toEqual({
      edit: other,
      root: other.uuid,
      own: true,
      source: picture,
      checkedAt: null,
      sentAt: sending.startedAt,
      sourceSize: null,
    });
  });

  it("leaves another draft, other words and another submission alone", () => {
    const state = after({ ...STATES.sending, prompt: "something else" }, { ...accepted, key: "k9", picture: null });
    expect(state.draft).toBe(STATES.sending.draft);
    expect(state.prompt).toBe("something else");
    expect(state.sending).toBe(sending);
    expect(after(STATES.sending, { ...accepted, key: null }).sending).toBe(sending);
  });

  it("goes on in the chain of the edit that it was made of", () => {
    const state = after(STATES.versions, { ...accepted, parent: second });
    expect(state.versions.get(other.uuid)?.root).toBe(FIRST);
  });

  it("that the page knows already stays as far as it was", () => {
    const ahead = { ...other, status: "processing_image", progress_percent: 60 } as const;
    const state = after(testState({ edits: [ahead] }), accepted);
    expect(state.versions.get(other.uuid)?.edit).toBe(ahead);
  });
});

describe("news of edits", () => {
  it("counts where it is newer, and what was not answered is gone", () => {
    const state = after(STATES.versions, EVENTS.editsAnswered);
    expect(state.versions.get(SECOND)?.edit.status).toBe("completed");
    expect(after(STATES.versions, { ...EVENTS.editsAnswered, edits: [] }).versions.has(SECOND)).toBe(false);
    const late = { ...EVENTS.editsAnswered, asked: [FIRST], edits: [{ ...first, status: "pending" as const }] };
    expect(after(STATES.versions, late).versions.get(FIRST)?.edit.status).toBe("completed");
  });

  it("parts a stranger's edit from the picture that it was made of: the server says that it is a picture of its own", () => {
    const own = after(STATES.versions, { ...EVENTS.editAccepted, parent: second });
    const at = (version: number) =>
      after(own, { type: "editsAnswered", asked: [other.uuid], edits: [{ ...other, version }] }).versions.get(
        other.uuid,
      );
    expect(at(3)?.root).toBe(FIRST);
    expect(at(1)?.root).toBe(other.uuid);
  });

  it("brings back nothing that was deleted meanwhile", () => {
    expect(after(STATES.versions, EVENTS.editDeleted, EVENTS.editsAnswered).versions.has(SECOND)).toBe(false);
  });

  it("hides what is to be deleted, and brings it back as it was", () => {
    const hidden = after(STATES.versions, EVENTS.deletionAsked);
    expect(hidden.versions.has(SECOND)).toBe(false);
    expect(hidden.deleting?.edit.uuid).toBe(SECOND);
    expect(runningIds(hidden)).toEqual([]);
    expect(after(hidden, EVENTS.deletionOver)).toEqual(STATES.versions);
    const gone = after(hidden, { type: "deletionOver", undone: false });
    expect(gone).toMatchObject({ deleting: null });
    expect(gone.versions.has(SECOND)).toBe(false);
  });

  it("of one edit leaves its addresses relative, and says when the provider was asked", () => {
    const news = { status: "enhancing_prompt", progress_percent: 25, original_image_url: "https://x/y" } as const;
    const learned = { type: "editLearned", id: SECOND, news, checkedAt: 7 } as const;
    const version = after(STATES.versions, learned).versions.get(SECOND);
    expect(version).toMatchObject({ checkedAt: 7, edit: { status: "enhancing_prompt", original_image_url: null } });
    const again = after(STATES.versions, learned, { type: "editLearned", id: SECOND, news: {} });
    expect(again.versions.get(SECOND)?.checkedAt).toBe(7);
  });

  it("comes from elsewhere too: of this picture's versions, and of no other picture", () => {
    const heard = (root: string) => ({ edit: other, root, own: true });
    const state = after(STATES.versions, { type: "newsHeard", versions: [heard(FIRST)], gone: [SECOND] });
    expect([...state.versions.keys()]).toEqual([FIRST, other.uuid]);
    expect(state.versions.get(other.uuid)).toMatchObject({ root: FIRST, own: true });
    const others = after(STATES.versions, { type: "newsHeard", versions: [heard(other.uuid)], gone: [] });
    expect([...others.versions.keys()]).toEqual([FIRST, SECOND]);
    const done = { ...heard(FIRST), edit: { ...second, status: "completed" as const } };
    const ended = after(STATES.versions, { type: "newsHeard", versions: [done], gone: [] });
    expect(runningIds(ended)).toEqual([]);
    const hidden = after(STATES.versions, EVENTS.deletionAsked);
    expect(after(hidden, { type: "newsHeard", versions: [done], gone: [] }).versions.has(SECOND)).toBe(false);
  });

  it("names those that are not over", () => {
    expect(runningIds(STATES.versions)).toEqual([SECOND]);
  });
});

describe("the connection", () => {
  it("is lost and found; a page that is too old stays so", () => {
    const lost = after(STATES.empty, EVENTS.connectionChanged);
    expect(lost.connection).toBe("lost");
    expect(after(lost, { type: "connectionChanged", connection: "ok" }).connection).toBe("ok");
    expect(after(STATES.outdated, { type: "connectionChanged", connection: "ok" })).toBe(STATES.outdated);
  });
});

describe("firstState", () => {
  it("knows the tree that the page was opened with, and whose it is", () => {
    const offers = { engines: [testOffer("local", "Local engine", 0)], budget: null };
    const tree = { edits: [first, second], current: SECOND, is_owner: false, original: null };
    const { versions, offers: known } = firstState({ tree, offers });
    expect([...versions.values()].map(({ root, own }) => [root, own])).toEqual([
      [FIRST, false],
      [FIRST, false],
    ]);
    expect(known).toMatchObject({ latest: offers, worthAsking: false });
    expect(firstState({ tree: null, offers }).versions.size).toBe(0);
  });
});
