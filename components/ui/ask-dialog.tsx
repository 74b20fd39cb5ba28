"use client";

import type { ReactNode, RefObject } from "react";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";

type AskDialogProps = {
  title: string;
  text: string;
  /** The way out, which does nothing. */
  leave: string;
  /** Something is being done: there is no way out until it is over. */
  busy?: boolean;
  onClose: () => void;
  /** Gets the focus back. */
  opener: RefObject<HTMLElement | null>;
  /** What stands between the text and the buttons. */
  children?: ReactNode;
  /** The buttons that do something. */
  actions: ReactNode;
};

/** A dialog that says what can be done here, with the way out first. */
export function AskDialog({ title, text, leave, busy = false, onClose, opener, children, actions }: AskDialogProps) {
  return (
    <AlertDialog open onOpenChange={() => busy || onClose()}>
      <AlertDialogContent
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          opener.current?.focus();
        }}
      >
        <AlertDialogTitle>{title}</AlertDialogTitle>
        <AlertDialogDescription>{text}</AlertDialogDescription>
        {children}
        <div className="flex flex-wrap justify-end gap-2">
          <AlertDialogCancel asChild>
            <Button variant="outline" disabled={busy}>
              {leave}
            </Button>
          </AlertDialogCancel>
          <div className="contents">{actions}</div>
        </div>
      </AlertDialogContent>
    </AlertDialog>
  );
}
