import type { Overview } from "@/lib/insight/overview";
import { EditLink } from "./edit-words";
import { Card, Nothing } from "./frame";
import { amount, dollars, percent } from "./words";

/** How it stands at this moment, whatever the days that are looked at. */
export function NowCards({ overview }: { overview: Overview }) {
  return (
    <div className="grid gap-4 md:grid-cols-3">
      {overview.spend !== null && <Spend spend={overview.spend} />}
      {overview.open !== null && <Open open={overview.open} />}
      {overview.health !== null && <Health health={overview.health} />}
    </div>
  );
}

function Spend({ spend: { todayUsd, capUsd } }: { spend: NonNullable<Overview["spend"]> }) {
  const share = capUsd === null || capUsd === 0 ? null : todayUsd / capUsd;
  return (
    <Card title="Spent today" note="With what is reserved for edits that run.">
      <div className="flex flex-col gap-2">
        <p className="text-2xl font-semibold tabular-nums">
          <span>{dollars(todayUsd)}</span>
          <span className="text-sm font-normal text-muted-foreground">
            {capUsd === null ? " without a cap" : ` of ${dollars(capUsd)}`}
          </span>
        </p>
        {share !== null && (
          <>
            <div className="h-2 overflow-hidden rounded-full bg-secondary">
              <div
                className={`h-full rounded-full ${share > 0.8 ? "bg-destructive" : "bg-primary"}`}
                style={{ width: `${Math.min(1, share) * 100}%` }}
              />
            </div>
            <p className="text-xs text-muted-foreground">{`${percent(share)} of the cap, until midnight UTC`}</p>
          </>
        )}
      </div>
    </Card>
  );
}

function Open({ open }: { open: NonNullable<Overview["open"]> }) {
  const stale = open.edits.filter(({ isStale }) => isStale);
  return (
    <Card title="At work" note="Edits that are not over; the sweeper takes up what shows no life.">
      {open.all === 0 ? (
        <Nothing>Nothing is running or waiting.</Nothing>
      ) : (
        <>
          <p className="text-2xl font-semibold tabular-nums">
            <span>{amount(open.all)}</span>
            <span className={`text-sm font-normal ${stale.length > 0 ? "text-destructive" : "text-muted-foreground"}`}>
              {stale.length > 0 ? ` ${amount(stale.length)} of the oldest without a sign of life` : " all show life"}
            </span>
          </p>
          <ul className="flex flex-col text-sm">
            {open.edits.slice(0, 5).map(({ id, status, editor, minutes, isStale }) => (
              <li key={id} className="flex items-baseline justify-between gap-3 border-t py-1.5">
                <EditLink id={id} />
                <span className="min-w-0 truncate text-muted-foreground">
                  {`${status.replaceAll("_", " ")}${editor === null ? "" : `, ${editor}`}`}
                </span>
                <span
                  className={`tabular-nums ${isStale ? "font-medium text-destructive" : ""}`}
                >{`${amount(minutes)} min`}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

const STATES: Readonly<Record<string, { word: string; look: string }>> = {
  ok: { word: "works", look: "text-primary" },
  alone: { word: "counts alone", look: "text-caution" },
  unknown: { word: "not asked yet", look: "text-muted-foreground" },
  failing: { word: "fails", look: "text-destructive" },
};

function Health({ health }: { health: NonNullable<Overview["health"]> }) {
  const parts = [
    ...Object.entries(health.checks).map(([name, state]) => ({ name, state })),
    ...health.providers.map(({ part, id, state }) => ({ name: `${part} ${id}`, state })),
  ];
  return (
    <Card title="Health" note={health.status === "ready" ? "Edits can be taken." : "No edit can be taken now."}>
      <ul className="grid grid-cols-1 gap-x-6 text-sm sm:grid-cols-2 md:grid-cols-1 xl:grid-cols-2">
        {parts.map(({ name, state }) => {
          const shown = STATES[state] ?? { word: state, look: "" };
          return (
            <li key={name} className="flex items-baseline justify-between gap-3 py-1">
              <span>{name}</span>
              <span className={`text-right font-medium ${shown.look}`}>{shown.word}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
