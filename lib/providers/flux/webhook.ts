import { createHmac } from "node:crypto";
import { isSameSecret } from "@/lib/same-secret";

/**
 * Whether a call back comes from who was told the secret. Two forms are documented, and either will
 * do: the secret itself in `X-Webhook-Secret`, or `X-BFL-Signature: sha256=<hex HMAC of the body>`.
 * Takes as long for a wrong one as for a right one.
 * @param body exactly the bytes that came.
 */
export function verifyFluxWebhook(headers: Headers, body: Uint8Array | string, secret: string): boolean {
  if (secret === "") return false;
  const told = headers.get("x-webhook-secret");
  if (told !== null) return isSameSecret(told, secret);
  const signature = headers.get("x-bfl-signature");
  if (signature === null) return false;
  const expected = createHmac("sha256", secret).update(body).digest("hex");
  return isSameSecret(signature.trim().toLowerCase(), `sha256=${expected}`);
}
