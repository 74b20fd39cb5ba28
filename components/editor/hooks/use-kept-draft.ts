import { useEffect, useRef, useState } from "react";
import {
  browserDrafts,
  type DraftStore,
  type KeptSending,
  recallSending,
  recallWords,
  rememberSending,
  rememberWords,
} from "../client/kept-draft";
import type { LocalPicture } from "../client/pictures";
import { RequestFailure } from "../client/request";
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

  useEffect(() => {
    let isOver = false;
    void restore(drafts, dispatch, openedAt.current).then(() => {
      if (!isOver) setRestored(true);
    });
    return () => {
      isOver = true;
    };
  }, [drafts, dispatch]);

  const known = useRef<LocalPicture | null>(null);
  useEffect(() => {
    if (!restored || known.current === picture) return;
    known.current = picture;
    void keep(drafts, picture, dispatch);
  }, [restored, picture, drafts, dispatch]);

  useEffect(() => {
    if (restored) rememberWords(prompt);
  }, [restored, prompt]);

  useEffect(() => {
    if (restored) rememberSending(sending?.failure?.retryable === false ? null : sending);
  }, [restored, sending]);

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

async function restore(drafts: DraftStore, dispatch: Dispatch, path: string): Promise<void> {
  if (!recallImprove()) dispatch({ type: "improveChanged", improve: false });
  const picture = await drafts.read().catch(() => null);
  dispatch({ type: "draftRestored", picture, prompt: recallWords(), isHere: path === "/" });
  const kept = recallSending();
  const sending = kept === null || kept.intent.path !== path ? null : sendingOf(kept, picture);
  if (sending !== null) dispatch({ type: "sendingRestored", sending });
}

function sendingOf({ key, startedAt, intent }: KeptSending, picture: LocalPicture | null): Sending | null {
  const source = intent.source === "draft" ? picture && { picture } : intent.source;
  if (source === null) return null;
  const failure = new RequestFailure(LEFT, "NETWORK", null, null, true);
  return { key, startedAt, tries: 1, share: 0, failure, intent: { ...intent, source } };
}
