import { useEffect, useRef } from "react";
import type { Announcer } from "@/lib/editor-client/announcer";
import type { EditNode } from "@/lib/edits/schema";
import type { Connection } from "./use-edits";

/** Tells a screen reader of stages, ends and the connection; errors speak for themselves. */
export function useEditNews(
  edits: readonly EditNode[],
  current: EditNode | null,
  connection: Connection,
  announcer: Announcer,
): void {
  const seen = useRef(new Map<string, EditNode["status"]>());
  const wasLost = useRef(false);

  useEffect(() => {
    for (const [index, edit] of edits.entries()) {
      const before = seen.current.get(edit.uuid);
      seen.current.set(edit.uuid, edit.status);
      if (before === undefined || before === edit.status) continue;
      if (edit.status === "completed") announcer.outcome(`Version ${index + 1} is ready: ${edit.prompt}`);
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
