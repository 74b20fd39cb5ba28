import type { readReports } from "@/lib/insight/reported";
import { EditLink } from "./edit-words";
import { InsightFrame, Nothing } from "./frame";
import { ContentLook, EditActions } from "./inside";
import { amount, timeWord } from "./words";

type ReportsPageProps = { reports: Awaited<ReturnType<typeof readReports>>; showsContent: boolean };

/** Pictures that people reported, for a decision. */
export function ReportsPage({ reports, showsContent }: ReportsPageProps) {
  return (
    <InsightFrame title="Reports" place="reports" reports={reports.length}>
      {reports.length === 0 && <Nothing>Nobody has reported a picture, or all reports are decided.</Nothing>}
      {reports.map(({ editId, times, reasons, written, since }) => (
        <section
          key={editId}
          aria-label={`Report of ${editId.slice(0, 8)}`}
          className="flex flex-col gap-4 rounded-lg border bg-card p-4 sm:p-5"
        >
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <h2 className="font-semibold">{reasons.join(" · ")}</h2>
            <p className="text-sm text-muted-foreground">
              <span>
                {`${times === 1 ? "Reported once" : `Reported ${amount(times)} times`}, first on ${timeWord(since)} UTC · `}
              </span>
              <EditLink id={editId} />
            </p>
          </div>
          {written > 0 && (
            <p className="text-sm text-muted-foreground">
              {`${written === 1 ? "One of the reports has words of its own" : `${amount(written)} of the reports have words of their own`}${showsContent ? "." : ", which this server does not show to its operator."}`}
            </p>
          )}
          {showsContent && <ContentLook id={editId} />}
          <EditActions id={editId} actions={["take-down", "dismiss"]} />
        </section>
      ))}
    </InsightFrame>
  );
}
