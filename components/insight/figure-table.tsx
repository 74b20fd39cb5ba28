import type { ReactNode } from "react";

type FigureTableProps = {
  caption: string;
  /** Of the names, then of each column of figures. */
  heads: readonly [string, ...string[]];
  rows: ReadonlyArray<{ key: string; name: ReactNode; figures: readonly ReactNode[] }>;
};

/** A few figures of each of a few things. */
export function FigureTable({ caption, heads: [first, ...heads], rows }: FigureTableProps) {
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-left text-xs text-muted-foreground">
        <tr>
          <th className="font-normal">{first}</th>
          {heads.map((head) => (
            <th key={head} className="text-right font-normal">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, figures }) => (
          <tr key={key} className="border-t">
            <th scope="row" className="py-1.5 text-left font-normal">
              {name}
            </th>
            {heads.map((head, at) => (
              <td key={head} className="text-right tabular-nums">
                {figures[at]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
