import { recordCompletion } from "@/db/queries/chains";
import { advanceEdit, beat, type EditRow } from "@/db/queries/edits";
import { blobKey } from "@/lib/blob/blob-key";
import { AppError } from "@/lib/errors";
import { makePreviews } from "@/lib/images/previews";
import type { Services } from "@/lib/services";
import { settleSpend } from "@/lib/spend/reservations";
import { UPLOAD_TRIES } from "../budgets";
import { discardPictures } from "../discard-pictures";
import { readPicture } from "../read-picture";
import type { Stage, StageContext } from "./stage";

const PAID =
  "The picture is made and paid for, but could not be finished, because the picture store does not answer. A retry makes and charges it anew.";

/**
 * Makes the small pictures of the result and completes the edit. Where the result is paid for, a store
 * that fails is asked again for a quarter of an hour, since to fail the edit would be to pay again.
 */
export const uploadStage: Stage = {
  status: "uploading_result",
  async run(context) {
    const { step } = context;
    for (let round = 1; ; round += 1) {
      const end = await step.run(round === 1 ? "upload" : `upload:${round}`, () => complete(context, round));
      if (end !== "later") return end === "over" ? "over" : "done";
      await step.sleep(`upload:wait:${round}`, `${Math.min(60, 5 * round)}s`);
    }
  },
};

async function complete(context: StageContext, round: number): Promise<"done" | "over" | "later"> {
  const { editId, runId, services } = context;
  const edit = await beat(services.db, editId, runId);
  if (edit === null) return "over";
  if (edit.status !== "uploading_result") return "done";
  try {
    return (await finish(context, edit, await storePreviews(services, edit))) ? "done" : "over";
  } catch (error) {
    if (edit.charge === "none" || !(error instanceof AppError) || error.code !== "STORAGE_UNAVAILABLE") throw error;
    if (round < UPLOAD_TRIES) return "later";
    throw new AppError(error.code, { cause: error.cause, detail: PAID, charge: edit.charge, retryable: false });
  }
}

type Previews = { previewKey: string; thumbnailKey: string };

async function storePreviews(services: Services, { id, resultKey }: EditRow): Promise<Previews> {
  const { preview, thumbnail } = await makePreviews(await readPicture(services.blobs, resultKey));
  const previewKey = blobKey("preview", id, "webp");
  const thumbnailKey = blobKey("thumbnail", id, "webp");
  await Promise.all([
    services.blobs.put(previewKey, preview.bytes, "image/webp"),
    services.blobs.put(thumbnailKey, thumbnail.bytes, "image/webp"),
  ]);
  return { previewKey, thumbnailKey };
}

/** Completes the edit and settles what it cost; false when it is no longer this run's. */
async function finish(
  { editId, runId, services }: StageContext,
  { rootId, chainPosition }: EditRow,
  previews: Previews,
): Promise<boolean> {
  const completed = await services.db.transaction().execute(async (tx) => {
    const at = { id: editId, runId, from: "uploading_result", to: "completed" } as const;
    if (!(await advanceEdit(tx, at, previews))) return false;
    await recordCompletion(tx, rootId, chainPosition);
    await settleSpend(tx, editId);
    return true;
  });
  if (!completed) await discardPictures(services, editId, [previews.previewKey, previews.thumbnailKey]);
  return completed;
}
