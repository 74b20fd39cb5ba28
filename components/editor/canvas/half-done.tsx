import { CircleSlash2 } from "lucide-react";
import type { EditNode } from "@/lib/edits/view-schema";
import { doneOf, leftOutOf } from "../client/edits";

/** What of a request was done and what was left out, beside the result; nothing where all of it was done. */
export function HalfDone({ edit }: { edit: EditNode }) {
  const left = leftOutOf(edit);
  if (left.length === 0) return null;
  const done = doneOf(edit);
  return (
    <section
      aria-label="What was done"
      className="flex w-full items-start gap-3 rounded-lg border border-caution-border bg-caution-surface p-3 text-sm"
    >
      <CircleSlash2 className="mt-0.5 size-4 shrink-0 text-caution" aria-hidden="true" />
      <div className="flex min-w-0 flex-col gap-1">
        {done !== null && <p>{done}</p>}
        {left.map((sentence) => (
          <p key={sentence} className="font-medium">
            {sentence}
          </p>
        ))}
      </div>
    </section>
  );
}
