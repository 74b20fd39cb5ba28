"use client";

import { Share2 } from "lucide-react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";
import { useOpener } from "@/components/ui/use-opener";
import { cn } from "@/lib/cn";
import { TOOL } from "@/components/editor/canvas/tool";

const ShareDialog = laterPart(() => import("./share-dialog"));

/** Opens what there is to share one finished edit by a link. */
export function ShareButton({ editId, version }: { editId: string; version: number }) {
  const { opens, opened } = useOpener();
  return (
    <>
      <Button {...opens} variant="outline" className={cn(TOOL, "max-sm:grow-0")}>
        <Share2 aria-hidden="true" />
        <span className="max-sm:sr-only">Share</span>
      </Button>
      {opened !== null && <ShareDialog editId={editId} version={version} {...opened} />}
    </>
  );
}
