"use client";

import { ChartContainer, type ChartConfig, ChartLegend, ChartTip, Recharts } from "@/components/ui/chart";
import type { Overview } from "@/lib/insight/overview";
import { amount, dayWord, dollars, seconds } from "./words";

const EDITS = {
  completed: { label: "Completed", color: "light-dark(oklch(0.55 0.1 228), oklch(0.72 0.1 222))" },
  refused: { label: "Refused", color: "light-dark(oklch(0.74 0.13 80), oklch(0.78 0.12 82))" },
  failed: { label: "Failed", color: "light-dark(oklch(0.55 0.18 27), oklch(0.68 0.16 25))" },
  canceled: { label: "Canceled", color: "light-dark(oklch(0.75 0.01 240), oklch(0.5 0.01 240))" },
  before: { label: "The range before", color: "light-dark(oklch(0.3 0.02 240), oklch(0.88 0.01 240))" },
} as const satisfies ChartConfig;

const TIMES = {
  p50: { label: "Half are done in", color: "light-dark(oklch(0.55 0.1 228), oklch(0.72 0.1 222))" },
  p90: { label: "Nine of ten are done in", color: "light-dark(oklch(0.55 0.15 300), oklch(0.75 0.12 300))" },
} as const satisfies ChartConfig;

const COST = {
  costUsd: { label: "Cost", color: "light-dark(oklch(0.55 0.11 160), oklch(0.74 0.11 160))" },
} as const satisfies ChartConfig;

type DaysProps = { days: NonNullable<Overview["usage"]>["days"] };

type AxesProps = {
  /** How amounts are written. */
  format: (value: number) => string;
  /** Amounts are whole. */
  whole?: boolean;
};

const Axes = ({ format, whole = false }: AxesProps) => (
  <>
    <Recharts.CartesianGrid vertical={false} />
    <Recharts.XAxis dataKey="label" tickLine={false} axisLine={false} minTickGap={28} tickMargin={6} />
    <Recharts.YAxis width={48} tickLine={false} axisLine={false} allowDecimals={!whole} tickFormatter={format} />
  </>
);

const labelled = (days: DaysProps["days"]) => days.map((day) => ({ ...day, label: dayWord(day.day) }));

const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };

/** Edits of each day by what became of them, over a line of the range before. */
export function EditsChart({ days }: DaysProps) {
  const stacked = ["completed", "refused", "failed", "canceled"] as const;
  return (
    <div className="flex flex-col gap-3">
      <ChartContainer config={EDITS} label="Edits of each day, by what became of them">
        <Recharts.ComposedChart data={labelled(days)} margin={MARGIN} accessibilityLayer={false}>
          <Axes format={amount} whole />
          <Recharts.Tooltip
            cursor={{ fill: "var(--accent)", opacity: 0.5 }}
            content={<ChartTip config={EDITS} format={amount} />}
          />
          {stacked.map((series) => (
            <Recharts.Bar
              key={series}
              dataKey={series}
              stackId="edits"
              fill={`var(--color-${series})`}
              maxBarSize={36}
              isAnimationActive={false}
            />
          ))}
          <Recharts.Line
            dataKey="before"
            stroke="var(--color-before)"
            strokeDasharray="4 4"
            strokeWidth={1.5}
            dot={false}
            isAnimationActive={false}
          />
        </Recharts.ComposedChart>
      </ChartContainer>
      <ChartLegend config={EDITS} />
    </div>
  );
}

/** How long the edits of each day took in all. */
export function TimesChart({ days }: DaysProps) {
  return (
    <div className="flex flex-col gap-3">
      <ChartContainer config={TIMES} label="How long edits took, each day" className="h-44">
        <Recharts.LineChart data={labelled(days)} margin={MARGIN} accessibilityLayer={false}>
          <Axes format={seconds} />
          <Recharts.Tooltip content={<ChartTip config={TIMES} format={seconds} />} />
          {(["p50", "p90"] as const).map((series) => (
            <Recharts.Line
              key={series}
              dataKey={series}
              stroke={`var(--color-${series})`}
              strokeWidth={2}
              dot={days.length < 15}
              connectNulls
              isAnimationActive={false}
            />
          ))}
        </Recharts.LineChart>
      </ChartContainer>
      <ChartLegend config={TIMES} />
    </div>
  );
}

/** What the edits of each day cost. */
export function CostChart({ days }: DaysProps) {
  return (
    <ChartContainer config={COST} label="What edits cost, each day" className="h-44 lg:h-96">
      <Recharts.BarChart data={labelled(days)} margin={MARGIN} accessibilityLayer={false}>
        <Axes format={dollars} />
        <Recharts.Tooltip
          cursor={{ fill: "var(--accent)", opacity: 0.5 }}
          content={<ChartTip config={COST} format={dollars} />}
        />
        <Recharts.Bar dataKey="costUsd" fill="var(--color-costUsd)" maxBarSize={36} isAnimationActive={false} />
      </Recharts.BarChart>
    </ChartContainer>
  );
}
