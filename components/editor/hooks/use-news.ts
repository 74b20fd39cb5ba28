import { useEffect, useRef, useState } from "react";
import type { EditNode } from "@/lib/edits/schema";
import { type Announcer, createAnnouncer } from "../client/announcer";
import type { Connection } from "./use-edits";

/** Tells a screen reader of stages, ends and the connection; errors speak for themselves. */
export function useEditNews(
  edits: readonly EditNode[],
  current: EditNode | null,
  connection: Connection,
  announcer: Announcer,
): void {
  const seen = useRef(new Map<string, string>());
  const wasLost = useRef(false);

  useEffect(() => {
    for (const [index, edit] of edits.entries()) {
      const before = seen.current.get(edit.uuid);
      // Within a stage the sentence may change: an edit waits for its turn, then it is worked on.
      const state = `${edit.status} ${edit.message}`;
      seen.current.set(edit.uuid, state);
      if (before === undefined || before === state) continue;
      if (edit.status === "completed") announcer.outcome(readySentence(edit, index + 1));
      else if (edit.status === "canceled") announcer.outcome(edit.message);
      else if (edit.status !== "failed" && edit.uuid === current?.uuid) announcer.progress(edit.message);
    }
  }, [edits, current?.uuid, announcer]);

  useEffect(() => {
    if (connection === "lost") announcer.outcome("Connection lost. Reconnecting…");
    else if (connection === "ok" && wasLost.current) announcer.progress("Connected again.");
    wasLost.current = connection === "lost";
  }, [connection, announcer]);
}

function readySentence({ prompt, editor_note }: EditNode, version: number): string {
  const ready = `Version ${version} is ready: ${prompt}`;
  return editor_note === null ? ready : `${ready}. ${editor_note}`;
}

/** The text of the page's one live region, and the way to put something into it. */
export function useAnnouncer(): { text: string; announcer: Announcer } {
  const [text, setText] = useState("");
  const [announcer] = useState(() => createAnnouncer({ say: setText }));
  useEffect(() => () => announcer.stop(), [announcer]);
  return { text, announcer };
}
