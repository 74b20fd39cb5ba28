import type { EditNode, EditTree } from "@/lib/edits/view-schema";
import { isFinal } from "@/lib/lifecycle";
import type { Ground } from "./canvas/grounds";
import { firstOffers, type Offers, type OffersState } from "./client/offers";
import type { LocalPicture } from "./client/pictures";
import type { RequestFailure } from "./client/request-failure";

/** One version of a picture: an edit, and what only this page knows of it. */
export type Version = {
  edit: EditNode;
  /** Id of the version that stands for its picture. */
  root: string;
  /** This browser made it: it may cancel, retry and delete it. */
  own: boolean;
  /** What it was made of, where this browser has the picture itself. */
  source: LocalPicture | null;
  /** Pixels of that, or of what the server keeps of it, where they are known. */
  sourceSize?: PictureSize | null;
  /** When the provider was last asked again, in milliseconds since the epoch. */
  checkedAt: number | null;
  /** When it left this page, in milliseconds since the epoch: its clock goes on from there. */
  sentAt?: number | undefined;
};

/** As much of a version as is known elsewhere. */
export type HeardVersion = Pick<Version, "edit" | "root" | "own">;

/** Pixels. */
export type PictureSize = { width: number; height: number };

/**
 * What an edit is made of: a picture of this browser's, the original of the picture that an edit is a version of, or the
 * result of an edit.
 */
export type Source = { picture: LocalPicture } | { original: string } | { parent: string };

/** The bytes of a picture leave this browser; what the server has is named to it. */
export function sendsPicture(source: Source): source is { picture: LocalPicture } {
  return "picture" in source && source.picture.stored === undefined;
}

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
  /** What is about to be deleted for good, and can be had back until then. */
  deleting: Version | null;
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
  /** What another tab, or the server, knows of the picture; it says nothing of other pictures here. */
  newsHeard: { versions: readonly HeardVersion[]; gone: readonly string[] };
  /** News of one edit; `checkedAt` where the provider was asked again for it. */
  editLearned: { id: string; news: Partial<EditNode>; checkedAt?: number };
  editDeleted: { id: string };
  /** One that was taken from the page is still there. */
  editReturned: { version: Version };
  /** It is to be deleted: it goes from the page at once, and from the server when its time is over. */
  deletionAsked: { id: string };
  /** Its time is over, or, `undone`, it is to stay. */
  deletionOver: { undone: boolean };
  /** `offers` is `null` where there was no answer; `size` is the picture's that was asked for. */
  offersAnswered: { offers: Offers | null; size: PictureSize | null };
  connectionChanged: { connection: Connection };
};

export type EventType = keyof EditorEvents;
export type EventOf<T extends EventType> = { [K in T]: { type: K } & EditorEvents[K] }[T];

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
  const { edit_uuid: keeper, width = null, height = null } = tree?.original ?? {};
  const originalSize = width === null || height === null ? null : { width, height };
  const versions = (tree?.edits ?? []).map((edit): [string, Version] => [
    edit.uuid,
    { edit, root, own, source: null, sourceSize: edit.uuid === keeper ? originalSize : null, checkedAt: null },
  ]);
  return {
    versions: new Map(versions),
    draft: null,
    kept: null,
    deleting: null,
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

/** It has left and not come back; with `key`, this very one. */
export function isUnderWay(sending: Sending | null, key?: string): sending is Sending {
  return sending !== null && sending.failure === null && (key === undefined || sending.key === key);
}

/** Ids of up to `most` edits that the server is asked about: those that are not over, then those that failed, newest first. */
export function askedIds(state: EditorState, most: number): string[] {
  const failed = [...state.versions.values()].flatMap(({ edit }) => (edit.status === "failed" ? edit.uuid : []));
  return [...failed, ...runningIds(state)].slice(-most);
}

/** Ids of the edits that are not over yet. */
export function runningIds({ versions }: EditorState): string[] {
  return [...versions.values()].flatMap(({ edit }) => (isFinal(edit.status) ? [] : edit.uuid));
}
