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
  return (
    <>
      {deleting !== null && (
        <UndoBar text={`Deleted: “${deleting.edit.prompt}”`} onUndo={() => void run("undoDeletion")} />
      )}
      {notice !== null && (
        <p
          ref={box}
          aria-hidden="true"
          className={cn(
            "fixed left-1/2 z-40 w-max max-w-[calc(100vw-2rem)] -translate-x-1/2 rounded-lg border bg-popover px-4 py-2.5 text-sm shadow-float",
            deleting === null ? "bottom-4 max-lg:bottom-44" : "bottom-24 max-lg:bottom-64",
            notice.isError && "text-destructive",
          )}
        >
          {notice.text}
        </p>
      )}
    </>
  );
}
