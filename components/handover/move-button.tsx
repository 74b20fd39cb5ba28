"use client";

import { Smartphone } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";

const MoveDialog = laterPart(() => import("./move-dialog"));

/** Opens what there is to go on with one's pictures on another device. */
export function MoveButton() {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} variant="outline" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Smartphone aria-hidden="true" />
        Use on another device
      </Button>
      {open && (
        <Suspense>
          <MoveDialog onClose={() => setOpen(false)} opener={button} />
        </Suspense>
      )}
    </>
  );
}
