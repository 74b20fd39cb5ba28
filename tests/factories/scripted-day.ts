import { randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import { closeAttempt, markSent, openAttempt } from "@/db/queries/attempts";
import { extendChain, recordCompletion } from "@/db/queries/chains";
import { advanceEdit, claimEdit } from "@/db/queries/edit-runs";
import { insertEdit } from "@/db/queries/edits";
import { insertOutboxMark } from "@/db/queries/outbox";
import type { EditKind } from "@/lib/edit-kinds";
import { cancelEdit } from "@/lib/edits/cancel";
import { failEdit } from "@/lib/edits/fail";
import { ERRORS, type RunErrorCode } from "@/lib/errors";
import { submitFeedback } from "@/lib/feedback/feedback";
import type { Services } from "@/lib/services";
import { reserveSpend, settleSpend } from "@/lib/spend/spend";
import { clientOf, newEdit } from "./edits";

const EDITORS = [
  { editor: "local", model: "mizual-local-2", usd: 0, weight: 5 },
  { editor: "flux", model: "flux-kontext-pro", usd: 0.04, weight: 3 },
  { editor: "gemini", model: "gemini-3.1-flash-image", usd: 0.039, weight: 2 },
];

const KINDS: ReadonlyArray<readonly EditKind[]> = [
  ["light"],
  ["light"],
  ["colour"],
  ["colour"],
  ["looks"],
  ["composition"],
  ["geometry"],
  ["focus"],
  ["weather"],
  ["light", "colour"],
  ["geometry", "composition"],
  [],
];

const FAILURES: readonly RunErrorCode[] = [
  "REQUEST_NOT_UNDERSTOOD",
  "REQUEST_NOT_UNDERSTOOD",
  "NOTHING_CHANGED",
  "CONTENT_REFUSED",
  "PROVIDER_UNAVAILABLE",
  "PROVIDER_TIMEOUT",
  "PROVIDER_BAD_RESULT",
  "STORAGE_UNAVAILABLE",
  "TIMED_OUT",
];

const PROMPTS = ["make the sky more dramatic", "a bit warmer", "crop it for a story", "make it black and white"];

const COMPLAINTS = [
  "The face looks fake, and the colours are too strong",
  "the face looks fake somehow",
  "her face looks terrible now",
  "Nothing happened",
  "way too dark, I hate it",
  "the background changed, that is not what I asked for",
  "blurry and bad quality",
];

const PRAISE = ["I love it, great colours", "wonderful light", "good", "perfekt, danke"];

/** The same numbers each time, 0..1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A day of edits on a database, the same for the same seed: each is accepted, claimed, moved through its stages and
 * ended by the statements and functions that do so in the product, only without pictures and words being worked on.
 * Some follow each other, some fail or are canceled, some are paid, some are rated.
 * @param atOnce how many of them go on side by side.
 */
export async function scriptDay(
  services: Services,
  { edits, seed = 1, atOnce = 1 }: { edits: number; seed?: number; atOnce?: number },
): Promise<string[]> {
  const next = numbers(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const weighted = EDITORS.flatMap((editor) => Array.from({ length: editor.weight }, () => editor));
  const plans = Array.from({ length: edits }, (_, index) => ({
    id: randomUUID(),
    made: pick(weighted),
    kinds: pick(KINDS),
    prompt: pick(PROMPTS),
    end: next(),
    failure: pick(FAILURES),
    rating: next(),
    words: [pick(COMPLAINTS), pick(PRAISE), next()] as const,
    // Every third goes on from the one before.
    follows: index % 3 === 1,
  }));
  const work = plans.map((plan, index) => ({ plan, before: plan.follows ? plans[index - 1] : undefined }));
  // What follows comes after what it follows: pictures beside each other, edits of one picture in turn.
  const pictures = work.flatMap((entry, index) => {
    if (entry.before !== undefined) return [];
    const after = work[index + 1];
    return [after?.before === undefined ? [entry] : [entry, after]];
  });
  let at = 0;
  const worker = async (): Promise<void> => {
    for (let picture = pictures[at++]; picture !== undefined; picture = pictures[at++]) {
      for (const { plan, before } of picture) await liveThrough(services, plan, before?.id);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return plans.map(({ id }) => id);
}

type Plan = {
  id: string;
  made: (typeof EDITORS)[number];
  kinds: readonly EditKind[];
  prompt: string;
  end: number;
  failure: RunErrorCode;
  rating: number;
  words: readonly [complaint: string, praise: string, share: number];
};

/** One edit from its acceptance to its rating. */
async function liveThrough(services: Services, plan: Plan, pictureId: string | undefined): Promise<void> {
  const { db } = services;
  const { id, made } = plan;
  const client = askerOf(id);
  await db.transaction().execute(async (tx) => {
    const edit = newEdit({ id, rootId: id, prompt: plan.prompt, pictureId: pictureId ?? id, clientHash: client.hash });
    await insertEdit(tx, edit);
    await extendChain(tx, edit, 30);
    await insertOutboxMark(tx, id);
    await reserveSpend(tx, { perDayUsd: null, perClientUsd: null }, { editId: id, scope: client.hash, usd: made.usd });
  });
  const runId = `run of ${id}`;
  await claimEdit(db, { id, runId, dispatch: 1 });
  const run = { id, runId };
  await advanceEdit(db, { ...run, from: "enhancing_prompt" }, { editor: made.editor, kinds: [...plan.kinds] });
  if (plan.end < 0.03) return cancelEdit(services, id);
  const attemptId = randomUUID();
  await openAttempt(db, { id: attemptId, editId: id, runId, editor: made.editor });
  await markSent(db, attemptId);
  if (plan.end < 0.15) {
    const { detail, retryable, charge } = ERRORS[plan.failure];
    await failEdit(services, id, runId, { code: plan.failure, detail, retryable, charge });
    return;
  }
  const charge = made.usd > 0 ? "made" : "none";
  const paid = { charge, costUsd: made.usd, costEstimated: false } as const;
  await closeAttempt(db, attemptId, { outcome: "succeeded", model: made.model, ...paid });
  const result = { model: made.model, resultKey: `${id}.jpg`, resultType: "image/jpeg", ...paid };
  await advanceEdit(db, { ...run, from: "processing_image" }, result);
  await db.transaction().execute((tx) => complete(tx, run));
  const [complaint, praise, share] = plan.words;
  if (plan.rating < 0.09) await rate(services, id, { rating: 0, feedback_text: complaint });
  else if (plan.rating < 0.3) await rate(services, id, { rating: 1, feedback_text: share < 0.4 ? praise : null });
}

/** One edit up to its last step, which `completeScripted` takes. */
export async function scriptUnfinished(db: Db): Promise<{ id: string; runId: string }> {
  const edit = newEdit();
  const run = { id: edit.id, runId: `run of ${edit.id}` };
  await insertEdit(db, edit);
  await extendChain(db, edit, 30);
  await claimEdit(db, { ...run, dispatch: 1 });
  await advanceEdit(db, { ...run, from: "enhancing_prompt" }, { editor: "local", kinds: ["light"] });
  await advanceEdit(db, { ...run, from: "processing_image" }, { model: "m", resultKey: `${edit.id}.jpg` });
  return run;
}

/** One edit that is over and well; its id. */
export async function scriptCompleted(db: Db): Promise<string> {
  const run = await scriptUnfinished(db);
  await completeScripted(db, run);
  return run.id;
}

/** As the last stage does it; false where the edit is over. */
export async function completeScripted(db: Db, run: { id: string; runId: string }): Promise<boolean> {
  return db.transaction().execute(async (tx) => complete(tx, run));
}

async function complete(tx: Db, { id, runId }: { id: string; runId: string }): Promise<boolean> {
  const at = { id, runId, from: "uploading_result" } as const;
  if (!(await advanceEdit(tx, at, { previewKey: `${id}-p`, thumbnailKey: `${id}-t` }))) return false;
  await recordCompletion(tx, id, 1);
  await settleSpend(tx, id);
  return true;
}

const rate = (services: Services, id: string, given: { rating: 0 | 1; feedback_text: string | null }) =>
  submitFeedback(services, { edit_uuid: id, ...given }, askerOf(id));

/** One of some two hundred people. */
const askerOf = (id: string) => clientOf(`client ${id.slice(0, 2)}`);
