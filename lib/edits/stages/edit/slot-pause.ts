import { markWaiting } from "@/db/queries/attempts";
import type { Db } from "@/db/client";
import { findPlace } from "@/db/queries/provider-slots";
import type { Work } from "./find-work";

/** Longest pause between two looks at the queue, in seconds: shorter than an edit may be silent in it. */
const LONGEST = 90;

/** Seconds for which a task keeps its slot where nothing is published. */
const TASK_SECONDS = 5;

/** The share of the time which the queue before an edit takes after which it looks again: the queue may be quicker. */
const SHARE = 0.75;

/**
 * Seconds to wait before this attempt may ask for a slot at its provider again; 0 when one is free
 * for it. The head of the queue looks every second, so that no slot lies idle; the others when most of
 * the time has passed that the queue before them takes. A thousand that look every few seconds would
 * leave a process no time for those that are at work, whose slots they wait for.
 */
export async function slotPause(db: Db, { attempt, editor }: Pick<Work, "attempt" | "editor">): Promise<number> {
  const cap = editor.maxActive;
  if (cap === null) return 0;
  await markWaiting(db, attempt.id);
  const { active, place } = await findPlace(db, editor.id, attempt.id);
  if (place === null) return 1;
  const behind = place - Math.max(0, cap - active);
  if (behind <= 0) return 0;
  const turn = (editor.capabilities.usualSeconds ?? TASK_SECONDS) / cap;
  return Math.min(LONGEST, Math.max(1, Math.floor((behind - 1) * turn * SHARE)));
}
