import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

type ToggleButtonProps = { pressed: boolean; onPress: () => void; className?: string; children: ReactNode };

/** Something that is either on or off, which is seen without knowing colours: a knob at one end or the other. */
export function ToggleButton({ pressed, onPress, className, children }: ToggleButtonProps) {
  return (
    <Button
      variant="ghost"
      aria-pressed={pressed}
      onClick={onPress}
      className={cn("px-2 text-muted-foreground aria-pressed:bg-transparent aria-pressed:text-foreground", className)}
    >
      <span
        aria-hidden="true"
        className={cn(
          "inline-flex h-4.5 w-8 shrink-0 items-center rounded-full border border-input p-0.5 transition-colors",
          pressed ? "justify-end border-primary bg-primary" : "justify-start bg-card",
        )}
      >
        <span className={cn("size-3 rounded-full forced-colors:bg-[ButtonText]", pressed ? "bg-card" : "bg-input")} />
      </span>
      {children}
    </Button>
  );
}
