"use client";

import { Share2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { TOOL } from "@/components/editor/canvas/tool";

const ShareDialog = dynamic(() => import("./share-dialog"));

/** Opens what there is to share one finished edit by a link. */
export function ShareButton({ editId, version }: { editId: string; version: number }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        variant="outline"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={cn(TOOL, "max-sm:grow-0")}
      >
        <Share2 aria-hidden="true" />
        <span className="max-sm:sr-only">Share</span>
      </Button>
      {open && <ShareDialog editId={editId} version={version} onClose={() => setOpen(false)} opener={button} />}
    </>
  );
}
