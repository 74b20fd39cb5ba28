"use client";

import { Eye } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { Button } from "@/components/ui/button";

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
