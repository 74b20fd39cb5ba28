"use client";

import { Trash2 } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";
import type { DeleteDialogProps } from "./delete-dialog";

// Most visits never delete anything: the dialog comes when it is asked for.
const DeleteDialog = laterPart(() => import("./delete-dialog"));

/** The way to delete one version for good. */
export function DeleteVersion(props: Omit<DeleteDialogProps, "onClose" | "opener">) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        variant="ghost"
        aria-haspopup="dialog"
        className="-mx-3 self-start px-3 text-muted-foreground hover:text-destructive"
        onClick={() => setOpen(true)}
      >
        <Trash2 aria-hidden="true" />
        Delete now
      </Button>
      {open && (
        <Suspense>
          <DeleteDialog {...props} opener={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
