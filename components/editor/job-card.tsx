import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { formatElapsed, formatUsual } from "@/lib/editor-client/format-time";
import { stageShare } from "@/lib/editor-client/stage-share";
import { Alert } from "./alert";
import { useNow } from "./use-now";

type JobCardProps = {
  /** The stage, in a sentence. */
  message: string;
  /** 0 to 100, where the present stage begins. */
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
  /** `null` where this browser may not. */
  onCancel: (() => Promise<void> | void) | null;
  /** Still uploading: the tab has to stay open. */
  uploading?: boolean;
};

const LONG_SECONDS = 10;

/** An edit on its way: which stage, for how long, and a way to stop it. */
export function JobCard(props: JobCardProps) {
  const { message, percent, until = percent, waiting, startedAt, usualSeconds, onCancel, uploading = false } = props;
  const now = useNow();
  const [canceling, setCanceling] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const elapsed = since(startedAt, now);
  const value = percent + (until - percent) * stageShare(since(props.stageStartedAt ?? startedAt, now), usualSeconds);
  // Stages go on, but a page that was opened twice could hear them out of turn: the bar never goes back.
  const [reached, setReached] = useState(value);
  if (value > reached) setReached(value);

  const cancel = async () => {
    setCanceling(true);
    setProblem(null);
    try {
      await onCancel?.();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setCanceling(false);
  };

  return (
    <section aria-label="Progress" className="flex w-full flex-col gap-3 rounded-lg border bg-card p-3 pl-4">
      <div className="flex items-center gap-3">
        <div className="min-w-0 grow">
          <p className="font-medium">{message}</p>
          <p className="text-sm text-muted-foreground tabular-nums">
            {[props.engine, formatElapsed(elapsed), props.detail, paceOf(elapsed, usualSeconds)]
              .filter((part) => part !== null && part !== undefined)
              .join(" · ")}
          </p>
        </div>
        {onCancel !== null && (
          <Button variant="outline" disabled={canceling} onClick={() => void cancel()}>
            <X aria-hidden="true" />
            Cancel
          </Button>
        )}
      </div>
      <Progress aria-label="Edit" value={Math.max(reached, value)} valueText={message} waiting={waiting} />
      {elapsed >= LONG_SECONDS && (
        <p className="text-sm text-muted-foreground">
          {uploading
            ? "A large picture takes a while on a slow connection."
            : "You can keep working or close this tab. The edit goes on."}
        </p>
      )}
      {problem !== null && <Alert>{problem}</Alert>}
    </section>
  );
}

function since(start: number, now: number | null): number {
  return now === null ? 0 : Math.max(0, (now - start) / 1000);
}

function paceOf(elapsed: number, usualSeconds: number | null): string | null {
  if (usualSeconds === null) return null;
  const late = elapsed > Math.max(usualSeconds * 1.5, usualSeconds + 5);
  return late ? `longer than the usual ${formatUsual(usualSeconds)}` : `usually about ${formatUsual(usualSeconds)}`;
}
