import { createHash, randomUUID, timingSafeEqual } from "node:crypto";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * Whether what somebody brings is what is wanted, in a time that says nothing of how much of it is, nor of its length.
 * @param wanted `null`: nothing is.
 */
export const isSameSecret = (brought: string, wanted: string | null): boolean =>
  timingSafeEqual(digest(brought), digest(wanted ?? randomUUID()));
