import { Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";

/** What was just deleted, and the way to have it back for as long as that is there. */
export function UndoBar({ text, onUndo }: { text: string; onUndo: () => void }) {
  return (
    <div
      role="group"
      aria-label="Deleted"
      className="fixed bottom-4 left-1/2 z-40 flex w-max max-w-[calc(100vw-1.5rem)] -translate-x-1/2 items-center gap-3 rounded-lg border bg-popover py-1.5 pr-1.5 pl-4 text-sm shadow-float max-lg:bottom-44"
    >
      <p>{text}</p>
      <Button variant="outline" onClick={onUndo}>
        <Undo2 aria-hidden="true" />
        Undo
      </Button>
    </div>
  );
}
