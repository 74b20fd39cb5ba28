"use client";

import { type ComponentProps, type ReactNode } from "react";
import * as Recharts from "recharts";
import { cn } from "@/lib/cn";

/** Each series of a chart: what it is called, and its colour. */
export type ChartConfig = Readonly<Record<string, { label: string; color: string }>>;

type ChartContainerProps = {
  config: ChartConfig;
  /** What the chart shows, for who does not see it. */
  label: string;
  className?: string;
  children: ComponentProps<typeof Recharts.ResponsiveContainer>["children"];
};

/** A chart as wide as there is room; its series find their colours as `var(--color-<name>)`. */
export function ChartContainer({ config, label, className, children }: ChartContainerProps) {
  const colors = Object.fromEntries(Object.entries(config).map(([name, { color }]) => [`--color-${name}`, color]));
  return (
    <div
      data-slot="chart"
      role="img"
      aria-label={label}
      style={colors}
      className={cn(
        "h-56 w-full text-xs [&_.recharts-cartesian-axis-tick_text]:fill-muted-foreground [&_.recharts-cartesian-grid_line]:stroke-border [&_.recharts-surface]:outline-none",
        className,
      )}
    >
      <Recharts.ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: 224 }}>
        {children}
      </Recharts.ResponsiveContainer>
    </div>
  );
}

type TipEntry = { dataKey?: unknown; value?: unknown };

type ChartTipProps = {
  config: ChartConfig;
  /** How a value is written. */
  format: (value: number) => string;
  active?: boolean;
  label?: unknown;
  payload?: readonly TipEntry[];
};

/** What stands over the place that is pointed at. */
export function ChartTip({ config, format, active, label, payload }: ChartTipProps): ReactNode {
  if (active !== true || payload === undefined || payload.length === 0) return null;
  return (
    <div className="rounded-md border bg-popover px-3 py-2 text-xs text-popover-foreground shadow-float">
      <p className="font-medium">{String(label)}</p>
      <ul>
        {payload.map(({ dataKey, value }) => {
          const series = config[String(dataKey)];
          if (series === undefined || typeof value !== "number") return null;
          return (
            <li key={String(dataKey)} className="flex items-center gap-2">
              <span className="size-2 rounded-xs" style={{ background: series.color }} />
              <span className="grow text-muted-foreground">{series.label}</span>
              <span className="tabular-nums">{format(value)}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The names of a chart's series beside their colours. */
export function ChartLegend({ config }: { config: ChartConfig }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted-foreground">
      {Object.entries(config).map(([name, { label, color }]) => (
        <li key={name} className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-xs" style={{ background: color }} />
          <span>{label}</span>
        </li>
      ))}
    </ul>
  );
}

export { Recharts };
