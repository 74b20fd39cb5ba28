import { unstable_isUnrecognizedActionError as isUnrecognizedAction } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { EditNode, EditProgress } from "@/lib/edits/schema";
import { isFinal } from "@/lib/lifecycle";
import { mergeEdit } from "../client/edits";
import { type EditPoller, createEditPoller } from "../client/polling";

/** `lost`: no answer for 5 s. `outdated`: the server is newer than this page. */
export type Connection = "ok" | "lost" | "outdated";

/** Asks the server for the state of up to 20 edits: the polled action. */
export type AskProgress = (ids: string[]) => Promise<EditProgress>;

const MAX_IDS = 20;
const BLIP_MS = 5_000;

/** The edits of this page, kept up to date by polling for as long as one of them runs. */
export function useEdits(initial: readonly EditNode[], askProgress: AskProgress) {
  const [edits, setEdits] = useState<readonly EditNode[]>(initial);
  const [connection, setConnection] = useState<Connection>("ok");
  const latest = useRef(edits);
  const poller = useRef<EditPoller>(null);

  const put = (news: readonly EditNode[]) => setEdits((known) => withNews(known, news));
  const remove = (id: string) => setEdits((known) => known.filter(({ uuid }) => uuid !== id));
  const refresh = () => poller.current?.poke();

  useEffect(() => {
    latest.current = edits;
  }, [edits]);

  useEffect(() => {
    let blip: ReturnType<typeof setTimeout> | undefined;
    const lost = () =>
      (blip ??= setTimeout(() => setConnection((was) => (was === "outdated" ? was : "lost")), BLIP_MS));
    const found = () => {
      clearTimeout(blip);
      blip = undefined;
      setConnection((was) => (was === "outdated" ? was : "ok"));
    };

    const current = createEditPoller({
      ask: async () => {
        const ids = runningIds(latest.current);
        if (ids.length === 0) return { retryAfter: null };
        const answer = await askProgress(ids);
        if (!answer.limited) setEdits((known) => withAnswer(known, ids, answer.edits));
        return { retryAfter: answer.retry_after };
      },
      onSuccess: found,
      onFailure: (error) => {
        if (isUnrecognizedAction(error)) setConnection("outdated");
        else lost();
      },
    });
    poller.current = current;
    const back = () => {
      if (document.visibilityState === "visible") current.poke();
    };
    document.addEventListener("visibilitychange", back);
    window.addEventListener("online", back);
    window.addEventListener("offline", lost);
    return () => {
      clearTimeout(blip);
      current.stop();
      document.removeEventListener("visibilitychange", back);
      window.removeEventListener("online", back);
      window.removeEventListener("offline", lost);
    };
  }, [askProgress]);

  const running = runningIds(edits).join();
  useEffect(() => {
    if (running !== "") poller.current?.poke();
  }, [running]);

  return { edits, connection, put, remove, refresh };
}

function runningIds(edits: readonly EditNode[]): string[] {
  return edits
    .filter(({ status }) => !isFinal(status))
    .map(({ uuid }) => uuid)
    .slice(-MAX_IDS);
}

function withNews(known: readonly EditNode[], news: readonly EditNode[]): readonly EditNode[] {
  const byId = new Map(known.map((edit) => [edit.uuid, edit]));
  for (const edit of news) byId.set(edit.uuid, mergeEdit(byId.get(edit.uuid), edit));
  return [...byId.values()];
}

// An id that was asked for and not answered is gone: deleted in another tab, or expired.
function withAnswer(known: readonly EditNode[], asked: readonly string[], answer: readonly EditNode[]) {
  const answered = new Set(answer.map(({ uuid }) => uuid));
  const left = known.filter(({ uuid }) => answered.has(uuid) || !asked.includes(uuid));
  return withNews(left, answer);
}
