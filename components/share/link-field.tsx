"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { copyText } from "@/components/editor/client/secure-context";
import { Button } from "@/components/ui/button";

type LinkFieldProps = {
  address: string;
  /** What there is to know of it. */
  note: string;
  /** The words on the button that ends it. */
  end: string;
  disabled: boolean;
  onEnd: () => void;
};

/** A link to be copied, with a way to end it. */
export function LinkField({ address, note, end, disabled, onEnd }: LinkFieldProps) {
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);
  const copy = () =>
    copyText(address).then(
      () => setCopied("yes"),
      () => setCopied("no"),
    );
  const Sign = copied === "yes" ? Check : Copy;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex gap-2">
        <input
          readOnly
          value={address}
          aria-label="Link"
          onFocus={(event) => event.currentTarget.select()}
          className="h-11 min-w-0 grow rounded-md border border-input bg-card px-3 text-sm text-foreground"
        />
        <Button variant="outline" onClick={() => void copy()}>
          <Sign aria-hidden="true" />
          <span>Copy</span>
        </Button>
      </div>
      <div className="flex items-center justify-between gap-2 text-sm text-muted-foreground">
        <span>{note}</span>
        <Button variant="link" disabled={disabled} onClick={onEnd}>
          {end}
        </Button>
      </div>
      <p role="status" className="text-sm empty:hidden">
        {copied === "yes"
          ? "Copied."
          : copied === "no"
            ? "The browser does not let this page copy. Select it and copy it yourself."
            : ""}
      </p>
    </div>
  );
}
