import Link from "next/link";
import type { Overview } from "@/lib/insight/overview";
import { LIFECYCLE, STAGE_STATUSES, stateWords } from "@/lib/lifecycle";
import { Alert } from "@/components/editor/alert";
import { Change, changeFrom, type ChangeProps } from "./change";
import { CostChart, EditsChart, TimesChart } from "./charts";
import { Editors } from "./editors";
import { EditTable } from "./edit-table";
import { FeedbackCards } from "./feedback";
import { FigureTable } from "./figure-table";
import { FigureCards } from "./figures";
import { Card, InsightFrame, Nothing } from "./frame";
import { Live } from "./live";
import { NowCards } from "./now";
import { RangePicker } from "./range-picker";
import { addressOf, amount, outcomeWord, percent, seconds } from "./words";

/** What happens, what it costs, what people want and where it disappoints them. */
export function OverviewPage({ overview }: { overview: Overview }) {
  const { range, editor, problem, missing, failedToday } = overview;
  return (
    <InsightFrame title="Insight" place="overview" reports={overview.reports}>
      <RangePicker range={range} editor={editor} editors={overview.editors?.map(({ key }) => key) ?? []} />
      {problem !== null && <Alert>{problem}</Alert>}
      {missing.length > 0 && (
        <Alert>{`Could not be read just now: ${missing.join("; ")}. The server's log says why; the rest is as it is.`}</Alert>
      )}
      <FigureCards overview={overview} />
      <NowCards overview={overview} />
      <Live />
      <div className="grid gap-4 lg:grid-cols-2">
        <UsageCards overview={overview} />
        <KindsAndOutcomes overview={overview} />
        {overview.editors !== null && (
          <Card
            title="Editors and models"
            note="Beside each how it differs from the range before."
            className="lg:col-span-2"
          >
            <Editors editors={overview.editors} models={overview.models ?? []} range={range} />
          </Card>
        )}
        <FeedbackCards overview={overview} />
        {failedToday !== null && (
          <Card title="Failed today" note="By trouble of ours or a provider's." className="lg:col-span-2">
            {failedToday.length === 0 ? (
              <Nothing>Nothing failed today.</Nothing>
            ) : (
              <EditTable edits={failedToday} caption="Failed today" />
            )}
          </Card>
        )}
      </div>
    </InsightFrame>
  );
}

function UsageCards({ overview: { usage } }: { overview: Overview }) {
  if (usage === null) return null;
  const { total, days } = usage;
  return (
    <>
      <Card title="Edits" note="By the day on which they ended, in UTC." className="lg:col-span-2">
        {total.edits === 0 ? <Nothing>No edit ended in these days.</Nothing> : <EditsChart days={days} />}
      </Card>
      <Card title="Time" note="From the wish to the end; off by 5 % at most.">
        {total.completed === 0 ? <Nothing>No edit was completed in these days.</Nothing> : <TimesChart days={days} />}
        <Stages times={total.times} />
      </Card>
      <Card title="Cost" note="As counted against the spending caps.">
        {total.cost_usd === 0 ? <Nothing>Nothing was paid for in these days.</Nothing> : <CostChart days={days} />}
      </Card>
    </>
  );
}

function KindsAndOutcomes({ overview: { range, editor, kinds, usage } }: { overview: Overview }) {
  const drill = (query: Record<string, string>) => addressOf("/insight/edits", { ...range, editor, ...query });
  return (
    <>
      {kinds !== null && (
        <Card
          title="What people ask for"
          note="By the plans of their edits; one of several kinds counts in each. Beside each how it differs from the range before."
        >
          <Bars
            rows={kinds.map(({ kind, label, edits, satisfaction, before }) => ({
              key: kind,
              label,
              value: edits,
              note:
                satisfaction === null ? "" : `${percent(satisfaction.share)} of ${amount(satisfaction.of)} liked it`,
              change: changeFrom(edits, before, (row) => row.edits, null),
              href: drill({ kind }),
            }))}
          />
        </Card>
      )}
      {usage !== null && (
        <Card title="How edits ended" note="Each opens its edits.">
          <Bars
            rows={Object.entries(usage.total.outcomes).map(([outcome, value]) => ({
              key: outcome,
              label: outcomeWord(outcome),
              value,
              note: "",
              change: changeFrom(value, usage.totalBefore, ({ outcomes }) => outcomes[outcome] ?? 0, null),
              isBad: isBad(outcome),
              href: drill({ outcome }),
            }))}
          />
        </Card>
      )}
    </>
  );
}

const isBad = (outcome: string): boolean => outcome !== "completed" && outcome !== "canceled";

function Stages({ times }: { times: NonNullable<Overview["usage"]>["total"]["times"] }) {
  const labels = [
    ["queue", "Waiting for a run"] as const,
    ...STAGE_STATUSES.map((status) => [LIFECYCLE[status].timed, stateWords(status)] as const),
    ["total", "In all"] as const,
  ];
  const rows = labels.flatMap(([time, name]) => {
    const found = times[time];
    return found === undefined ? [] : [{ key: time, name, figures: [found.p50, found.p90, found.p99].map(seconds) }];
  });
  if (rows.length === 0) return null;
  return <FigureTable caption="Times of each stage" heads={["Stage", "half in", "90 % in", "99 % in"]} rows={rows} />;
}

type Bar = {
  key: string;
  label: string;
  value: number;
  note: string;
  change: ChangeProps | null;
  href: string;
  isBad?: boolean;
};

/** Amounts below each other, each a way to what it counts. */
function Bars({ rows }: { rows: readonly Bar[] }) {
  if (rows.length === 0) return <Nothing>Nothing in these days.</Nothing>;
  const most = Math.max(...rows.map(({ value }) => value));
  return (
    <ul className="flex flex-col gap-1">
      {rows.map(({ key, label, value, note, change, href, isBad: bad = false }) => (
        <li key={key}>
          <Link href={href} prefetch={false} className="flex flex-col gap-1 rounded-md py-1.5 hover:bg-accent/50">
            <span className="flex items-baseline justify-between gap-3 text-sm">
              <span className="min-w-0">{label}</span>
              <span className="flex shrink-0 items-baseline gap-2">
                {note !== "" && <span className="text-xs text-muted-foreground">{note}</span>}
                {change !== null && <Change {...change} isSmall />}
                <span className="font-medium tabular-nums">{amount(value)}</span>
              </span>
            </span>
            <span className="h-1.5 w-full overflow-hidden rounded-full bg-secondary">
              <span
                className={`block h-full rounded-full ${bad ? "bg-destructive" : "bg-primary"}`}
                style={{ width: `${(value / most) * 100}%` }}
              />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
