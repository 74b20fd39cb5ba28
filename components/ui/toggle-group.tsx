"use client";

import { ToggleGroup as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** A row of choices of which one is taken; arrow keys move within it. */
export function ToggleGroup({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      data-slot="toggle-group"
      className={cn("inline-flex items-center rounded-md bg-secondary forced-colors:border", className)}
      {...props}
    />
  );
}

export function ToggleGroupItem({ className, ...props }: ComponentProps<typeof Primitive.Item>) {
  return (
    <Primitive.Item
      data-slot="toggle-group-item"
      className={cn(
        "inline-flex h-11 min-w-11 items-center justify-center gap-2 rounded-md border-2 border-transparent bg-clip-padding px-3 text-sm font-medium text-muted-foreground transition-colors hover:text-foreground data-[state=on]:border-primary data-[state=on]:bg-card data-[state=on]:text-foreground forced-colors:data-[state=on]:outline-2 [&_svg]:size-4",
        className,
      )}
      {...props}
    />
  );
}
