"use client";

import type { RefObject } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";

export type ConfirmDialogProps = {
  title: string;
  text: string;
  yes: string;
  no: string;
  onYes: () => void;
  onClose: () => void;
  /** Gets the focus back. */
  opener: RefObject<HTMLElement | null>;
};

/** Asks once more before something that may cost money. */
export default function ConfirmDialog({ title, text, yes, no, onYes, onClose, opener }: ConfirmDialogProps) {
  return (
    <AskDialog
      title={title}
      text={text}
      leave={no}
      onClose={onClose}
      opener={opener}
      actions={
        <Button
          onClick={() => {
            onClose();
            onYes();
          }}
        >
          {yes}
        </Button>
      }
    />
  );
}
