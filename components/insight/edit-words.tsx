import Link from "next/link";
import { outcomeWord } from "./words";

/** The way to all that is known of an edit. */
export const EditLink = ({ id }: { id: string }) => (
  <Link
    href={`/insight/edits/${id}`}
    prefetch={false}
    className="font-mono text-xs text-primary underline underline-offset-4"
  >
    {id.slice(0, 8)}
  </Link>
);

/** How an edit ended, looking like it. */
export function OutcomeWord({ outcome }: { outcome: string }) {
  const bad = outcome === "canceled" ? "text-muted-foreground" : "font-mono text-xs text-destructive";
  return <span className={outcome === "completed" ? "" : bad}>{outcomeWord(outcome)}</span>;
}
