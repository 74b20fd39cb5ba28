import type { EditNode } from "@/lib/edits/view-schema";

export type FailureLook = {
  kind: "failed" | "refused" | "uncertain" | "unavailable" | "budget" | "canceled";
  title: string;
  /** What the person may want to know besides the server's own sentence. */
  advice: string | null;
};

/** The title where a spending limit stands in the way, before an edit is accepted or after. */
export const OVER_BUDGET = "Over the spending limit";

type Failed = Pick<EditNode, "status" | "error_code" | "charge" | "can_check" | "message" | "editor_label">;

const KEPT = "Your picture and your words are kept.";

/** How an edit that ended without a result is shown: by what happened, and by what became of the money. */
export function failureLook(edit: Failed): FailureLook {
  if (edit.status === "canceled") return { kind: "canceled", title: "Edit canceled", advice: null };
  const who = edit.editor_label ?? "The image service";
  const free = edit.charge === "none";
  switch (edit.error_code) {
    case "CONTENT_REFUSED":
      return { kind: "refused", title: `${who} refused this edit`, advice: withCost(KEPT, edit) };
    case "BUDGET_EXHAUSTED":
      return { kind: "budget", title: OVER_BUDGET, advice: KEPT };
    case "NOTHING_CHANGED":
      return { kind: "failed", title: "Nothing changed", advice: withCost(KEPT, edit) };
    case "PROVIDER_UNAVAILABLE":
      if (free) return { kind: "unavailable", title: `${who} is not available`, advice: KEPT };
      break;
    case "PROVIDER_NOT_CONFIGURED":
      if (free) return { kind: "unavailable", title: `${who} is not set up correctly`, advice: KEPT };
      break;
    case "PROVIDER_REJECTED":
      if (free) return { kind: "failed", title: `${who} did not accept this edit`, advice: KEPT };
      break;
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
