import { createHmac, timingSafeEqual } from "node:crypto";

export type ClientTokenPayload = {
  pathname: string;
  allowedContentTypes?: string[];
  maximumSizeInBytes?: number;
  validUntil: number;
  addRandomSuffix?: boolean;
  allowOverwrite?: boolean;
  cacheControlMaxAge?: number;
};

/**
 * What a client token allows, once its signature by the store's own token is checked; `null` when it
 * is forged, or of another store.
 */
export function readClientToken(clientToken: string, readWriteToken: string): ClientTokenPayload | null {
  const [, , , storeId, encoded = ""] = clientToken.split("_");
  if (!clientToken.startsWith("vercel_blob_client_") || storeId !== readWriteToken.split("_")[3]) return null;
  const [signature = "", payload = ""] = Buffer.from(encoded, "base64").toString().split(".");
  const wanted = createHmac("sha256", readWriteToken).update(payload).digest("hex");
  if (signature.length !== wanted.length || !timingSafeEqual(Buffer.from(signature), Buffer.from(wanted))) return null;
  return JSON.parse(Buffer.from(payload, "base64").toString()) as ClientTokenPayload;
}
