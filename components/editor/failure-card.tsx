import { CircleSlash, Pencil, RotateCcw, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Alert } from "./alert";
import { TechnicalDetails } from "./technical-details";

type FailureCardProps = {
  title: string;
  /** What happened and what it cost. */
  message: string;
  /** Stopped by the person: not an error. */
  calm?: boolean;
  /** `null` when trying the same again is of no use, or not allowed here. */
  onRetry: (() => Promise<void> | void) | null;
  onEditPrompt: () => void;
  ids: readonly { label: string; value: string }[];
};

/** An edit that did not come to be: why, what it cost, and the ways on. Picture and prompt are kept. */
export function FailureCard({ title, message, calm = false, onRetry, onEditPrompt, ids }: FailureCardProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const retry = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onRetry?.();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setBusy(false);
  };

  const Icon = calm ? CircleSlash : TriangleAlert;
  return (
    <section aria-label={title} className="flex w-full flex-col gap-3 rounded-lg border bg-card p-4">
      <div role={calm ? undefined : "alert"} className="flex items-start gap-3">
        <Icon
          className={calm ? "mt-0.5 size-5 shrink-0 text-muted-foreground" : "mt-0.5 size-5 shrink-0 text-destructive"}
          aria-hidden="true"
        />
        <div className="min-w-0">
          <p className="font-medium">{title}</p>
          <p className="text-sm text-muted-foreground">{message}</p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        {onRetry !== null && (
          <Button disabled={busy} onClick={() => void retry()}>
            <RotateCcw aria-hidden="true" />
            {calm ? "Run it again" : "Retry"}
          </Button>
        )}
        <Button variant={onRetry === null ? "default" : "outline"} onClick={onEditPrompt}>
          <Pencil aria-hidden="true" />
          Edit prompt
        </Button>
      </div>
      {problem !== null && <Alert>{problem}</Alert>}
      {ids.length > 0 && <TechnicalDetails ids={ids} />}
    </section>
  );
}
