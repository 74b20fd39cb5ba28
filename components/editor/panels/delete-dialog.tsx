"use client";

import { type RefObject, useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Alert } from "../alert";
import { lower } from "../client/formats";
import { sentenceOf } from "../client/request";

export type DeleteDialogProps = {
  /** Of the version, as it is called. */
  name: string;
  hasFollowUps: boolean;
  onDelete: () => Promise<void>;
  onClose: () => void;
  /** Gets the focus back. */
  opener: RefObject<HTMLElement | null>;
};

/** Asks once more before one version is deleted for good, and says what goes. */
export default function DeleteDialog({ name, hasFollowUps, onDelete, onClose, opener }: DeleteDialogProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const confirm = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onDelete();
      onClose();
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  };

  return (
    <AskDialog
      title={`Delete ${lower(name)} now?`}
      text={
        hasFollowUps
          ? "Its page and your words are gone at once and cannot be brought back. Versions made from it stay, and keep this picture as the one that they were made from. Whoever had its link and went on from it keeps what they made."
          : "Its picture, all previews and your words are gone at once and cannot be brought back. Whoever had its link and went on from it keeps what they made."
      }
      leave="Keep it"
      busy={busy}
      onClose={onClose}
      opener={opener}
      actions={
        <Button variant="destructive" disabled={busy} onClick={() => void confirm()}>
          {`Delete ${lower(name)}`}
        </Button>
      }
    >
      {problem !== null && <Alert>{problem}</Alert>}
    </AskDialog>
  );
}
