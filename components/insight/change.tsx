import { percent } from "./words";

export type ChangeProps = {
  now: number;
  before: number;
  /** Whether more of it is better; `null`: neither. */
  better: "more" | "less" | null;
  /** Beside a figure among others, where there is no room for words. */
  isSmall?: boolean;
};

/** By how much a figure differs from that of the range before. */
export function Change({ now, before, better, isSmall = false }: ChangeProps) {
  if (before === 0) return <Small>{isSmall ? "new" : "none before"}</Small>;
  const share = (now - before) / before;
  const isGood = better === null || Math.abs(share) < 0.005 ? null : share > 0 === (better === "more");
  const sign = share > 0 ? "+" : share < 0 ? "−" : "±";
  const look = isGood === null ? "text-muted-foreground" : isGood ? "text-primary" : "text-destructive";
  return (
    <span className={`text-xs font-medium ${look}`}>
      <span>{`${sign}${isSmall ? percent(Math.round(Math.abs(share) * 100) / 100) : percent(Math.abs(share))}`}</span>
      <span className={isSmall ? "sr-only" : ""}> to before</span>
    </span>
  );
}

const Small = ({ children }: { children: string }) => <span className="text-xs text-muted-foreground">{children}</span>;

/** The change of two figures, unless there is none of either. */
export const changeOf = (
  now: number | undefined,
  before: number | undefined,
  better: ChangeProps["better"],
): ChangeProps | null => (now === undefined || before === undefined ? null : { now, before, better });

/** The change of a figure from that of a row of the range before; `null`: that is not known, or had none. */
export function changeFrom<Row>(
  now: number | undefined,
  before: Row | null | undefined,
  figureOf: (row: Row) => number | undefined,
  better: ChangeProps["better"],
): ChangeProps | null {
  if (before === null) return null;
  return changeOf(now, before === undefined ? 0 : figureOf(before), better);
}
