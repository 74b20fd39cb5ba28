import type { Budget } from "./editor-offer";
import type { Price } from "./expected-price";
import { formatPrice } from "./format-price";

const WORTH_SAYING = 5;

/**
 * What is left of today's budget, once it is less than five edits at this price; `null` while there
 * is no need to speak of it. `formatReset` words the moment at which the budget begins anew.
 */
export function budgetNote(
  budget: Budget | null,
  price: Price | null,
  formatReset: (time: string) => string,
): string | null {
  if (budget === null || price === null || price.usd === 0) return null;
  // Prices are decimal fractions: 0.15 / 0.05 must be 3.
  const edits = Math.floor(budget.remainingUsd / price.usd + 1e-9);
  if (edits >= WORTH_SAYING) return null;
  const reset = `It begins anew ${formatReset(budget.resetsAt)}.`;
  const left = formatPrice({ usd: budget.remainingUsd, estimated: false });
  if (budget.remainingUsd === 0) return `Today's budget is used up. ${reset}`;
  if (edits === 0) return `${left} of today's budget is left: too little for this edit. ${reset}`;
  const many = `${price.estimated ? "about " : ""}${edits} ${edits === 1 ? "edit" : "edits"}`;
  return `${left} of today's budget is left: enough for ${many}. ${reset}`;
}
