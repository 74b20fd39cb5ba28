import { mergeEdit } from "./client/edits";
import { answeredOffers } from "./client/offers";
import { type LocalPicture, refusePixels } from "./client/pictures";
import {
  type Draft,
  type DraftNotice,
  type EditorState,
  type EventOf,
  type EventType,
  isUnderWay,
  type Sending,
  type Version,
} from "./editor-state";

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
  sendingRestored: (state, { sending }) => (state.sending === null ? { ...state, sending, draftNotice: null } : state),
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
      else {
        // Of a stranger's picture one gets a picture of one's own, which the page learns only now.
        const root = news.version === 1 ? id : known.root;
        versions.set(id, { ...known, root, edit: mergeEdit(known.edit, news) });
      }
    }
    return { ...state, versions };
  },
  newsHeard: (state, { versions: heard, gone }) => {
    const roots = new Set([...state.versions.values()].map(({ root }) => root));
    const versions = new Map(state.versions);
    for (const { edit, root, own } of heard) {
      const known = versions.get(edit.uuid);
      // It was deleted here, and waits to be taken back or not.
      if (edit.uuid === state.deleting?.edit.uuid) continue;
      if (known !== undefined) versions.set(edit.uuid, { ...known, edit: mergeEdit(known.edit, edit) });
      else if (roots.has(root)) versions.set(edit.uuid, { edit, root, own, source: null, checkedAt: null });
    }
    for (const id of gone) versions.delete(id);
    const deleting = state.deleting !== null && gone.includes(state.deleting.edit.uuid) ? null : state.deleting;
    const isSame = heard.length === 0 && versions.size === state.versions.size && deleting === state.deleting;
    return isSame ? state : { ...state, versions, deleting };
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
  editReturned: (state, { version }) => ({
    ...state,
    versions: new Map(state.versions).set(version.edit.uuid, version),
  }),
  deletionAsked: (state, { id }) => {
    const deleting = state.versions.get(id);
    if (deleting === undefined) return state;
    const versions = new Map(state.versions);
    versions.delete(id);
    return { ...state, versions, deleting };
  },
  deletionOver: (state, { undone }) => {
    if (state.deleting === null) return state;
    const { deleting } = state;
    const versions = undone ? new Map(state.versions).set(deleting.edit.uuid, deleting) : state.versions;
    return { ...state, versions, deleting: null };
  },

  offersAnswered: (state, { offers, size }) => ({ ...state, offers: answeredOffers(state.offers, offers, size) }),
  // Only a reload helps a page that is too old.
  connectionChanged: (state, { connection }) =>
    state.connection === "outdated" || state.connection === connection ? state : { ...state, connection },
};

const triesOf = (sending: Sending | null, key: string): number => (sending?.key === key ? sending.tries : 0);

/** The version that an accepted edit becomes, among those of the picture that it was made of. */
function acceptedVersion(
  { versions, sending, draft }: EditorState,
  { edit, parent, beside = null, picture, key }: EventOf<"editAccepted">,
): Version {
  const known = versions.get(edit.uuid);
  const near = parent?.uuid ?? beside;
  const root = near === null ? edit.uuid : (versions.get(near)?.root ?? near);
  const sentAt = key !== null && sending?.key === key ? sending.startedAt : known?.sentAt;
  const source = picture ?? known?.source ?? null;
  const sourceSize = known?.sourceSize ?? sourceSizeOf(draft, picture, beside === null ? null : versions.get(beside));
  return { edit: mergeEdit(known?.edit, edit), root, own: true, checkedAt: null, sentAt, source, sourceSize };
}

/** Pixels of what an edit is made of: of the draft, or of the original that it shares with another version. */
function sourceSizeOf(draft: Draft | null, picture: LocalPicture | null, beside: Version | null | undefined) {
  if (picture !== null && draft?.picture === picture) return draft.size;
  return beside?.sourceSize ?? null;
}

function noticeOf({ name }: LocalPicture, left: number, before: Draft | null): DraftNotice | null {
  const others = left === 1 ? "the other one was" : `the ${left} others were`;
  const one = left === 0 ? null : `One picture is edited at a time: “${name}” was taken, ${others} not.`;
  const replaced = before === null ? null : `“${name}” took the place of “${before.picture.name}”.`;
  const text = [one, replaced].filter((part) => part !== null).join(" ");
  return text === "" ? null : { text, back: before };
}
