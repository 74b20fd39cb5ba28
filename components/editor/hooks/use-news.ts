import { useEffect, useRef, useState } from "react";
import type { EditNode } from "@/lib/edits/view-schema";
import { isFinal } from "@/lib/lifecycle";
import { doneOf, leftOutOf } from "../client/edits";
import { type Announcer, createAnnouncer } from "../client/announcer";
import { type EditorView, stageSentence } from "../editor-view";
import { failureLook } from "../failure/failure-look";

/** Tells a screen reader of stages, ends and the connection; errors speak for themselves. */
export function useNews(
  { versions, numbers, current, improves, state: { connection, draftNotice } }: EditorView,
  announcer: Announcer,
): void {
  const currentId = current?.edit.uuid;
  const seen = useRef(new Map<string, string>());
  const wasLost = useRef(false);

  useEffect(() => {
    for (const { edit } of versions) {
      const before = seen.current.get(edit.uuid);
      // Within a stage the sentence may change: an edit waits for its turn, then it is worked on.
      const look = `${edit.status} ${edit.message}`;
      seen.current.set(edit.uuid, look);
      if (before === undefined || before === look) continue;
      if (isFinal(edit.status) && edit.status !== "canceled") tellOf(edit, numbers.get(edit.uuid) ?? 0);
      if (edit.status === "completed") announcer.outcome(readySentence(edit, numbers.get(edit.uuid) ?? 0));
      else if (edit.status === "canceled") announcer.outcome(edit.message);
      else if (edit.status !== "failed" && edit.uuid === currentId)
        announcer.progress(stageSentence(edit, { improves }));
    }
  }, [versions, numbers, currentId, improves, announcer]);

  const told = draftNotice?.text ?? "";
  useEffect(() => {
    if (told !== "") announcer.outcome(told);
  }, [told, announcer]);

  useEffect(() => {
    if (connection === "lost") announcer.outcome("Connection lost. Reconnecting…");
    else if (connection === "ok" && wasLost.current) announcer.progress("Connected again.");
    wasLost.current = connection === "lost";
  }, [connection, announcer]);
}

function tellOf(edit: EditNode, version: number): void {
  const title = edit.status === "completed" ? `Version ${version} is ready` : failureLook(edit).title;
  // Whoever is not told finds it on the page.
  import("../client/notifications")
    .then(({ tellEnd }) => tellEnd(edit.uuid, title, edit.prompt))
    .catch(() => undefined);
}

function readySentence(edit: EditNode, version: number): string {
  const left = leftOutOf(edit);
  const ready = `Version ${version} is ready: ${edit.prompt}`;
  const more = [...(left.length === 0 ? [] : [doneOf(edit), ...left]), edit.editor_note].filter(
    (text) => text !== null,
  );
  return more.length === 0 ? ready : `${ready}. ${more.join(" ")}`;
}

/** The text of the page's one live region, and the way to put something into it. */
export function useAnnouncer(): { spoken: string; announcer: Announcer } {
  const [spoken, setSpoken] = useState("");
  const [announcer] = useState(() => createAnnouncer({ say: setSpoken }));
  useEffect(() => () => announcer.stop(), [announcer]);
  return { spoken, announcer };
}
