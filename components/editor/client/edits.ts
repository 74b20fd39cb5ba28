import type { EditNode } from "@/lib/edits/view-schema";
import { EDIT_STATUSES, isFinal } from "@/lib/lifecycle";

/**
 * The newer of two looks at one edit. What is shown never goes back: an answer that is behind (from
 * a slow reply or a lagging replica) is ignored, and so is a lower percentage within a stage. A failed
 * edit may start again, by a replay.
 */
export function mergeEdit(known: EditNode | undefined, news: EditNode): EditNode {
  if (known === undefined || known.status === "failed") return news;
  if (known.status === news.status) {
    return news.progress_percent < known.progress_percent
      ? { ...news, progress_percent: known.progress_percent }
      : news;
  }
  if (isFinal(known.status)) return isFinal(news.status) ? news : known;
  return EDIT_STATUSES.indexOf(news.status) < EDIT_STATUSES.indexOf(known.status) ? known : news;
}

/** What of a request was left out, in sentences. */
export const leftOutOf = ({ notes }: Pick<EditNode, "notes">): string[] =>
  notes.flatMap(({ code, message }) => (code === "LEFT_OUT" ? [message] : []));

/** What was done of it, where that is known. */
export const doneOf = ({ enhanced, enhanced_prompt }: Pick<EditNode, "enhanced" | "enhanced_prompt">): string | null =>
  enhanced && enhanced_prompt !== null ? `Done: ${enhanced_prompt}` : null;
