"use client";

import { Smartphone } from "lucide-react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";
import { useOpener } from "@/components/ui/use-opener";

const MoveDialog = laterPart(() => import("./move-dialog"));

/** Opens what there is to go on with one's pictures on another device. */
export function MoveButton() {
  const { opens, opened } = useOpener();
  return (
    <>
      <Button {...opens} variant="outline">
        <Smartphone aria-hidden="true" />
        Use on another device
      </Button>
      {opened !== null && <MoveDialog {...opened} />}
    </>
  );
}
