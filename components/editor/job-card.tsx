import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { formatElapsed } from "@/lib/editor-client/format-time";
import { Alert } from "./alert";
import { useNow } from "./use-now";

type JobCardProps = {
  /** The stage, in a sentence. */
  message: string;
  /** 0 to 100. */
  percent: number;
  /** It is not known how far the present stage is. */
  waiting: boolean;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** What this usually takes, in seconds, where known. */
  usualSeconds: number | null;
  /** `null` where this browser may not. */
  onCancel: (() => Promise<void> | void) | null;
  /** Still uploading: the tab has to stay open. */
  uploading?: boolean;
};

const LONG_SECONDS = 10;

/** An edit on its way: which stage, for how long, and a way to stop it. */
export function JobCard({
  message,
  percent,
  waiting,
  startedAt,
  usualSeconds,
  onCancel,
  uploading = false,
}: JobCardProps) {
  const now = useNow();
  const [canceling, setCanceling] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const elapsed = now === null ? 0 : Math.max(0, (now - startedAt) / 1000);
  // Stages go on, but a page that was opened twice could hear them out of turn: the bar never goes back.
  const [reached, setReached] = useState(percent);
  if (percent > reached) setReached(percent);

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
            {formatElapsed(elapsed)}
            {usualSeconds !== null && <> · usually about {formatElapsed(Math.max(1, Math.round(usualSeconds)))}</>}
          </p>
        </div>
        {onCancel !== null && (
          <Button variant="outline" disabled={canceling} onClick={() => void cancel()}>
            <X aria-hidden="true" />
            Cancel
          </Button>
        )}
      </div>
      <Progress aria-label="Edit" value={Math.max(reached, percent)} valueText={message} waiting={waiting} />
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
