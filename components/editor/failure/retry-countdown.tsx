import { Timer } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { formatClock, formatElapsed } from "../client/formats";
import { useNow } from "../hooks/browser-state";

/** The longest wait that is waited out here, in milliseconds: beyond it people have gone elsewhere. */
const LONGEST_MS = 5 * 60 * 1000;

/** How often the very same is sent by itself again before that is left to the person. */
export const TRIES = 3;

type RetryCountdownProps = {
  /** When trying again is useful, in milliseconds since the epoch. */
  at: number;
  /** Times that it was sent so far. */
  tries: number;
  onRetry: () => void;
};

/** Counts down to when trying again is useful and does it then, a few times; the person may stop that. */
export function RetryCountdown({ at, tries, onRetry }: RetryCountdownProps) {
  const now = useNow();
  const [since] = useState(() => Date.now());
  const [stopped, setStopped] = useState(false);
  const waits = !stopped && tries <= TRIES && at - since <= LONGEST_MS;
  const retry = useEffectEvent(onRetry);
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => retry(), Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  }, [waits, at]);

  if (!waits) return <p className="text-sm text-muted-foreground">{`You can try again from ${formatClock(at)}.`}</p>;
  const left = Math.max(0, Math.ceil((at - (now ?? since)) / 1000));
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p className="flex items-center gap-2 tabular-nums">
        <Timer className="size-4 shrink-0" aria-hidden="true" />
        <span>{left === 0 ? "Trying again…" : `Trying again by itself in ${formatElapsed(left)}.`}</span>
      </p>
      <Button variant="outline" onClick={() => setStopped(true)}>
        Do not wait
      </Button>
    </div>
  );
}
