"use client";

import { Smartphone } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";

const MoveDialog = dynamic(() => import("./move-dialog"));

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
      {open && <MoveDialog onClose={() => setOpen(false)} opener={button} />}
    </>
  );
}
