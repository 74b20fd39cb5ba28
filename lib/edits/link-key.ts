import { createHash, createHmac } from "node:crypto";

// 256 bits in base64url.
const KEY = /^[A-Za-z0-9_-]{43}$/;

/** Whether a text can be the key of a link. */
export const isLinkKey = (text: string): boolean => KEY.test(text);

/** What rows keep of a link's key: its SHA-256, hex. */
export const linkKeyHash = (key: string): string => createHash("sha256").update(key).digest("hex");

/**
 * The key of a share: made from the app's secret, so that its owner can be told the address again, although no row
 * holds it.
 */
export const shareKey = (appSecret: string, shareId: string): string =>
  createHmac("sha256", appSecret).update(`share\0${shareId}`).digest("base64url");
