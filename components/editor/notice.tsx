import { useEffect, useRef } from "react";
import { cn } from "@/lib/cn";
import { UndoBar } from "@/components/undo-bar";
import { useEditor } from "./editor-context";
import { useGrace } from "./hooks/use-grace";
import { finishDeletion } from "./version-effects";

/** Long enough to be read; an error stays until the next thing is done. */
const SHOWN_MS = 6000;

/** What came of a command that shows nothing else, for the eyes: the live region says the same. */
export default function Notice() {
  const { view, run, dispatch, announcer } = useEditor();
  const { notice, deleting } = view.state;
  useGrace(deleting, (version, left) => void finishDeletion({ dispatch, announcer }, version, left));
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (notice === null) return;
    const end = (event?: Event) => {
      // An id in it can be marked and copied.
      if (event?.target instanceof Node && box.current?.contains(event.target) === true) return;
      dispatch({ type: "noticed", notice: null });
    };
    if (!notice.isError) {
      const timer = setTimeout(() => end(), SHOWN_MS);
      return () => clearTimeout(timer);
    }
    window.addEventListener("keydown", end);
    window.addEventListener("pointerdown", end);
    return () => {
      window.removeEventListener("keydown", end);
      window.removeEventListener("pointerdown", end);
    };
  }, [notice, dispatch]);
  if (notice === null) {
    const text = `Deleted${deleting === null ? "" : `: “${deleting.edit.prompt}”`}`;
    return deleting === null ? null : <UndoBar text={text} onUndo={() => void run("undoDeletion")} />;
  }
  return (
    <p
      ref={box}
      aria-hidden="true"
      className={cn(
        "fixed bottom-4 left-1/2 z-40 w-max max-w-[calc(100vw-2rem)] -translate-x-1/2 rounded-lg border bg-popover px-4 py-2.5 text-sm shadow-float max-lg:bottom-44",
        notice.isError && "text-destructive",
      )}
    >
      {notice.text}
    </p>
  );
}
