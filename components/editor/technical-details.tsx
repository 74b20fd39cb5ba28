"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { copyText } from "./client/secure-context";

type TechnicalDetailsProps = { ids: readonly { label: string; value: string }[]; className?: string };

/** Ids to quote when asking for help; closed until wanted. */
export function TechnicalDetails({ ids, className }: TechnicalDetailsProps) {
  return (
    <details className={cn("text-sm", className)}>
      <summary className="flex min-h-8 w-fit max-sm:min-h-11 items-center text-muted-foreground underline underline-offset-4 hover:no-underline">
        Details
      </summary>
      <dl className="mt-1 flex flex-col gap-1">
        {ids.map(({ label, value }) => (
          <div key={label} className="flex flex-wrap items-center gap-x-2">
            <dt className="text-muted-foreground">{label}</dt>
            <dd className="flex min-w-0 flex-wrap items-center gap-1">
              <code className="font-mono text-xs break-all">{value}</code>
              <CopyButton text={value} label={label} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const copy = async () => {
    try {
      await copyText(text);
      setState("copied");
    } catch {
      setState("refused");
    }
  };
  return (
    <Button
      variant="ghost"
      className="h-8 px-2 text-xs max-sm:h-11"
      onClick={() => void copy()}
      aria-label={`Copy ${label}`}
    >
      {state === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      <span aria-live="polite">{{ idle: "Copy", copied: "Copied", refused: "Select and copy by hand" }[state]}</span>
    </Button>
  );
}
