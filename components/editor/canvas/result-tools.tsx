"use client";

import { Columns2, Download, Eye } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { Button } from "@/components/ui/button";

type ResultToolsProps = {
  compare: boolean;
  onCompare: (compare: boolean) => void;
  held: boolean;
  onHold: (held: boolean) => void;
  download: { href: string; name: string };
};

/** What one does with a result: compare it, look at the original, take it away. */
export function ResultTools({ compare, onCompare, held, onHold, download }: ResultToolsProps) {
  return (
    <div
      role="group"
      aria-label="Result"
      className="flex w-full flex-wrap items-center justify-center gap-1.5 max-sm:[&>*]:grow max-sm:[&>*]:px-2 sm:gap-2"
    >
      <Button
        variant="outline"
        aria-pressed={compare}
        onClick={() => onCompare(!compare)}
        className="aria-pressed:border-primary aria-pressed:bg-accent aria-pressed:text-accent-foreground"
      >
        <Columns2 aria-hidden="true" />
        Compare
      </Button>
      <HoldButton held={held} onHold={onHold} />
      <Button asChild variant="outline">
        <a href={download.href} download={download.name}>
          <Download aria-hidden="true" />
          Download
        </a>
      </Button>
    </div>
  );
}

/** Shows the picture as it was, for as long as the button or the `\` key is held. */
export function HoldButton({ held, onHold }: { held: boolean; onHold: (held: boolean) => void }) {
  const hold = useEffectEvent(onHold);

  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.key !== "\\" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      if (!event.repeat) hold(true);
    };
    const up = (event: KeyboardEvent) => {
      if (event.key === "\\") hold(false);
    };
    const away = () => hold(false);
    window.addEventListener("keydown", down);
    window.addEventListener("keyup", up);
    window.addEventListener("blur", away);
    return () => {
      window.removeEventListener("keydown", down);
      window.removeEventListener("keyup", up);
      window.removeEventListener("blur", away);
    };
  }, []);

  return (
    <Button
      variant="outline"
      aria-pressed={held}
      aria-keyshortcuts="\"
      title="Hold, or hold the \ key"
      className="touch-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        onHold(true);
      }}
      onPointerUp={() => onHold(false)}
      onPointerCancel={() => onHold(false)}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === " " || event.key === "Enter") onHold(true);
      }}
      onKeyUp={() => onHold(false)}
      onBlur={() => onHold(false)}
    >
      <Eye aria-hidden="true" />
      <span className="max-sm:sr-only">Hold to see the original</span>
      <span aria-hidden="true" className="sm:hidden">
        Original
      </span>
    </Button>
  );
}

// A single character is a shortcut only where it is not a text's character.
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(TEXTAREA|INPUT|SELECT)$/.test(target.tagName))
  );
}
