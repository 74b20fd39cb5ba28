import { unstable_isUnrecognizedActionError as isUnrecognizedAction } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import type { EditNode, EditProgress } from "@/lib/edits/view-schema";
import { isFinal } from "@/lib/lifecycle";
import type { askEach } from "../client/ask-each";
import { createPoller, type Poller } from "../client/polling";
import { askedIds, type Dispatch, type EditorState } from "../editor-state";

/** Asks the server for the state of up to 20 edits: the polled action. */
export type AskProgress = (ids: string[]) => Promise<EditProgress>;

const MAX_IDS = 20;
const BLIP_MS = 5_000;

/** How long the action is left alone after it failed while the API answered. */
const REST_MS = 30_000;

/**
 * Asks by the action, and where that fails but the API can be reached by the API: a proxy that changes the host, or
 * a server of another release, lets no action through. Throws what the action failed with where neither answers.
 */
function askerOf(askProgress: AskProgress, known: (ids: string[]) => EditNode[], onOutdated: () => void): AskProgress {
  let restsUntil = 0;
  let fetched: Promise<{ askEach: typeof askEach }> | null = null;
  // With the first question, and not when it is needed: a server of another release has not this release's files.
  const fetchEach = async () => {
    fetched ??= import("../client/ask-each");
    return (await fetched.catch((error: unknown) => ((fetched = null), Promise.reject(error)))).askEach;
  };
  return async (ids) => {
    const each = fetchEach();
    each.catch(() => {});
    if (Date.now() < restsUntil) {
      try {
        return await (
          await each
        )(known(ids));
      } catch (error) {
        restsUntil = 0;
        throw error;
      }
    }
    try {
      return await askProgress(ids);
    } catch (error) {
      if (isUnrecognizedAction(error)) onOutdated();
      const answer = await each.then((ask) => ask(known(ids))).catch(() => Promise.reject(error));
      restsUntil = Date.now() + REST_MS;
      return answer;
    }
  };
}

/**
 * Keeps the edits of the page up to date for as long as one of them runs, and says how the connection
 * is. Those that failed as well, where the server says that an operator may replay them, while the page is looked at.
 * Answers a function that asks at once.
 */
export function usePolling(state: EditorState, dispatch: Dispatch, askProgress: AskProgress): () => void {
  const wanted = askedIds(state, MAX_IDS).join();
  const latest = useRef(wanted);
  const versions = useRef(state.versions);
  const poller = useRef<Poller>(null);
  const refresh = useCallback(() => poller.current?.poke(), []);

  useEffect(() => {
    latest.current = wanted;
    versions.current = state.versions;
  }, [wanted, state.versions]);

  useEffect(() => {
    let blip: ReturnType<typeof setTimeout> | undefined;
    const lost = () =>
      (blip ??= setTimeout(() => dispatch({ type: "connectionChanged", connection: "lost" }), BLIP_MS));
    const found = () => {
      clearTimeout(blip);
      blip = undefined;
      dispatch({ type: "connectionChanged", connection: "ok" });
    };

    const known = (ids: string[]) => ids.flatMap((id) => versions.current.get(id)?.edit ?? []);
    const ask = askerOf(askProgress, known, () => dispatch({ type: "connectionChanged", connection: "outdated" }));
    const current = createPoller({
      ask: async () => {
        const asked = latest.current === "" ? [] : latest.current.split(",");
        if (asked.length === 0) return { retryAfter: null };
        const { edits, limited, retry_after } = await ask(asked);
        if (!limited) dispatch({ type: "editsAnswered", asked, edits });
        const isWaitedFor = document.visibilityState === "visible" || edits.some(({ status }) => !isFinal(status));
        return { retryAfter: limited || isWaitedFor ? retry_after : null };
      },
      onSuccess: found,
      onFailure: (error) => {
        if (!isUnrecognizedAction(error)) lost();
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
    if (wanted !== "") poller.current?.poke();
  }, [wanted]);

  return refresh;
}
