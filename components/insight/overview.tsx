import Link from "next/link";
import type { Overview } from "@/lib/insight/overview";
import { LIFECYCLE, STAGE_STATUSES, stateWords } from "@/lib/lifecycle";
import { Alert } from "@/components/editor/alert";
import { CostChart, EditsChart, TimesChart } from "./charts";
import { EditTable } from "./edit-table";
import { FeedbackCards } from "./feedback";
import { FigureTable } from "./figure-table";
import { FigureCards } from "./figures";
import { Card, InsightFrame, Nothing } from "./frame";
import { Live } from "./live";
import { NowCards } from "./now";
import { RangePicker } from "./range-picker";
import { addressOf, between, amount, dollars, editorWord, outcomeWord, percent, seconds } from "./words";

/** What happens, what it costs, what people want and where it disappoints them. */
export function OverviewPage({ overview }: { overview: Overview }) {
  const { range, editor, days, total, problem } = overview;
  const drill = (query: Record<string, string>) => addressOf("/insight/edits", { ...range, editor, ...query });
  return (
    <InsightFrame title="Insight" place="overview" reports={overview.reports}>
      <RangePicker range={range} editor={editor} editors={overview.editors.map(({ key }) => key)} />
      {problem !== null && <Alert>{problem}</Alert>}
      <FigureCards overview={overview} />
      <NowCards overview={overview} />
      <Live />
      <div className="grid gap-4 lg:grid-cols-2">
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
        <Card title="What people ask for" note="By the plans of their edits; one of several kinds counts in each.">
          <Bars
            rows={overview.kinds.map(({ kind, label, edits, satisfaction }) => ({
              key: kind,
              label,
              value: edits,
              note:
                satisfaction === null ? "" : `${percent(satisfaction.share)} of ${amount(satisfaction.of)} liked it`,
              href: drill({ kind }),
            }))}
          />
        </Card>
        <Card title="How edits ended" note="Each opens its edits.">
          <Bars
            rows={Object.entries(total.outcomes).map(([outcome, value]) => ({
              key: outcome,
              label: outcomeWord(outcome),
              value,
              note: "",
              isBad: outcome !== "completed" && outcome !== "canceled",
              href: drill({ outcome }),
            }))}
          />
        </Card>
        <Card title="Editors and models" className="lg:col-span-2">
          <Editors overview={overview} />
        </Card>
        <FeedbackCards overview={overview} />
        <Card title="Failed today" note="By trouble of ours or a provider's." className="lg:col-span-2">
          {overview.failedToday.length === 0 ? (
            <Nothing>Nothing failed today.</Nothing>
          ) : (
            <EditTable edits={overview.failedToday} caption="Failed today" />
          )}
        </Card>
      </div>
    </InsightFrame>
  );
}

function Stages({ times }: { times: Overview["total"]["times"] }) {
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

type Bar = { key: string; label: string; value: number; note: string; href: string; isBad?: boolean };

/** Amounts below each other, each a way to what it counts. */
function Bars({ rows }: { rows: readonly Bar[] }) {
  if (rows.length === 0) return <Nothing>Nothing in these days.</Nothing>;
  const most = Math.max(...rows.map(({ value }) => value));
  return (
    <ul className="flex flex-col gap-1">
      {rows.map(({ key, label, value, note, href, isBad = false }) => (
        <li key={key}>
          <Link href={href} prefetch={false} className="flex flex-col gap-1 rounded-md py-1.5 hover:bg-accent/50">
            <span className="flex items-baseline justify-between gap-3 text-sm">
              <span className="min-w-0 truncate">{label}</span>
              <span className="flex shrink-0 items-baseline gap-2">
                {note !== "" && <span className="text-xs text-muted-foreground">{note}</span>}
                <span className="font-medium tabular-nums">{amount(value)}</span>
              </span>
            </span>
            <span className="h-1.5 w-full overflow-hidden rounded-full bg-secondary">
              <span
                className={`block h-full rounded-full ${isBad ? "bg-destructive" : "bg-primary"}`}
                style={{ width: `${(value / most) * 100}%` }}
              />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Editors({ overview: { editors, models, range } }: { overview: Overview }) {
  const rows = [
    ...editors.map((row) => ({
      ...row,
      id: `editor ${row.key}`,
      name: editorWord(row.key),
      query: { editor: row.key },
    })),
    ...models
      .filter(({ key }) => key !== "")
      .map((row) => ({
        ...row,
        // A model is known of completed edits alone.
        success: null,
        id: `model ${row.key}`,
        name: row.key,
        query: { model: row.key },
      })),
  ];
  if (rows.length === 0) return <Nothing>No edit ended in these days.</Nothing>;
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-2xl text-sm">
        <caption className="sr-only">Editors and models</caption>
        <thead className="text-left text-xs text-muted-foreground">
          <tr>
            {["", "Edits", "Success", "Half in", "90 % in", "Cost", "Satisfaction"].map((head, at) => (
              <th key={head} className={`py-1 font-normal ${at === 0 ? "" : "text-right"}`}>
                {head === "" ? <span className="sr-only">Name</span> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, query, edits, success, times, cost_usd: cost, satisfaction, id }) => (
            <tr key={id} className="border-t">
              <th scope="row" className="py-2 text-left font-normal">
                <Link
                  href={addressOf("/insight/edits", { ...range, ...query })}
                  prefetch={false}
                  className="text-primary underline underline-offset-4"
                >
                  {name}
                </Link>
              </th>
              <td className="text-right tabular-nums">{amount(edits)}</td>
              <td className="text-right tabular-nums" title={success === null ? undefined : between(success)}>
                {success === null ? "–" : percent(success.share)}
              </td>
              <td className="text-right tabular-nums">{times.total === undefined ? "–" : seconds(times.total.p50)}</td>
              <td className="text-right tabular-nums">{times.total === undefined ? "–" : seconds(times.total.p90)}</td>
              <td className="text-right tabular-nums">{dollars(cost)}</td>
              <td className="text-right tabular-nums" title={satisfaction === null ? undefined : between(satisfaction)}>
                {satisfaction === null ? "–" : percent(satisfaction.share)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
