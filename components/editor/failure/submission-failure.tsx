import { ImagePlus, Pencil, RotateCcw } from "lucide-react";
import { withLocalReset } from "../client/formats";
import type { RequestFailure } from "../client/request-failure";
import { COMMANDS } from "../commands";
import { type FailureAction, FailureCard } from "./failure-card";
import { type FailureLook, OVER_BUDGET } from "./failure-look";
import { RetryCountdown } from "./retry-countdown";

type SubmissionFailureProps = {
  failure: RequestFailure;
  /** Times that it was sent so far. */
  tries: number;
  onRetry: () => void;
  onEditPrompt: () => void;
  /** Lets the person choose another picture; `null` where the picture is no file of theirs. */
  onOtherPicture: (() => void) | null;
};

/** Codes that say of the picture itself that it will not do: other words do not help. */
const OF_THE_PICTURE: ReadonlySet<string> = new Set(["INVALID_IMAGE", "IMAGE_TOO_LARGE", "IMAGE_TYPE_NOT_SUPPORTED"]);

/** What was sent and did not become an edit: nothing was made of it, and nothing was charged. */
export function SubmissionFailure(props: SubmissionFailureProps) {
  const { failure, tries, onRetry } = props;
  const look = lookOf(failure);
  const isPaced = failure.code === "RATE_LIMITED" && failure.retryAt !== null;
  return (
    <FailureCard
      look={look}
      message={messageOf(failure, look)}
      cost={null}
      wait={
        isPaced && <RetryCountdown key={failure.retryAt} at={failure.retryAt ?? 0} tries={tries} onRetry={onRetry} />
      }
      actions={actionsFor(props, look, isPaced)}
      ids={failure.requestId === null ? [] : [{ label: "Request id", value: failure.requestId }]}
    />
  );
}

function actionsFor(
  { failure, onRetry, onEditPrompt, onOtherPicture }: SubmissionFailureProps,
  { kind }: FailureLook,
  isPaced: boolean,
): FailureAction[] {
  const label = isPaced ? "Retry now" : COMMANDS.resubmit.label;
  const retry: FailureAction = { label, icon: <RotateCcw aria-hidden="true" />, run: onRetry };
  const words: FailureAction = {
    label: COMMANDS.editPrompt.label,
    icon: <Pencil aria-hidden="true" />,
    run: onEditPrompt,
  };
  // Before the budget begins anew, sending the very same again is of little use.
  if (kind === "budget") return [words, retry];
  if (OF_THE_PICTURE.has(failure.code) && onOtherPicture !== null) {
    const other = { label: COMMANDS.chooseOther.label, icon: <ImagePlus aria-hidden="true" />, run: onOtherPicture };
    return [other, words];
  }
  return failure.retryable ? [retry, words] : [words];
}

function lookOf({ code }: RequestFailure): FailureLook {
  if (code === "NETWORK") return { kind: "failed", title: "This was not sent", advice: null };
  if (code === "RATE_LIMITED") return { kind: "failed", title: TOO_FAST, advice: null };
  if (code !== "BUDGET_EXHAUSTED") return { kind: "failed", title: "This was not accepted", advice: null };
  return { kind: "budget", title: OVER_BUDGET, advice: KEPT };
}

/** Where the wait is counted down, nobody needs to hear that there is one. */
function messageOf({ message, retryAt, code }: RequestFailure, { kind }: FailureLook): string {
  if (kind === "budget") return withLocalReset(message, retryAt);
  return code === "RATE_LIMITED" && retryAt !== null ? KEPT : message;
}

const TOO_FAST = "Too many requests for a moment";
const KEPT = "Nothing was charged. Your picture and your words are kept.";
