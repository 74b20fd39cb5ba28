import Link from "next/link";
import type { Overview } from "@/lib/insight/overview";
import { addressOf, between, amount, dollars, percent, seconds } from "./words";

type Shown = {
  title: string;
  value: string;
  /** What there is to know of it. */
  note: string;
  /** How it was before, and whether more of it is better; `null`: neither. */
  change: { now: number; before: number; better: "more" | "less" | null } | null;
  href: string | null;
};

/** The figures of a range beside those before it, each a way to its edits. */
export function FigureCards({ overview }: { overview: Overview }) {
  return (
    <section aria-label="Figures" className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
      {shownOf(overview).map((figure) => (
        <Figure key={figure.title} {...figure} />
      ))}
    </section>
  );
}

function shownOf({ range, editor, total, totalBefore, sessions }: Overview): Shown[] {
  const drill = (query: Record<string, string>) => addressOf("/insight/edits", { ...range, editor, ...query });
  const [time, timeBefore] = [total.times.total, totalBefore.times.total];
  return [
    {
      title: "Edits",
      value: amount(total.edits),
      note: `${amount(total.completed)} completed`,
      change: { now: total.edits, before: totalBefore.edits, better: null },
      href: drill({}),
    },
    {
      title: "Success",
      value: total.success === null ? "–" : percent(total.success.share),
      note: total.success === null ? "no edit ended" : between(total.success),
      change: changeOf(total.success?.share, totalBefore.success?.share, "more"),
      href: drill({ outcome: "failed" }),
    },
    {
      title: "Time",
      value: time === undefined ? "–" : seconds(time.p50),
      note: time === undefined ? "none completed" : `nine of ten in ${seconds(time.p90)}`,
      change: changeOf(time?.p50, timeBefore?.p50, "less"),
      href: drill({ outcome: "completed" }),
    },
    {
      title: "Cost",
      value: dollars(total.cost_usd),
      note: total.edits === 0 ? "no edit ended" : `${dollars(total.cost_usd / total.edits)} an edit`,
      change: { now: total.cost_usd, before: totalBefore.cost_usd, better: null },
      href: drill({}),
    },
    {
      title: "Satisfaction",
      value: total.satisfaction === null ? "–" : percent(total.satisfaction.share),
      note:
        total.satisfaction === null
          ? "nobody rated"
          : `${between(total.satisfaction)}, of ${amount(total.satisfaction.of)} ratings`,
      change: changeOf(total.satisfaction?.share, totalBefore.satisfaction?.share, "more"),
      href: drill({ rating: "down" }),
    },
    {
      title: "Follow-ups",
      value: sessions.follow_ups_each === null ? "–" : sessions.follow_ups_each.toLocaleString("en"),
      note:
        sessions.median_seconds === null
          ? "no picture begun"
          : `a picture, of ${amount(sessions.pictures)}${editor === null ? "" : " by all editors"}; ${seconds(sessions.median_seconds)} at it`,
      change: null,
      href: null,
    },
  ];
}

const changeOf = (now: number | undefined, before: number | undefined, better: "more" | "less"): Shown["change"] =>
  now === undefined || before === undefined ? null : { now, before, better };

function Figure({ title, value, note, change, href }: Shown) {
  const inside = (
    <>
      <span className="text-sm text-muted-foreground">{title}</span>
      <span className="text-2xl font-semibold tracking-tight tabular-nums">{value}</span>
      <span className="text-xs text-muted-foreground">{note}</span>
      {change !== null && <Change {...change} />}
    </>
  );
  const look = "flex min-w-0 flex-col gap-0.5 rounded-lg border bg-card p-3.5";
  if (href === null) return <div className={look}>{inside}</div>;
  return (
    <Link href={href} prefetch={false} className={`${look} hover:border-input hover:bg-accent/40`}>
      {inside}
    </Link>
  );
}

/** By how much a figure differs from that of the range before. */
function Change({ now, before, better }: NonNullable<Shown["change"]>) {
  if (before === 0) return <span className="text-xs text-muted-foreground">none before</span>;
  const share = (now - before) / before;
  const isGood = better === null || Math.abs(share) < 0.005 ? null : share > 0 === (better === "more");
  const sign = share > 0 ? "+" : share < 0 ? "−" : "±";
  const look = isGood === null ? "text-muted-foreground" : isGood ? "text-primary" : "text-destructive";
  return <span className={`text-xs font-medium ${look}`}>{`${sign}${percent(Math.abs(share))} to before`}</span>;
}
