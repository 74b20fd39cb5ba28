import type { SubmitRequest } from "@/lib/providers/port";
import { readPicture } from "../../read-picture";
import { webhookOf } from "../../webhook-of";
import type { StageContext } from "../stage";
import type { Work } from "./find-work";
import { readVersion } from "./read-version";

/** What the editor is sent. */
export async function submitRequest(
  { services }: Pick<StageContext, "services">,
  { edit, attempt, editor }: Work,
): Promise<SubmitRequest> {
  return {
    attemptId: attempt.id,
    prompt: edit.enhancedPrompt ?? edit.prompt ?? "",
    plan: edit.plan,
    picture: {
      bytes: await readPicture(services.blobs, edit.originalKey),
      contentType: edit.originalType ?? "",
      width: edit.originalWidth ?? 0,
      height: edit.originalHeight ?? 0,
    },
    mask: null,
    webhook: webhookOf(services, editor, attempt.id),
    bestEffort: edit.bestEffort,
    version: (number) => readVersion(services, edit, number),
  };
}
