import { createHmac } from "node:crypto";
import type { Services } from "@/lib/services";

/** The secret with which the provider's call for an attempt has to come. Nothing is stored: it follows from our own. */
export function webhookSecret(appSecret: string, attemptId: string): string {
  return createHmac("sha256", appSecret).update(`webhook:${attemptId}`).digest("hex");
}

/**
 * Where the provider may call back for an attempt; `null` where that is not set up, and without TLS:
 * the service may refuse such an address, and the edit with it. A stand-in without TLS takes it.
 */
export function webhookOf(
  { env, appSecret }: Pick<Services, "env" | "appSecret">,
  editor: string,
  attemptId: string,
): { url: string; secret: string } | null {
  if (editor !== "flux" || env.bfl?.webhooks !== true || env.publicUrl === null) return null;
  if (env.publicUrl.startsWith("http:") && env.bfl.baseUrl.startsWith("https:")) return null;
  return {
    url: `${env.publicUrl}/api/webhooks/flux/${attemptId}`,
    secret: webhookSecret(appSecret, attemptId),
  };
}
