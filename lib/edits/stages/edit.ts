import { randomUUID } from "node:crypto";
import {
  type AttemptRow,
  closeAttempt,
  findOpenAttempt,
  markAccepted,
  markNotSent,
  markSent,
  openAttempt,
  secondsSinceSent,
} from "@/db/attempts";
import { advanceEdit, beat, type EditRow, lockUnfinishedEdit } from "@/db/edits";
import type { Cost, ImageEditor, Picture, SubmitRequest } from "@/lib/ai/editor/image-editor";
import { blobKey } from "@/lib/blob/blob-key";
import { AppError } from "@/lib/errors";
import { checkResult } from "@/lib/images/check-result";
import type { Services } from "@/lib/services";
import { FETCH_MS, POLL_MS, PROVIDER_SECONDS, SUBMIT_MS } from "../budgets";
import { chooseEditor } from "../choose-editor";
import { discardPictures } from "../discard-pictures";
import { readPicture } from "../read-picture";
import { withDeadline } from "../with-deadline";
import type { Stage, StageContext, StageEnd } from "./stage";

/** One durable poll asks for this long, then sleeps. */
const POLL_STEP_MS = 8_000;

/**
 * Lets an editor change the picture. Submit and poll are steps of their own, because only the
 * submit may cost money: an intent is written before it and its outcome after it, and where the
 * outcome is not known it is never repeated (`SUBMIT_UNCERTAIN`).
 */
export const editStage: Stage = {
  status: "processing_image",
  async run(context) {
    const { step } = context;
    let state = await step.run("edit:intent", () => writeIntent(context));
    if (state === "submit") state = await step.run("edit:submit", () => submit(context));
    for (let round = 0; state === "accepted" || state === "running"; round += 1) {
      if (round > 0) await step.sleep(`edit:wait:${round}`, `${Math.min(2 + round, 10)}s`);
      state = await step.run(`edit:poll:${round}`, () => poll(context));
    }
    if (state === "ready") state = await step.run("edit:fetch", () => fetchResult(context));
    return state === "over" ? "over" : "done";
  },
};

async function writeIntent({ editId, runId, services }: StageContext): Promise<"submit" | StageEnd> {
  const edit = await beat(services.db, editId, runId);
  if (edit === null) return "over";
  if (edit.status !== "processing_image") return "done";
  const editor = chooseEditor(services.editors, edit.editor);
  await openAttempt(services.db, { id: randomUUID(), editId, runId, editor: editor.id });
  return "submit";
}

type Work = { edit: EditRow; attempt: AttemptRow; editor: ImageEditor };

/** The edit and its open attempt, or how the stage has ended already. */
async function findWork({ editId, runId, services }: StageContext): Promise<Work | StageEnd> {
  const edit = await beat(services.db, editId, runId);
  if (edit === null) return "over";
  if (edit.status !== "processing_image") return "done";
  const attempt = await findOpenAttempt(services.db, editId);
  if (attempt === null)
    throw new AppError("INTERNAL", { cause: new Error("the attempt was closed by someone else"), retryable: false });
  return { edit, attempt, editor: chooseEditor(services.editors, attempt.editor) };
}

async function submit(context: StageContext): Promise<"accepted" | StageEnd> {
  const { services } = context;
  const work = await findWork(context);
  if (typeof work === "string") return work;
  const { edit, attempt, editor } = work;

  if (attempt.pollingUrl !== null) return "accepted";
  if (attempt.sentAt !== null && !editor.free) throw uncertain(null);

  const request = await submitRequest(services, edit, attempt);
  if (!(await allowSend(context, attempt))) return "over";
  const submission = await withDeadline(SUBMIT_MS, "PROVIDER_TIMEOUT", (signal) =>
    editor.submit(request, signal),
  ).catch(async (error: unknown) => {
    throw await afterFailedSubmit(services, attempt, editor, error);
  });

  if (submission.state === "accepted") {
    const { providerId, pollingUrl, model } = submission;
    const { cost } = submission;
    const charge = editor.free ? "none" : cost === null ? "possible" : "made";
    await markAccepted(services.db, attempt.id, { providerId, pollingUrl, model, ...costOf(cost), charge });
    return "accepted";
  }
  return storeResult(
    context,
    { ...work, attempt: { ...attempt, model: submission.model } },
    submission.picture,
    submission.cost,
  );
}

/** Marks the attempt as sent while the edit is this run's and not over; a cancellation comes before or after, never between. */
async function allowSend({ editId, runId, services }: StageContext, attempt: AttemptRow): Promise<boolean> {
  return services.db
    .transaction()
    .execute(async (tx) => (await lockUnfinishedEdit(tx, editId, runId)) !== null && markSent(tx, attempt.id));
}

