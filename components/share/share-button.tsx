"use client";

import { Share2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";

const ShareDialog = dynamic(() => import("./share-dialog"));

/** Opens what there is to share one finished edit by a link. */
export function ShareButton({ editId, version }: { editId: string; version: number }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} variant="outline" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Share2 aria-hidden="true" />
        Share
      </Button>
      {open && <ShareDialog editId={editId} version={version} onClose={() => setOpen(false)} opener={button} />}
    </>
  );
}
