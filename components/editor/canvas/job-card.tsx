import { X } from "lucide-react";
import { useRef, useState } from "react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { LIFECYCLE } from "@/lib/lifecycle";
import { Problem } from "../problem";
import { formatElapsed, formatUsual } from "../client/formats";
import { stageShare } from "../client/progress";
import { RequestFailure } from "../client/request-failure";
import { useNow } from "../hooks/browser-state";

type JobCardProps = {
  /** The stage, in a sentence. */
  message: string;
  /** 0 to 100, where the present stage begins, or how far it is known to be. */
  percent: number;
  /** Where it ends, if it is to be seen passing; the same as `percent` otherwise. */
  until?: number;
  /** It is not known how far the present stage is. */
  waiting: boolean;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** When the present stage began, in milliseconds since the epoch. */
  stageStartedAt?: number;
  /** What this usually takes, in seconds, where known. */
  usualSeconds: number | null;
  /** Who works on it, where known. */
  engine?: string | null;
  /** What the stage's sentence leaves open, e.g. how much has left. */
  detail?: string | null;
  /** Whether the tab is needed until this is over, where it is worth saying. */
  tab: "needed" | "not needed" | null;
  /** `null` where this browser may not. `discard`: also what is charged for already, which is asked about first. */
  onCancel: ((discard: boolean) => Promise<void> | void) | null;
};

const ConfirmDialog = laterPart(() => import("../failure/confirm-dialog"));

const LONG_SECONDS = 10;
const SHORT_SECONDS = 5;

/** An edit on its way: which stage, for how long, and a way to stop it. */
export function JobCard(props: JobCardProps) {
  const { message, percent, until = percent, waiting, startedAt, usualSeconds, onCancel } = props;
  const now = useNow();
  const [canceling, setCanceling] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const elapsed = since(startedAt, now);
  const value = percent + (until - percent) * stageShare(since(props.stageStartedAt ?? startedAt, now), usualSeconds);
  // Stages go on, but a page that was opened twice could hear them out of turn: the bar never goes back.
  const [reached, setReached] = useState(value);
  if (value > reached) setReached(value);

  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  const cancel = async (discard: boolean) => {
    setCanceling(true);
    setProblem(null);
    try {
      await onCancel?.(discard);
    } catch (error) {
      if (error instanceof RequestFailure && error.code === "ALREADY_CHARGED") setAsking(true);
      else setProblem(error);
    }
    setCanceling(false);
  };

  const note = noteOf(props.tab, elapsed, usualSeconds);
  return (
    <section aria-label="Progress" className="@container flex w-full flex-col gap-2 rounded-lg border bg-card p-3 pl-4">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 @3xl:grid-cols-[auto_minmax(0,1fr)_auto] @3xl:gap-x-6">
        <p className="col-span-2 font-medium @lg:col-span-1">{message}</p>
        <p className="text-sm leading-snug text-muted-foreground tabular-nums @lg:col-start-1 @lg:row-start-2">
          {[props.engine, formatElapsed(elapsed), props.detail, paceOf(elapsed, usualSeconds)]
            .filter((part) => part !== null && part !== undefined)
            .join(" · ")}
        </p>
        {note !== null && (
          <p className="col-span-2 row-start-3 pt-1 text-sm text-muted-foreground @3xl:col-span-1 @3xl:col-start-2 @3xl:row-span-2 @3xl:row-start-1 @3xl:justify-self-end @3xl:pt-0">
            {note}
          </p>
        )}
        {onCancel !== null && (
          <Button
            variant="outline"
            ref={button}
            disabled={canceling}
            onClick={() => void cancel(false)}
            className="@lg:col-start-2 @lg:row-span-2 @lg:row-start-1 @3xl:col-start-3"
          >
            <X aria-hidden="true" />
            Cancel
          </Button>
        )}
      </div>
      <Progress
        aria-label="Edit"
        value={Math.max(reached, value)}
        valueText={message}
        waiting={waiting}
        split={LIFECYCLE.pending.percent}
      />
      {problem !== null && <Problem error={problem} />}
      {asking && (
        <ConfirmDialog
          title="This edit is already charged"
          text="The image service has it and may charge for it whether or not you wait. Wait for the result, or discard it?"
          yes="Discard it"
          no="Wait for it"
          opener={button}
          onYes={() => void cancel(true)}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}

// Where it is likely to be wanted it is there from the start, so that nothing moves later.
function noteOf(tab: JobCardProps["tab"], elapsed: number, usualSeconds: number | null): string | null {
  if (tab === "needed") return "Please keep this tab open until your picture is sent.";
  const isLong = elapsed >= LONG_SECONDS || (usualSeconds !== null && usualSeconds >= SHORT_SECONDS);
  return tab === "not needed" && isLong ? "You can keep working or close this tab. The edit goes on." : null;
}

function since(start: number, now: number | null): number {
  return now === null ? 0 : Math.max(0, (now - start) / 1000);
}

function paceOf(elapsed: number, usualSeconds: number | null): string | null {
  if (usualSeconds === null) return null;
  const late = elapsed > Math.max(usualSeconds * 1.5, usualSeconds + 5);
  return late ? `longer than the usual ${formatUsual(usualSeconds)}` : `usually about ${formatUsual(usualSeconds)}`;
}
