import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** A text box that grows with its text. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      className={cn(
        "field-sizing-content w-full resize-none rounded-md border border-input bg-card px-3 py-2.5 text-base text-foreground placeholder:text-muted-foreground disabled:opacity-55 aria-invalid:border-destructive",
        className,
      )}
      {...props}
    />
  );
}