async function submitRequest(services: Services, edit: EditRow, attempt: AttemptRow): Promise<SubmitRequest> {
  const bytes = await readPicture(services.blobs, edit.originalKey);
  return {
    attemptId: attempt.id,
    prompt: edit.enhancedPrompt ?? edit.prompt ?? "",
    plan: edit.plan,
    picture: {
      bytes,
      contentType: edit.originalType ?? "",
      width: edit.originalWidth ?? 0,
      height: edit.originalHeight ?? 0,
    },
    bestEffort: edit.bestEffort,
  };
}

/** What a failed submit means for the attempt, and the error to end the step with. */
async function afterFailedSubmit(
  services: Services,
  attempt: AttemptRow,
  editor: ImageEditor,
  error: unknown,
): Promise<AppError> {
  if (editor.free) return error instanceof AppError ? error : new AppError("INTERNAL", { cause: error });
  const refused = error instanceof AppError && error.charge === "none";
  if (!refused) return uncertain(error);
  await markNotSent(services.db, attempt.id);
  return error;
}

// The attempt stays open, marked as sent, until the edit is failed with it: whoever comes in between finds it uncertain too.
const uncertain = (cause: unknown): AppError => new AppError("SUBMIT_UNCERTAIN", { cause, retryable: false });

async function poll(context: StageContext): Promise<"running" | "ready" | StageEnd> {
  const { services } = context;
  const work = await findWork(context);
  if (typeof work === "string") return work;
  const pollingUrl = work.attempt.pollingUrl ?? "";
  const until = Date.now() + POLL_STEP_MS;
  for (let pause = 250; ; pause = Math.min(pause * 1.5, 1_000)) {
    const result = await withDeadline(POLL_MS, "PROVIDER_UNAVAILABLE", (signal) =>
      work.editor.poll(pollingUrl, signal),
    );
    if (result.state === "ready") return "ready";
    if ((await secondsSinceSent(services.db, work.attempt.id)) > PROVIDER_SECONDS) {
      throw new AppError("PROVIDER_TIMEOUT", { retryable: false });
    }
    if (Date.now() + pause > until) return "running";
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Polls once more, because the address of a result does not live long, and stores it at once. */
async function fetchResult(context: StageContext): Promise<StageEnd> {
  const work = await findWork(context);
  if (typeof work === "string") return work;
  const { attempt, editor } = work;
  const result = await withDeadline(POLL_MS, "PROVIDER_UNAVAILABLE", (signal) =>
    editor.poll(attempt.pollingUrl ?? "", signal),
  );
  if (result.state !== "ready") throw new AppError("PROVIDER_BAD_RESULT", { cause: new Error("the result went away") });
  const picture = await withDeadline(FETCH_MS, "PROVIDER_UNAVAILABLE", (signal) =>
    editor.fetch(result.resultUrl, signal),
  );
  return storeResult(context, work, picture, result.cost ?? knownCost(attempt));
}

async function storeResult(
  context: StageContext,
  { attempt, editor }: Work,
  picture: Picture,
  cost: Cost | null,
): Promise<StageEnd> {
  const { editId, runId, services } = context;
  const paid = { ...costOf(cost), charge: editor.free ? "none" : "made" } as const;
  const result = await checkResult(picture.bytes);
  const resultKey = blobKey("result", editId, result.extension);
  await services.blobs.put(resultKey, result.bytes, result.contentType);
  const stored = await services.db.transaction().execute(async (tx) => {
    const moved = await advanceEdit(
      tx,
      { id: editId, runId, from: "processing_image", to: "uploading_result" },
      {
        model: attempt.model,
        resultKey,
        resultType: result.contentType,
        resultWidth: result.width,
        resultHeight: result.height,
        resultSize: result.size,
        resultSha256: result.sha256,
        ...paid,
      },
    );
    if (moved)
      await closeAttempt(tx, attempt.id, {
        outcome: "succeeded",
        ...(attempt.model === null ? {} : { model: attempt.model }),
        ...paid,
      });
    return moved;
  });
  if (stored) return "done";
  await discardPictures(services, editId, [resultKey]);
  return "over";
}

const costOf = (cost: Cost | null) => ({ costUsd: cost?.usd ?? null, costEstimated: cost?.estimated ?? false });

const knownCost = (attempt: AttemptRow): Cost | null =>
  attempt.costUsd === null ? null : { usd: Number(attempt.costUsd), estimated: attempt.costEstimated };
