import Link from "next/link";
import type { Share } from "@/lib/analytics/statistics";
import type { Overview } from "@/lib/insight/overview";
import { Change, changeOf, type ChangeProps } from "./change";
import { addressOf, between, amount, dollars, percent, seconds } from "./words";

type Shown = {
  title: string;
  value: string;
  /** What there is to know of it. */
  note: string;
  change: ChangeProps | null;
  href: string | null;
};

/** The figures of a range beside those before it, each a way to its edits. */
export function FigureCards({ overview }: { overview: Overview }) {
  const { usage } = overview;
  if (usage === null) return null;
  return (
    <section aria-label="Figures" className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
      {shownOf(overview, usage).map((figure) => (
        <Figure key={figure.title} {...figure} />
      ))}
    </section>
  );
}

function shownOf({ range, editor }: Overview, usage: NonNullable<Overview["usage"]>): Shown[] {
  const { total, totalBefore, sessions } = usage;
  const drill = (query: Record<string, string>) => addressOf("/insight/edits", { ...range, editor, ...query });
  const [time, timeBefore] = [total.times.total, totalBefore?.times.total];
  return [
    {
      title: "Edits",
      value: amount(total.edits),
      note: `${amount(total.completed)} completed`,
      change: changeOf(total.edits, totalBefore?.edits, null),
      href: drill({}),
    },
    {
      title: "Success",
      ...shareShown(total.success, totalBefore?.success, "no edit ended"),
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
      change: changeOf(total.cost_usd, totalBefore?.cost_usd, null),
      href: drill({}),
    },
    {
      title: "Satisfaction",
      ...shareShown(total.satisfaction, totalBefore?.satisfaction, "nobody rated", "ratings"),
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

/** A share beside that before; `of`: what it is a share of, where that is worth saying. */
function shareShown(
  now: Share | null,
  before: Share | null | undefined,
  none: string,
  of?: string,
): Pick<Shown, "value" | "note" | "change"> {
  if (now === null) return { value: "–", note: none, change: null };
  return {
    value: percent(now.share),
    note: of === undefined ? between(now) : `${between(now)}, of ${amount(now.of)} ${of}`,
    change: changeOf(now.share, before?.share, "more"),
  };
}

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
