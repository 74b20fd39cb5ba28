import Link from "next/link";
import { Button } from "@/components/ui/button";
import type { DayRange } from "@/lib/analytics/range";
import { addressOf, editorWord } from "./words";

const PRESETS = [
  { days: 7, label: "7 days" },
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 366, label: "A year" },
] as const;

type RangePickerProps = { range: DayRange; editor: string | null; editors: readonly string[] };

const FIELD = "h-11 rounded-md border border-input bg-card px-2.5 text-sm text-foreground";

/** Which days are looked at, and of which editor. Works without any script. */
export function RangePicker({ range, editor, editors }: RangePickerProps) {
  const known = [...new Set([...editors, ...(editor === null ? [] : [editor])])].filter((each) => each !== "");
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <nav aria-label="Days" className="-ml-2 flex flex-wrap">
        {PRESETS.map(({ days, label }) => (
          <Link
            key={days}
            href={addressOf("/insight", { from: before(range.to, days), to: range.to, editor })}
            prefetch={false}
            aria-current={before(range.to, days) === range.from ? "true" : undefined}
            className="inline-flex h-11 items-center rounded-md px-2.5 text-sm text-muted-foreground hover:bg-accent hover:text-accent-foreground aria-[current=true]:font-semibold aria-[current=true]:text-foreground"
          >
            {label}
          </Link>
        ))}
      </nav>
      <form action="/insight" className="flex flex-wrap items-end gap-2">
        <label className="flex flex-col gap-1 text-xs text-muted-foreground">
          From
          <input type="date" name="from" defaultValue={range.from} required className={FIELD} />
        </label>
        <label className="flex flex-col gap-1 text-xs text-muted-foreground">
          To
          <input type="date" name="to" defaultValue={range.to} required className={FIELD} />
        </label>
        <label className="flex flex-col gap-1 text-xs text-muted-foreground">
          Editor
          <select name="editor" defaultValue={editor ?? ""} className={FIELD}>
            <option value="">All</option>
            {known.map((each) => (
              <option key={each} value={each}>
                {editorWord(each)}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit" variant="outline">
          Show
        </Button>
      </form>
    </div>
  );
}

/** The first of so many days that end with `to`. */
const before = (to: string, days: number): string =>
  new Date(Date.parse(to) - (days - 1) * 24 * 3600 * 1000).toISOString().slice(0, 10);
