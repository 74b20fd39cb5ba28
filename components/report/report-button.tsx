"use client";

import { Flag } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ReportedPicture } from "./report-dialog";

const ReportDialog = dynamic(() => import("./report-dialog"));

/** Lets anybody who sees a picture tell the operator what is wrong with it. */
export function ReportButton({ of: picture }: { of: ReportedPicture }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        variant="link"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="self-start text-sm text-muted-foreground"
      >
        <Flag aria-hidden="true" />
        Report this picture
      </Button>
      {open && <ReportDialog of={picture} onClose={() => setOpen(false)} opener={button} />}
    </>
  );
}
