import Link from "next/link";
import type { Share } from "@/lib/analytics/statistics";
import type { Overview } from "@/lib/insight/overview";
import { Change, changeFrom, changeOf, type ChangeProps } from "./change";
import { Nothing } from "./frame";
import { addressOf, amount, between, dollars, editorWord, percent, seconds } from "./words";

type EditorsProps = {
  editors: NonNullable<Overview["editors"]>;
  models: NonNullable<Overview["models"]>;
  range: Overview["range"];
};

/** What each editor and model made, beside the range before. */
export function Editors({ editors, models, range }: EditorsProps) {
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
    <div className="relative overflow-x-auto">
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
          {rows.map(({ name, query, edits, success, times, cost_usd: cost, satisfaction, id, before }) => (
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
              <Cell value={amount(edits)} change={changeFrom(edits, before, (row) => row.edits, null)} />
              <ShareCell now={success} before={before && before.success} />
              <TimeCell now={times.total?.p50} before={before && before.times.total?.p50} />
              <TimeCell now={times.total?.p90} before={before && before.times.total?.p90} />
              <Cell value={dollars(cost)} change={before && cost > 0 && changeOf(cost, before.cost_usd, null)} />
              <ShareCell now={satisfaction} before={before && before.satisfaction} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CellProps = { value: string; title?: string | undefined; change: ChangeProps | null | false | undefined };

const Cell = ({ value, title, change }: CellProps) => (
  <td className="py-1.5 pl-4 text-right align-top tabular-nums" title={title}>
    <span className="block">{value}</span>
    {change && <Change {...change} isSmall />}
  </td>
);

const ShareCell = ({ now, before }: { now: Share | null; before: Share | null | undefined }) => (
  <Cell
    value={now === null ? "–" : percent(now.share)}
    title={now === null ? undefined : between(now)}
    change={changeOf(now?.share, before?.share, "more")}
  />
);

const TimeCell = ({ now, before }: { now: number | undefined; before: number | null | undefined }) => (
  <Cell value={now === undefined ? "–" : seconds(now)} change={changeOf(now, before ?? undefined, "less")} />
);
