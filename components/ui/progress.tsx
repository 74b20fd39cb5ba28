import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

type ProgressProps = Omit<ComponentProps<"div">, "role"> & {
  /** 0 to 100. */
  value: number;
  /** What a screen reader says instead of the bare number. */
  valueText: string;
  /** A drift of light while it is not known how far the present step is. */
  waiting?: boolean;
  /** Where the bar is divided, 0 to 100: what comes before has a part of its own, wide enough to be watched. */
  split?: number;
};

/** How far something is. */
export function Progress({ value, valueText, waiting = false, split = 0, className, ...props }: ProgressProps) {
  const before = split === 0 ? 100 : Math.min(100, (value / split) * 100);
  const after = Math.max(0, ((value - split) / (100 - split)) * 100);
  return (
    <div
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(value)}
      aria-valuetext={valueText}
      className={cn("flex h-1.5 gap-1", className)}
      {...props}
    >
      {split > 0 && <Part percent={before} waiting={waiting && before < 100} className="w-1/4" />}
      <Part percent={after} waiting={waiting && before === 100} className="min-w-0 grow" />
    </div>
  );
}

function Part({ percent, waiting, className }: { percent: number; waiting: boolean; className: string }) {
  return (
    <div className={cn("overflow-hidden rounded-full bg-secondary forced-colors:border", className)}>
      <div
        className="relative h-full overflow-hidden rounded-full bg-primary transition-[width] duration-500 ease-out forced-colors:bg-[Highlight]"
        style={{ width: `${percent}%` }}
      >
        {waiting && (
          <span className="absolute inset-y-0 w-1/3 animate-drift bg-linear-to-r from-transparent via-primary-foreground/55 to-transparent motion-reduce:hidden" />
        )}
      </div>
    </div>
  );
}
