import { recordCompletion } from "@/db/chains";
import { advanceEdit, beat } from "@/db/edits";
import { blobKey } from "@/lib/blob/blob-key";
import { makePreviews } from "@/lib/images/make-previews";
import { settleSpend } from "@/lib/spend/settle-spend";
import { discardPictures } from "../discard-pictures";
import { readPicture } from "../read-picture";
import type { Stage } from "./stage";

/** Makes the small pictures of the result and completes the edit. */
export const uploadStage: Stage = {
  status: "uploading_result",
  async run({ editId, runId, step, services }) {
    const end = await step.run("upload", async () => {
      const edit = await beat(services.db, editId, runId);
      if (edit === null) return "over";
      if (edit.status !== "uploading_result") return "done";

      const { preview, thumbnail } = await makePreviews(await readPicture(services.blobs, edit.resultKey));
      const previewKey = blobKey("preview", editId, "webp");
      const thumbnailKey = blobKey("thumbnail", editId, "webp");
      await Promise.all([
        services.blobs.put(previewKey, preview.bytes, "image/webp"),
        services.blobs.put(thumbnailKey, thumbnail.bytes, "image/webp"),
      ]);
      const completed = await services.db.transaction().execute(async (tx) => {
        const moved = await advanceEdit(
          tx,
          { id: editId, runId, from: "uploading_result", to: "completed" },
          { previewKey, thumbnailKey },
        );
        if (!moved) return false;
        await recordCompletion(tx, edit.rootId, edit.chainPosition);
        await settleSpend(tx, editId);
        return true;
      });
      if (completed) return "done";
      await discardPictures(services, editId, [previewKey, thumbnailKey]);
      return "over";
    });
    return end === "over" ? "over" : "done";
  },
};
