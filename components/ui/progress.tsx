import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

type ProgressProps = Omit<ComponentProps<"div">, "role"> & {
  /** 0 to 100. */
  value: number;
  /** What a screen reader says instead of the bare number. */
  valueText: string;
  /** A drift of light while it is not known how far the present step is. */
  waiting?: boolean;
};

/** How far something is. */
export function Progress({ value, valueText, waiting = false, className, ...props }: ProgressProps) {
  return (
    <div
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(value)}
      aria-valuetext={valueText}
      className={cn("relative h-1.5 overflow-hidden rounded-full bg-secondary forced-colors:border", className)}
      {...props}
    >
      <div
        className="relative h-full overflow-hidden rounded-full bg-primary transition-[width] duration-500 ease-out forced-colors:bg-[Highlight]"
        style={{ width: `${value}%` }}
      >
        {waiting && (
          <span className="absolute inset-y-0 w-1/3 animate-drift bg-linear-to-r from-transparent via-primary-foreground/55 to-transparent motion-reduce:hidden" />
        )}
      </div>
    </div>
  );
}
