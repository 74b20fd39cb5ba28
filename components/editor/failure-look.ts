import type { EditNode } from "@/lib/edits/schema";

export type FailureLook = {
  kind: "failed" | "refused" | "uncertain" | "unavailable" | "budget" | "canceled";
  title: string;
  /** What the person may want to know besides the server's own sentence. */
  advice: string | null;
};

type Failed = Pick<EditNode, "status" | "error_code" | "charge" | "can_check" | "message">;

const KEPT = "Your picture and your words are kept.";

/** How an edit that ended without a result is shown: by what happened, and by what became of the money. */
export function failureLook(edit: Failed): FailureLook {
  if (edit.status === "canceled") return { kind: "canceled", title: "Edit canceled", advice: null };
  switch (edit.error_code) {
    case "CONTENT_REFUSED":
      return {
        kind: "refused",
        title: "The image service refused this edit",
        advice: withCost(`${KEPT} Other words or another picture may be accepted.`, edit),
      };
    case "BUDGET_EXHAUSTED":
      return { kind: "budget", title: "Today's budget is used up", advice: KEPT };
    case "PROVIDER_UNAVAILABLE":
    case "PROVIDER_NOT_CONFIGURED":
      if (edit.charge === "none") {
        return { kind: "unavailable", title: "The image service is not available", advice: KEPT };
      }
      break;
    case "NOTHING_CHANGED":
      return { kind: "failed", title: "Nothing changed", advice: withCost(KEPT, edit) };
    default:
  }
  if (edit.can_check || edit.error_code === "SUBMIT_UNCERTAIN") {
    return {
      kind: "uncertain",
      title: edit.charge === "made" ? "The result is not here yet" : "It is not certain what became of this edit",
      advice: edit.can_check
        ? "Checking again is free: it asks for the same edit and sends nothing new."
        : "There is no way to ask the service about this one again.",
    };
  }
  return { kind: "failed", title: "This edit did not work out", advice: null };
}

// The server's sentence often says it already.
function withCost(advice: string, { charge, message }: Failed): string {
  return charge !== "none" || /charge|cost/i.test(message) ? advice : `Nothing was charged. ${advice}`;
}
