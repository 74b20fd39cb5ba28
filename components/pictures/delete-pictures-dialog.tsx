"use client";

import { type RefObject, useState } from "react";
import { Problem } from "@/components/editor/problem";
import { GRACE_SECONDS } from "@/components/editor/client/deletion";
import { capital } from "@/components/editor/client/formats";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { count } from "./words";

export type DeletePicturesDialogProps = {
  /** What goes: of one picture, or of all. */
  whole: "picture" | "all";
  versions: number;
  /** Throws what is told; `onProgress`: how many versions are gone. */
  onDelete: (onProgress: (deleted: number) => void) => Promise<void>;
  onClose: () => void;
  /** Gets the focus back. */
  opener: RefObject<HTMLElement | null>;
};

/** Asks once more before a picture, or everything, is deleted; says what goes and how far it is. */
export default function DeletePicturesDialog(props: DeletePicturesDialogProps) {
  const { whole, versions, onDelete, onClose, opener } = props;
  const [deleted, setDeleted] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const busy = deleted !== null;

  const confirm = async () => {
    setDeleted(0);
    setProblem(null);
    try {
      await onDelete(setDeleted);
      onClose();
    } catch (error) {
      setProblem(error);
      setDeleted(null);
    }
  };

  return (
    <AskDialog
      title={whole === "all" ? "Delete all your pictures?" : "Delete this picture?"}
      text={`${capital(count(versions, "version", "versions"))} with all previews, your words and every shared link go. What still runs is canceled. ${whole === "all" ? "They are gone at once and cannot be brought back." : `You can undo this for ${GRACE_SECONDS} seconds, or until you leave the page; after that nothing brings it back.`}`}
      leave={whole === "all" ? "Keep them" : "Keep it"}
      busy={busy}
      onClose={onClose}
      opener={opener}
      actions={
        <Button variant="destructive" disabled={busy} onClick={() => void confirm()}>
          {whole === "all" ? "Delete all" : "Delete picture"}
        </Button>
      }
    >
      {problem !== null && <Problem error={problem} />}
      <p role="status" className="text-sm text-muted-foreground empty:hidden">
        {busy && versions > 1 ? `${deleted} of ${Math.max(versions, deleted)} deleted` : ""}
      </p>
    </AskDialog>
  );
}
