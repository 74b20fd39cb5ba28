import type { EditNode, EditTree } from "@/lib/edits/schema";
import { isFinal } from "@/lib/lifecycle";
import { mergeEdit } from "./client/edits";
import { answeredOffers, firstOffers, type Offers, type OffersState } from "./client/offers";
import { type LocalPicture, refusePixels } from "./client/pictures";
import type { RequestFailure } from "./client/request";

/** One version of a picture: an edit, and what only this page knows of it. */
export type Version = {
  edit: EditNode;
  /** Id of the version that stands for its picture. */
  root: string;
  /** This browser made it: it may cancel, retry and delete it. */
  own: boolean;
  /** What it was made of, where this browser has the picture itself. */
  source: LocalPicture | null;
  /** When the provider was last asked again, in milliseconds since the epoch. */
  checkedAt: number | null;
  /** When it left this page, in milliseconds since the epoch: its clock goes on from there. */
  sentAt?: number | undefined;
};

/** Pixels. */
export type PictureSize = { width: number; height: number };

/**
 * What an edit is made of: a picture of this browser's, the original of the picture that an edit is a version of, or the
 * result of an edit.
 */
export type Source = { picture: LocalPicture } | { original: string } | { parent: string };

/** What the person wants made, and of what. */
export type Intent = {
  prompt: string;
  enhance: "auto" | "off";
  /** A paid engine gets all of the picture. */
  fullSize: boolean;
  /** Id of the engine that the person picked; `null`: the server's order. */
  engine: string | null;
  /** Address of the page that it was sent from, where its progress is shown. */
  path: string;
  source: Source;
};

/** What is on its way to the server, or came back refused. */
export type Sending = {
  intent: Intent;
  /** One per intent, kept over retries: the same, sent again, stays one edit. */
  key: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Times that it was sent, with this one. */
  tries: number;
  /** Share of the upload that has left, 0 to 1. */
  share: number;
  failure: RequestFailure | null;
};

/** A picture that was chosen and not sent yet; its size once the browser has decoded it. */
export type Draft = { picture: LocalPicture; size: PictureSize | null };

/** Something worth saying about the draft, as a sentence; `back`: the one that it took the place of. */
export type DraftNotice = { text: string; back: Draft | null };

/** What is shown instead of the result for as long as a button or key is held; `null`: nothing is held. */
export type Held = "original" | "before" | null;

/** What shows through where a picture is transparent. */
export type Ground = "checks" | "black" | "white";

/** What can lie over the page: all commands, the keys, what can be said. */
export type Sheet = "palette" | "keys" | "guide";

/** `lost`: no answer for 5 s. `outdated`: the server is newer than this page. */
export type Connection = "ok" | "lost" | "outdated";

/**
 * All that the editor knows and nobody else keeps. Which version is looked at, and whether it is
 * compared, stands in the address; the engine that was picked in the tab's storage.
 */
export type EditorState = {
  /** By id, of every chain that was looked at since the page was opened. */
  versions: ReadonlyMap<string, Version>;
  draft: Draft | null;
  /** The draft's picture, once this browser keeps it over a reload. */
  kept: LocalPicture | null;
  draftNotice: DraftNotice | null;
  /** Why the last picture was not taken, as a sentence. */
  refusal: string | null;
  prompt: string;
  /** Whether the words may be made clearer before they are sent. */
  improve: boolean;
  /** Whether a paid engine is to get all of the picture. */
  fullSize: boolean;
  sending: Sending | null;
  held: Held;
  ground: Ground;
  /** What lies over the page; `null`: nothing. */
  sheet: Sheet | null;
  /** What came of a command that shows nothing else; `null`: nothing to say. */
  notice: { text: string; isError: boolean } | null;
  /** Compared pictures are split or laid the other way than their shape suggests. */
  turned: boolean;
  /** Id of the finished version from which the next edit is one of the picture's original; `null`: of its result. */
  fromOriginal: string | null;
  offers: OffersState;
  connection: Connection;
};

