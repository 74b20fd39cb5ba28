import { type EditRow } from "@/db/queries/edits";
import { advanceEdit, readWithHeartbeat } from "@/db/queries/edit-runs";
import { withDeadline } from "@/lib/async";
import type { EditPlan } from "@mizual/engine";
import type { EditKind } from "@/lib/edit-kinds";
import { smallPicture } from "@/lib/images/previews";
import type { Services } from "@/lib/services";
import { ENHANCE_MS } from "../budgets";
import { editLabel } from "../edit-id";
import { chooseEditor } from "../editors";
import { discardPictures, readPicture, storePreviews } from "../pictures";
import {
  answer,
  resolveStageEnd,
  runStep,
  type Stage,
  type StageContext,
  type StageEnd,
  type StepAnswer,
} from "./stage";

type Enhanced = { enhancedPrompt: string | null; enhanced: boolean; plan: EditPlan | null; kinds: readonly EditKind[] };

/** Makes the small pictures of the source and turns the person's words into a better prompt. */
export const enhanceStage: Stage<"enhancing_prompt"> = {
  status: "enhancing_prompt",
  async run(context) {
    return (await runStep({ ...context, status: this.status }, "enhance", ["done", "over"], () => prepare(context)))
      .state;
  },
};

async function prepare(context: StageContext): Promise<StepAnswer<StageEnd>> {
  const { editId, runId, services } = context;
  const edit = await readWithHeartbeat(services.db, editId, runId);
  if (edit === null) return answer("over");
  if (edit.status !== "enhancing_prompt") return answer("done");

  const source = await readPicture(services.blobs, edit.originalKey);
  const { editor, why } = await chooseEditor(services, edit);
  const { originalPreviewKey: sharedPreview, originalThumbnailKey: sharedThumbnail } = edit;
  // A follow-up shows its parent's small pictures.
  const shared =
    sharedPreview !== null && sharedThumbnail !== null ? ([sharedPreview, sharedThumbnail] as const) : null;
  const [{ enhancedPrompt, enhanced, plan, kinds }, [originalPreviewKey, originalThumbnailKey]] = await Promise.all([
    enhance(services, edit, editor.id, source),
    shared ?? storePreviews(services.blobs, editId, source, ["original_preview", "original_thumbnail"]),
  ]);
  const moved = await advanceEdit(
    services.db,
    { id: editId, runId, from: "enhancing_prompt" },
    {
      // What is shared may have another key by now: its parent was deleted.
      ...(shared === null && { originalPreviewKey, originalThumbnailKey }),
      editor: editor.id,
      ...why,
      enhancedPrompt,
      enhanced,
      plan: plan === null ? null : JSON.stringify(plan),
      kinds: [...kinds],
    },
  );
  if (moved) return answer("done");
  if (shared === null) await discardPictures(services, editId, [originalPreviewKey, originalThumbnailKey]);
  return resolveStageEnd(context, "enhancing_prompt");
}

/** A failed or slow enhancement never fails the edit: it goes on with the person's own words. */
async function enhance(services: Services, edit: EditRow, editor: string, source: Uint8Array): Promise<Enhanced> {
  const own: Enhanced = { enhancedPrompt: null, enhanced: false, plan: null, kinds: [] };
  if (edit.enhanceMode === "off" || edit.prompt === null) return own;
  const { prompt, bestEffort } = edit;
  try {
    // Its turn at the decoder may be long in coming: the enhancer's time is for its answer.
    const picture = await smallPicture(source);
    const enhancement = await withDeadline(ENHANCE_MS, "PROVIDER_TIMEOUT", (signal) =>
      services.enhancer.enhance({ prompt, picture, editor, bestEffort }, signal),
    );
    const { plan, kinds } = enhancement;
    return { enhancedPrompt: enhancement.prompt, enhanced: enhancement.prompt !== prompt, plan, kinds };
  } catch (error) {
    services.log.warn("the prompt was not enhanced", { edit: editLabel(edit.id), error });
    return own;
  }
}
