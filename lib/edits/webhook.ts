import { createHmac } from "node:crypto";
import { markHinted } from "@/db/queries/attempts";
import { AppError } from "@/lib/errors";
import type { ImageEditor } from "@/lib/providers/port";
import type { Services } from "@/lib/services";
import { sendEvent } from "./dispatch";
import { isEditId } from "./edit-id";

/** The secret with which the provider's call for an attempt has to come. Nothing is stored: it follows from our own. */
export function webhookSecret(appSecret: string, attemptId: string): string {
  return createHmac("sha256", appSecret).update(`webhook:${attemptId}`).digest("hex");
}

/** Where the provider may call back for an attempt; `null` where it does not, or that is not set up. */
export function webhookOf(
  { env, appSecret }: Pick<Services, "env" | "appSecret">,
  { id, callsBack }: Pick<ImageEditor, "id" | "callsBack">,
  attemptId: string,
): { url: string; secret: string } | null {
  if (env.publicUrl === null) return null;
  const url = `${env.publicUrl}/api/webhooks/${id}/${attemptId}`;
  return callsBack?.(url) === true ? { url, secret: webhookSecret(appSecret, attemptId) } : null;
}

/**
 * Takes the provider's call about an attempt, and nothing from it but the hint that its task is worth
 * a question now: what the body says is not even read. Repeated and late calls do nothing.
 * @param proves whether the call comes from who was told this secret.
 * @throws {AppError} `NOT_FOUND`, alike for an unknown attempt and a call without its secret;
 * `UNAVAILABLE` when the hint could not be passed on, so that the provider calls again.
 */
export async function receiveHint(
  services: Pick<Services, "db" | "events" | "appSecret">,
  attemptId: string,
  proves: (secret: string) => boolean,
): Promise<void> {
  const told = isEditId(attemptId) && proves(webhookSecret(services.appSecret, attemptId));
  const hinted = told ? await markHinted(services.db, attemptId) : null;
  if (hinted === null) throw new AppError("NOT_FOUND");
  if (!hinted.isOpen) return;
  try {
    // One id for all calls about an attempt: the runner takes it once.
    await sendEvent(services, { id: `${attemptId}:hinted`, name: "edit/hinted", data: { editId: hinted.editId } });
  } catch (cause) {
    throw new AppError("UNAVAILABLE", { cause, retryAfterSeconds: 5 });
  }
}
