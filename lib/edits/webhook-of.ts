import { createHmac } from "node:crypto";
import type { ImageEditor } from "@/lib/providers/port";
import type { Services } from "@/lib/services";

/** The secret with which the provider's call for an attempt has to come. Nothing is stored: it follows from our own. */
export function webhookSecret(appSecret: string, attemptId: string): string {
  return createHmac("sha256", appSecret).update(`webhook:${attemptId}`).digest("hex");
}

/** Where the provider may call back for an attempt; `null` where it does not, or that is not set up. */
export function webhookOf(
  { env, appSecret }: Pick<Services, "env" | "appSecret">,
  editor: Pick<ImageEditor, "id" | "callsBack">,
  attemptId: string,
): { url: string; secret: string } | null {
  if (env.publicUrl === null) return null;
  const url = `${env.publicUrl}/api/webhooks/${editor.id}/${attemptId}`;
  return editor.callsBack?.(url) === true ? { url, secret: webhookSecret(appSecret, attemptId) } : null;
}
