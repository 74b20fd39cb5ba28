"use client";

import { type RefObject, useState } from "react";
import { Problem } from "@/components/editor/problem";
import { formatClock } from "@/components/editor/client/formats";
import { LinkField } from "@/components/share/link-field";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import type { OwnerLink } from "@/lib/edits/move-owner";
import { QrCode } from "./qr-code";
import { endOwnerLinks, newOwnerLink } from "./requests";

export type MoveDialogProps = {
  onClose: () => void;
  /** Gets the focus back. */
  opener: RefObject<HTMLElement | null>;
};

/** Makes the link, or the code, that takes everything to another device. */
export default function MoveDialog({ onClose, opener }: MoveDialogProps) {
  const [link, setLink] = useState<OwnerLink | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  const attempt = async (work: () => Promise<OwnerLink | null>) => {
    setBusy(true);
    setProblem(null);
    try {
      setLink(await work());
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  const address = link === null ? "" : `${window.location.origin}${link.path}`;

  return (
    <AskDialog
      title="Use on another device"
      text="The browser that opens this link takes over all your pictures, beside those that it has. They leave this one, and can come back the same way. Show the link to nobody else: whoever opens it first has them."
      leave="Close"
      onClose={onClose}
      opener={opener}
      actions={
        link === null && (
          <Button disabled={busy} onClick={() => void attempt(newOwnerLink)}>
            Make a link
          </Button>
        )
      }
    >
      {link !== null && (
        <>
          <QrCode
            text={address}
            label="The link as a QR code, for the camera of the other device"
            className="mx-auto size-56 rounded-md"
          />
          <LinkField
            address={address}
            note={`Works once, until ${formatClock(link.expires_at)}`}
            end="End link"
            disabled={busy}
            onEnd={() => void attempt(() => endOwnerLinks().then(() => null))}
          />
        </>
      )}
      {problem !== null && <Problem error={problem} />}
    </AskDialog>
  );
}
