"use client";

import type { RefObject } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { GRACE_SECONDS } from "../client/deletion";
import { lower } from "../client/formats";

export type DeleteDialogProps = {
  /** Of the version, as it is called. */
  name: string;
  hasFollowUps: boolean;
  onDelete: () => Promise<void>;
  onClose: () => void;
  /** Gets the focus back. */
  opener: RefObject<HTMLElement | null>;
};

const TAKEN_BACK = `Whoever had its link and went on from it keeps what they made. You can undo this for ${GRACE_SECONDS} seconds, or until you leave the page; after that nothing brings it back.`;

/** Asks once more before one version is deleted, and says what goes. */
export default function DeleteDialog({ name, hasFollowUps, onDelete, onClose, opener }: DeleteDialogProps) {
  const confirm = () => {
    void onDelete();
    onClose();
  };

  return (
    <AskDialog
      title={`Delete ${lower(name)} now?`}
      text={
        hasFollowUps
          ? `Its page and your words go. Versions made from it stay, and keep this picture as the one that they were made from. ${TAKEN_BACK}`
          : `Its picture, all previews and your words go. ${TAKEN_BACK}`
      }
      leave="Keep it"
      onClose={onClose}
      opener={opener}
      actions={
        <Button variant="destructive" onClick={confirm}>
          {`Delete ${lower(name)}`}
        </Button>
      }
    />
  );
}
