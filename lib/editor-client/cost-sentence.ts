import type { EditNode } from "@/lib/edits/schema";
import { isFinal } from "@/lib/lifecycle";
import { formatPrice } from "./format-price";

/** What an edit cost, in a few words; `null` while that is open, and where there is nothing to say. */
export function costSentence(edit: Pick<EditNode, "status" | "charge" | "cost_usd" | "cost_estimated">): string | null {
  if (!isFinal(edit.status)) return null;
  const { status, charge, cost_usd: usd, cost_estimated: estimated } = edit;
  const price = usd === null || usd === 0 ? null : formatPrice({ usd, estimated });
  if (charge === "possible") return price === null ? "May have been charged" : `May have been charged, ${price}`;
  if (status === "completed") return price === null ? null : `Cost ${price}`;
  if (charge === "made") return price === null ? "Was charged" : `Was charged, ${price}`;
  return null;
}
