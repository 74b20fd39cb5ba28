import type { EditPlan } from "@mizual/engine";
import { blobKey } from "@/lib/blob/blob-key";
import { advanceEdit, beat, type EditRow } from "@/db/queries/edits";
import { makePreviews, smallPicture } from "@/lib/images/previews";
import type { Services } from "@/lib/services";
import { ENHANCE_MS } from "../budgets";
import { chooseEditor } from "../choose-editor";
import { discardPictures } from "../discard-pictures";
import { readPicture } from "../read-picture";
import { withDeadline } from "@/lib/async";
import { endOf } from "./end-of";
import type { Stage } from "./stage";
import { editLabel } from "../edit-label";

type Enhanced = { enhancedPrompt: string | null; enhanced: boolean; plan: EditPlan | null };

/** Makes the small pictures of the source and turns the person's words into a better prompt. */
export const enhanceStage: Stage = {
  status: "enhancing_prompt",
  async run(context) {
    const { editId, runId, step, services } = context;
    const end = await step.run("enhance", async () => {
      const edit = await beat(services.db, editId, runId);
      if (edit === null) return "over";
      if (edit.status !== "enhancing_prompt") return "done";

      const source = await readPicture(services.blobs, edit.originalKey);
      const { editor, why } = await chooseEditor(services, edit);
      const [enhanced, previews] = await Promise.all([
        enhance(services, edit, editor.id, source),
        storePreviews(services, editId, source),
      ]);
      const moved = await advanceEdit(
        services.db,
        { id: editId, runId, from: "enhancing_prompt", to: "processing_image" },
        {
          ...previews,
          editor: editor.id,
          ...why,
          enhancedPrompt: enhanced.enhancedPrompt,
          enhanced: enhanced.enhanced,
          plan: enhanced.plan === null ? null : JSON.stringify(enhanced.plan),
        },
      );
      if (moved) return "done";
      await discardPictures(services, editId, [previews.originalPreviewKey, previews.originalThumbnailKey]);
      return endOf(context, "enhancing_prompt");
    });
    return end === "over" ? "over" : "done";
  },
};

/** A failed or slow enhancement never fails the edit: it goes on with the person's own words. */
async function enhance(services: Services, edit: EditRow, editor: string, source: Uint8Array): Promise<Enhanced> {
  const own: Enhanced = { enhancedPrompt: null, enhanced: false, plan: null };
  if (edit.enhanceMode === "off" || edit.prompt === null) return own;
  const prompt = edit.prompt;
  try {
    const enhancement = await withDeadline(ENHANCE_MS, "PROVIDER_TIMEOUT", async (signal) =>
      services.enhancer.enhance({ prompt, picture: await smallPicture(source), editor }, signal),
    );
    return { enhancedPrompt: enhancement.prompt, enhanced: enhancement.prompt !== prompt, plan: enhancement.plan };
  } catch (error) {
    services.log.warn("the prompt was not enhanced", { edit: editLabel(edit.id), error });
    return own;
  }
}

async function storePreviews(
  services: Services,
  editId: string,
  source: Uint8Array,
): Promise<{ originalPreviewKey: string; originalThumbnailKey: string }> {
  const { preview, thumbnail } = await makePreviews(source);
  const originalPreviewKey = blobKey("original_preview", editId, "webp");
  const originalThumbnailKey = blobKey("original_thumbnail", editId, "webp");
  await Promise.all([
    services.blobs.put(originalPreviewKey, preview.bytes, "image/webp"),
    services.blobs.put(originalThumbnailKey, thumbnail.bytes, "image/webp"),
  ]);
  return { originalPreviewKey, originalThumbnailKey };
}
