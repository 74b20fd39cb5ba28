import { useEffect, useRef, useState } from "react";
import {
  browserDrafts,
  type DraftStore,
  forgetSending,
  forgetSendingsOfDraft,
  type KeptSending,
  recallSending,
  recallWords,
  rememberSending,
  rememberWords,
} from "../client/kept-draft";
import type { LocalPicture } from "../client/pictures";
import { RequestFailure } from "../client/request-failure";
import { recallImprove } from "../client/storage";
import { type Dispatch, type EditorState, isUnderWay, type Sending, sendsPicture } from "../editor-state";

const LEFT =
  "The page was left while this was being sent, so it is not certain that it arrived. Retry sends the same once more: it stays one edit.";

/**
 * Brings back what a reload would lose (the picture that was not sent yet, the words, what was on its way) and keeps it
 * up to date; asks before the page is left while a picture is on its way.
 */
export function useKeptDraft(state: EditorState, dispatch: Dispatch, path: string, store?: DraftStore): void {
  const [drafts] = useState<DraftStore>(() => store ?? browserDrafts());
  const [restored, setRestored] = useState(false);
  const picture = state.draft?.picture ?? null;
  const { prompt, sending } = state;
  const openedAt = useRef(path);
  const known = useRef<LocalPicture | null>(null);

  useEffect(() => {
    let isOver = false;
    void restore(drafts, dispatch, openedAt.current).then((kept) => {
      if (isOver) return;
      known.current = kept;
      setRestored(true);
    });
    return () => {
      isOver = true;
    };
  }, [drafts, dispatch]);

  const sentKey = sending?.key ?? null;
  const sent = useRef<string | null>(null);
  useEffect(() => {
    if (!restored) return;
    // Of what is on its way from other pages of the tab, this one knows nothing.
    if (sent.current !== null && sent.current !== sentKey) forgetSending(sent.current);
    sent.current = sentKey;
    if (sending === null) return;
    if (sending.failure?.retryable === false) forgetSending(sending.key);
    else rememberSending(sending);
  }, [restored, sending, sentKey]);

  useEffect(() => {
    if (!restored || known.current === picture) return;
    known.current = picture;
    forgetSendingsOfDraft(sentKey);
    void keep(drafts, picture, dispatch);
  }, [restored, picture, sentKey, drafts, dispatch]);

  useEffect(() => {
    if (restored && sentKey === null) bringBack(dispatch, path, picture);
  }, [restored, sentKey, dispatch, path, picture]);

  useEffect(() => {
    if (restored) rememberWords(prompt);
  }, [restored, prompt]);

  const isUploading = isUnderWay(sending) && sendsPicture(sending.intent.source);
  useEffect(() => {
    if (!isUploading) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isUploading]);
}

async function keep(drafts: DraftStore, picture: LocalPicture | null, dispatch: Dispatch): Promise<void> {
  try {
    if (picture === null) return await drafts.remove();
    await drafts.write(picture);
    dispatch({ type: "pictureKept", picture });
  } catch {
    // It is full or switched off, as in some private windows: the page then promises nothing.
  }
}

/** Answers the picture that was kept. */
async function restore(drafts: DraftStore, dispatch: Dispatch, path: string): Promise<LocalPicture | null> {
  if (!recallImprove()) dispatch({ type: "improveChanged", improve: false });
  const picture = await drafts.read().catch(() => null);
  // A tab that is in use keeps it longer than one that was closed.
  if (picture !== null) void drafts.write(picture).catch(() => undefined);
  dispatch({ type: "draftRestored", picture, prompt: recallWords(), isHere: path === "/" });
  return picture;
}

/** Shows what was on its way from this page when it was left, to be sent again. */
function bringBack(dispatch: Dispatch, path: string, picture: LocalPicture | null): void {
  const kept = recallSending(path);
  const sending = kept === null ? null : sendingOf(kept, picture);
  if (sending !== null) dispatch({ type: "sendingRestored", sending });
}

function sendingOf({ key, startedAt, intent }: KeptSending, picture: LocalPicture | null): Sending | null {
  const source = intent.source === "draft" ? picture && { picture } : intent.source;
  if (source === null) return null;
  const failure = new RequestFailure(LEFT, "NETWORK", null, null, true);
  return { key, startedAt, tries: 1, share: 0, failure, intent: { ...intent, source } };
}
