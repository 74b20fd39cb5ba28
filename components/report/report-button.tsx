"use client";

import { Flag } from "lucide-react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";
import { useOpener } from "@/components/ui/use-opener";
import type { ReportedPicture } from "./report-dialog";

const ReportDialog = laterPart(() => import("./report-dialog"));

/** Lets anybody who sees a picture tell the operator what is wrong with it. */
export function ReportButton({ of: picture }: { of: ReportedPicture }) {
  const { opens, opened } = useOpener();
  return (
    <>
      <Button {...opens} variant="link" className="self-start text-sm text-muted-foreground">
        <Flag aria-hidden="true" />
        Report this picture
      </Button>
      {opened !== null && <ReportDialog of={picture} {...opened} />}
    </>
  );
}
