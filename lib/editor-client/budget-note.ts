import type { EditorOffer, Offers } from "./editor-offer";
import { expectedPrice } from "./expected-price";
import { formatPrice } from "./format-price";

const WORTH_SAYING = 5;

/**
 * What is left of today's budget, once it is less than five edits; `null` while there is no need to
 * speak of it. `choice` is an engine's id, or `null` for the server's order: an edit then counts as
 * the dearest engine that may come to make it, as the server counts it. `formatReset` words the
 * moment at which the budget begins anew.
 */
export function budgetNote(
  { editors, budget }: Offers,
  choice: string | null,
  formatReset: (time: string) => string,
): string | null {
  const price = expectedPrice(editors, choice);
  if (budget === null || price === null || price.usd === 0) return null;
  const paid = editors.filter((editor): editor is Priced => !editor.free && editor.priceUsd !== null);
  const dearest = choice === null ? Math.max(...paid.map(({ priceUsd }) => priceUsd)) : price.usd;
  // Prices are decimal fractions: 0.15 / 0.05 must be 3.
  const edits = Math.floor(budget.remainingUsd / dearest + 1e-9);
  if (edits >= WORTH_SAYING) return null;
  const reset = `It begins anew ${formatReset(budget.resetsAt)}.`;
  const left = formatPrice({ usd: budget.remainingUsd, estimated: false });
  if (budget.remainingUsd === 0) return `Today's budget is used up. ${reset}`;
  if (edits > 0) {
    const many = `${price.estimated ? "about " : ""}${edits} ${edits === 1 ? "edit" : "edits"}`;
    return `${left} of today's budget is left: enough for ${many}. ${reset}`;
  }
  const cheaper = choice === null ? paid.filter(({ priceUsd }) => priceUsd <= budget.remainingUsd) : [];
  const enough =
    cheaper.length === 0
      ? "too little for this edit"
      : `too little for Automatic, enough with ${cheaper.map(({ label }) => label).join(" or ")}`;
  return `${left} of today's budget is left: ${enough}. ${reset}`;
}

type Priced = EditorOffer & { priceUsd: number };
