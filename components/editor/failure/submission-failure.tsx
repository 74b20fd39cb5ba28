import { Pencil, RotateCcw } from "lucide-react";
import { withLocalReset } from "../client/formats";
import type { RequestFailure } from "../client/request";
import { type FailureAction, FailureCard } from "./failure-card";
import { type FailureLook, OVER_BUDGET } from "./failure-look";

type SubmissionFailureProps = { failure: RequestFailure; onRetry: () => void; onEditPrompt: () => void };

/** What was sent and did not become an edit: nothing was made of it, and nothing was charged. */
export function SubmissionFailure({ failure, onRetry, onEditPrompt }: SubmissionFailureProps) {
  const retry: FailureAction = { label: "Retry", icon: <RotateCcw aria-hidden="true" />, run: onRetry };
  const words: FailureAction = { label: "Edit prompt", icon: <Pencil aria-hidden="true" />, run: onEditPrompt };
  const look = lookOf(failure);
  return (
    <FailureCard
      look={look}
      message={look.kind === "budget" ? withLocalReset(failure.message, failure.retryAt) : failure.message}
      cost={null}
      // Before the budget begins anew, sending the very same again is of little use.
      actions={look.kind === "budget" ? [words, retry] : failure.retryable ? [retry, words] : [words]}
      ids={failure.requestId === null ? [] : [{ label: "Request id", value: failure.requestId }]}
    />
  );
}

function lookOf({ code }: RequestFailure): FailureLook {
  if (code === "NETWORK") return { kind: "failed", title: "This was not sent", advice: null };
  if (code !== "BUDGET_EXHAUSTED") return { kind: "failed", title: "This was not accepted", advice: null };
  return { kind: "budget", title: OVER_BUDGET, advice: "Nothing was charged. Your picture and your words are kept." };
}