/** What can happen, and what is told of it. */
export type EditorEvents = {
  /** A picture is to be edited; `path`: the page it came to; `left`: how many came with it and were not taken. */
  pictureTaken: { picture: LocalPicture; path: string; left?: number };
  /** The draft that was replaced is to be the draft again. */
  pictureBack: object;
  /** The browser keeps this one over a reload. */
  pictureKept: { picture: LocalPicture };
  /** What was kept over a reload; `isHere`: the page shows it. */
  draftRestored: { picture: LocalPicture | null; prompt: string; isHere: boolean };
  /** What was on its way when the page was left. */
  sendingRestored: { sending: Sending };
  pictureRefused: { reason: string };
  pictureMeasured: PictureSize;
  draftRemoved: object;
  promptChanged: { prompt: string };
  improveChanged: { improve: boolean };
  fullSizeChanged: { fullSize: boolean };
  pictureHeld: { held: Held };
  groundChanged: { ground: Ground };
  sheetChanged: { sheet: Sheet | null };
  noticed: { notice: EditorState["notice"] };
  turnChanged: { turned: boolean };
  /** What the next edit from a finished version is made of. */
  sourceChosen: { fromOriginal: string | null };
  sendingStarted: Pick<Sending, "intent" | "key" | "startedAt">;
  sendingMoved: { key: string; share: number };
  sendingFailed: { key: string; failure: RequestFailure };
  /** It was stopped, or what came back refused was put away. */
  sendingEnded: object;
  /** The server took an edit; `key` of what was sent for it, `null` where nothing was. */
  editAccepted: {
    edit: EditNode;
    parent: EditNode | null;
    /** Id of a version of the same picture, where it was made of that one's original. */
    beside?: string | null;
    picture: LocalPicture | null;
    key: string | null;
  };
  /** The answer to a poll: what was asked for and not answered is gone. */
  editsAnswered: { asked: readonly string[]; edits: readonly EditNode[] };
  /** News of one edit; `checkedAt` where the provider was asked again for it. */
  editLearned: { id: string; news: Partial<EditNode>; checkedAt?: number };
  editDeleted: { id: string };
  /** `offers` is `null` where there was no answer; `size` is the picture's that was asked for. */
  offersAnswered: { offers: Offers | null; size: PictureSize | null };
  connectionChanged: { connection: Connection };
};

type EventType = keyof EditorEvents;
type EventOf<T extends EventType> = { [K in T]: { type: K } & EditorEvents[K] }[T];

export type EditorEvent = EventOf<EventType>;

export type Dispatch = (event: EditorEvent) => void;

type Start = {
  tree: EditTree | null;
  offers: Offers;
  /** What stands in the prompt box. */
  prompt?: string;
};

/** The state as the page is opened: with a tree of versions, or on the home page with none (`null`). */
export function firstState({ tree, offers, prompt = "" }: Start): EditorState {
  const root = tree?.edits[0]?.uuid ?? "";
  const own = tree?.is_owner === true;
  const versions = (tree?.edits ?? []).map((edit): [string, Version] => [
    edit.uuid,
    { edit, root, own, source: null, checkedAt: null },
  ]);
  return {
    versions: new Map(versions),
    draft: null,
    kept: null,
    draftNotice: null,
    refusal: null,
    prompt,
    improve: true,
    fullSize: false,
    sending: null,
    held: null,
    ground: "checks",
    turned: false,
    sheet: null,
    notice: null,
    fromOriginal: null,
    offers: firstOffers(offers),
    connection: "ok",
  };
}

/** The state after an event. What cannot happen in a state changes nothing: the very same state comes back. */
export function reduce<T extends EventType>(state: EditorState, event: EventOf<T>): EditorState {
  const after: Handlers[T] = HANDLERS[event.type];
  return after(state, event);
}

type Handlers = { [T in EventType]: (state: EditorState, event: EventOf<T>) => EditorState };

