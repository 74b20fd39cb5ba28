/** Where a figure of a table of models comes from, and since when it is known. */
export type FigureSource = {
  /** YYYY-MM-DD: when it was looked up. */
  asOf: string;
  /** Page or document; `unconfirmed` where no price list of the vendor's own was read. */
  source: string;
};

/** Days before the end of a model from which the operator is told. */
const NOTICE_DAYS = 60;

/**
 * What the operator should know of the end of a model: a sentence from 60 days before it on; `null`: there is none known,
 * or it is further off.
 * @param ends YYYY-MM-DD in UTC.
 * @param variable that another model is named by.
 */
export function endNotice(model: string, ends: string | null, variable: string, now: Date = new Date()): string | null {
  if (ends === null) return null;
  const days = Math.ceil((Date.parse(`${ends}T00:00:00Z`) - now.getTime()) / 86_400_000);
  if (Number.isNaN(days) || days > NOTICE_DAYS) return null;
  const when =
    days > 0 ? `is shut down on ${ends}, in ${days} day${days === 1 ? "" : "s"}` : `was shut down on ${ends}`;
  return `${model} ${when}: name another model with ${variable}.`;
}
