"use client";

import { Trash2 } from "lucide-react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";
import { useOpener } from "@/components/ui/use-opener";
import type { DeleteDialogProps } from "./delete-dialog";

// Most visits never delete anything: the dialog comes when it is asked for.
const DeleteDialog = laterPart(() => import("./delete-dialog"));

/** The way to delete one version for good. */
export function DeleteVersion(props: Omit<DeleteDialogProps, "onClose" | "opener">) {
  const { opens, opened } = useOpener();
  return (
    <>
      <Button {...opens} variant="ghost" className="-mx-3 self-start px-3 text-muted-foreground hover:text-destructive">
        <Trash2 aria-hidden="true" />
        Delete now
      </Button>
      {opened !== null && <DeleteDialog {...props} {...opened} />}
    </>
  );
}
