import { markWaiting } from "@/db/attempts";
import type { Db } from "@/db/client";
import { findPlace } from "@/db/provider-slots";
import type { Work } from "./find-work";

/** Longest pause between two looks at the queue, in seconds. */
const LONGEST = 10;

/**
 * Seconds to wait before this attempt may ask for a slot at its provider again; 0 when one is free
 * for it. The head of the queue looks every second, so that no slot lies idle; the others less often.
 */
export async function slotPause(db: Db, { attempt, editor }: Pick<Work, "attempt" | "editor">): Promise<number> {
  const cap = editor.maxActive;
  if (cap === null) return 0;
  await markWaiting(db, attempt.id);
  const { active, place } = await findPlace(db, editor.id, attempt.id);
  if (place === null) return 1;
  const behind = place - Math.max(0, cap - active);
  return behind <= 0 ? 0 : Math.min(LONGEST, Math.ceil(behind / cap));
}
