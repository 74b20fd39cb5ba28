import { type Charge, ERRORS, type RunErrorCode } from "@/lib/errors";

/** What happened, for the codes whose own sentence also says what it cost. */
const HAPPENED: Partial<Record<RunErrorCode, string>> = {
  PROVIDER_UNAVAILABLE: "The image service is not available right now.",
  PROVIDER_REJECTED: "The image service did not accept this request.",
  PROVIDER_TIMEOUT: "The image service took too long.",
  PROVIDER_BAD_RESULT: "The image service sent back something that is not a usable picture.",
  PROVIDER_NOT_CONFIGURED: "The chosen image service is not set up on this server.",
};

const COST: Record<Charge, string> = {
  none: "Nothing was charged.",
  possible: "It may have charged for this edit.",
  made: "It has charged for this edit.",
};

/**
 * The sentence for a failed edit. A code's own sentence speaks of its usual cost; where this edit's
 * is another, the sentence says that one.
 */
export function failureSentence({ code, detail }: { code: RunErrorCode; detail: string }, charge: Charge): string {
  const happened = HAPPENED[code];
  if (happened === undefined || detail !== ERRORS[code].detail || charge === ERRORS[code].charge) return detail;
  return `${happened} ${COST[charge]}`;
}
