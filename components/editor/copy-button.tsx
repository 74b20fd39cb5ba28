"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
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
