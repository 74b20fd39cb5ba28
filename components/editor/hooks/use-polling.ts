import { unstable_isUnrecognizedActionError as isUnrecognizedAction } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import type { EditProgress } from "@/lib/edits/schema";
import { createEditPoller, type EditPoller } from "../client/polling";
import { type Dispatch, type EditorState, runningIds } from "../editor-state";

/** Asks the server for the state of up to 20 edits: the polled action. */
export type AskProgress = (ids: string[]) => Promise<EditProgress>;

const MAX_IDS = 20;
const BLIP_MS = 5_000;

/**
 * Keeps the edits of the page up to date for as long as one of them runs, and says how the connection
 * is. Answers a function that asks at once.
 */
export function usePolling(state: EditorState, dispatch: Dispatch, askProgress: AskProgress): () => void {
  const running = runningIds(state).slice(-MAX_IDS).join();
  const latest = useRef(running);
  const poller = useRef<EditPoller>(null);
  const refresh = useCallback(() => poller.current?.poke(), []);

  useEffect(() => {
    latest.current = running;
  }, [running]);

  useEffect(() => {
    let blip: ReturnType<typeof setTimeout> | undefined;
    const lost = () =>
      (blip ??= setTimeout(() => dispatch({ type: "connectionChanged", connection: "lost" }), BLIP_MS));
    const found = () => {
      clearTimeout(blip);
      blip = undefined;
      dispatch({ type: "connectionChanged", connection: "ok" });
    };

    const current = createEditPoller({
      ask: async () => {
        const asked = latest.current === "" ? [] : latest.current.split(",");
        if (asked.length === 0) return { retryAfter: null };
        const { edits, limited, retry_after } = await askProgress(asked);
        if (!limited) dispatch({ type: "editsAnswered", asked, edits });
        return { retryAfter: retry_after };
      },
      onSuccess: found,
      onFailure: (error) => {
        if (isUnrecognizedAction(error)) dispatch({ type: "connectionChanged", connection: "outdated" });
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
  }, [askProgress, dispatch]);

  useEffect(() => {
    if (running !== "") poller.current?.poke();
  }, [running]);

  return refresh;
}