const HANDLERS: Handlers = {
  pictureTaken: (state, { picture, path, left = 0 }) => ({
    ...state,
    draft: { picture, size: null },
    draftNotice: noticeOf(picture, left, state.draft),
    refusal: null,
    sending: state.sending?.failure && state.sending.intent.path === path ? null : state.sending,
  }),
  pictureBack: (state) =>
    state.draftNotice?.back ? { ...state, draft: state.draftNotice.back, draftNotice: null, refusal: null } : state,
  pictureKept: (state, { picture }) =>
    state.draft?.picture === picture && state.kept !== picture ? { ...state, kept: picture } : state,
  draftRestored: (state, { picture, prompt, isHere }) => {
    const words = state.prompt === "" ? prompt : state.prompt;
    if (picture === null || state.draft !== null) return words === state.prompt ? state : { ...state, prompt: words };
    const draftNotice = isHere ? { text: "This is the picture that you have not sent yet.", back: null } : null;
    return { ...state, draft: { picture, size: null }, kept: picture, draftNotice, prompt: words };
  },
  sendingRestored: (state, { sending }) => (state.sending === null ? { ...state, sending } : state),
  pictureRefused: (state, { reason }) => ({ ...state, refusal: reason }),
  pictureMeasured: (state, measured) => {
    if (state.draft === null) return state;
    // What is shown of a stored result is smaller than what is edited.
    const { width, height } = state.draft.picture.stored ?? measured;
    // What was said of another file stays, what was said of this one's size does not.
    const before = state.draft.size && refusePixels(state.draft.size.width, state.draft.size.height);
    const refusal = refusePixels(width, height) ?? (state.refusal === before ? null : state.refusal);
    return { ...state, draft: { ...state.draft, size: { width, height } }, refusal };
  },
  draftRemoved: (state) => (state.draft === null ? state : { ...state, draft: null, draftNotice: null }),
  promptChanged: (state, { prompt }) => ({ ...state, prompt }),
  improveChanged: (state, { improve }) => ({ ...state, improve }),
  fullSizeChanged: (state, { fullSize }) => ({ ...state, fullSize }),
  pictureHeld: (state, { held }) => (state.held === held ? state : { ...state, held }),
  groundChanged: (state, { ground }) => ({ ...state, ground }),
  sheetChanged: (state, { sheet }) => ({ ...state, sheet }),
  noticed: (state, { notice }) => ({ ...state, notice }),
  turnChanged: (state, { turned }) => ({ ...state, turned }),
  sourceChosen: (state, { fromOriginal }) => ({ ...state, fromOriginal }),

  sendingStarted: (state, { intent, key, startedAt }) =>
    isUnderWay(state.sending)
      ? state
      : {
          ...state,
          draftNotice: null,
          sending: { intent, key, startedAt, tries: triesOf(state.sending, key) + 1, share: 0, failure: null },
        },
  sendingMoved: (state, { key, share }) =>
    isUnderWay(state.sending, key) && share > state.sending.share
      ? { ...state, sending: { ...state.sending, share } }
      : state,
  sendingFailed: (state, { key, failure }) =>
    isUnderWay(state.sending, key) ? { ...state, sending: { ...state.sending, share: 0, failure } } : state,
  sendingEnded: (state) => (state.sending === null ? state : { ...state, sending: null }),

  editAccepted: (state, event) => {
    const { edit, picture, key } = event;
    const isSent = key !== null && state.sending?.key === key;
    return {
      ...state,
      versions: new Map(state.versions).set(edit.uuid, acceptedVersion(state, event)),
      draft: picture !== null && state.draft?.picture === picture ? null : state.draft,
      prompt: state.prompt.trim() === edit.prompt ? "" : state.prompt,
      sending: isSent ? null : state.sending,
      fromOriginal: null,
    };
  },
  editsAnswered: (state, { asked, edits }) => {
    const answers = new Map(edits.map((edit) => [edit.uuid, edit]));
    const versions = new Map(state.versions);
    for (const id of asked) {
      const known = versions.get(id);
      const news = answers.get(id);
      if (known === undefined) continue;
      if (news === undefined) versions.delete(id);
      else versions.set(id, { ...known, edit: mergeEdit(known.edit, news) });
    }
    return { ...state, versions };
  },
  editLearned: (state, { id, news, checkedAt }) => {
    const known = state.versions.get(id);
    if (known === undefined) return state;
    // Addresses stay relative, as the page has them.
    const { original_image_url } = known.edit;
    const edit = mergeEdit(known.edit, { ...known.edit, ...news, original_image_url });
    const version = { ...known, edit, checkedAt: checkedAt ?? known.checkedAt };
    return { ...state, versions: new Map(state.versions).set(id, version) };
  },
  editDeleted: (state, { id }) => {
    if (!state.versions.has(id)) return state;
    const versions = new Map(state.versions);
    versions.delete(id);
    return { ...state, versions };
  },

  offersAnswered: (state, { offers, size }) => ({ ...state, offers: answeredOffers(state.offers, offers, size) }),
  // Only a reload helps a page that is too old.
  connectionChanged: (state, { connection }) =>
    state.connection === "outdated" || state.connection === connection ? state : { ...state, connection },
};

const triesOf = (sending: Sending | null, key: string): number => (sending?.key === key ? sending.tries : 0);

/** The version that an accepted edit becomes, among those of the picture that it was made of. */
function acceptedVersion(
  { versions, sending }: EditorState,
  { edit, parent, beside = null, picture, key }: EventOf<"editAccepted">,
): Version {
  const known = versions.get(edit.uuid);
  const near = parent?.uuid ?? beside;
  const root = near === null ? edit.uuid : (versions.get(near)?.root ?? near);
  const sentAt = key !== null && sending?.key === key ? sending.startedAt : known?.sentAt;
  const source = picture ?? known?.source ?? null;
  return { edit: mergeEdit(known?.edit, edit), root, own: true, checkedAt: null, sentAt, source };
}

function noticeOf({ name }: LocalPicture, left: number, before: Draft | null): DraftNotice | null {
  const others = left === 1 ? "the other one was" : `the ${left} others were`;
  const one = left === 0 ? null : `One picture is edited at a time: “${name}” was taken, ${others} not.`;
  const replaced = before === null ? null : `“${name}” took the place of “${before.picture.name}”.`;
  const text = [one, replaced].filter((part) => part !== null).join(" ");
  return text === "" ? null : { text, back: before };
}

/** It has left and not come back; with `key`, this very one. */
export function isUnderWay(sending: Sending | null, key?: string): sending is Sending {
  return sending !== null && sending.failure === null && (key === undefined || sending.key === key);
}

/** Ids of the edits that are not over yet. */
export function runningIds({ versions }: EditorState): string[] {
  return [...versions.values()].flatMap(({ edit }) => (isFinal(edit.status) ? [] : edit.uuid));
}
