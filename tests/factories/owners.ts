import { createOwnerSecret, hashOwner, ownerCookie } from "@/lib/edits/credentials";
import { PEER_HEADER } from "@/lib/limits/client-address";
import { TEST_APP_SECRET } from "@/tests/services";

/** Headers of a request that comes from somewhere, by nobody that is known. */
export const NOBODY: Readonly<Record<string, string>> = { [PEER_HEADER]: "192.0.2.1" };

/** A browser with an owner cookie of its own: what rows keep of it, and the headers that it sends. */
export function newOwner(): { ownerHash: string; headers: Readonly<Record<string, string>> } {
  const secret = createOwnerSecret(TEST_APP_SECRET);
  const cookie = ownerCookie(secret, false).split(";")[0] ?? "";
  return { ownerHash: hashOwner(secret), headers: { ...NOBODY, Cookie: cookie } };
}
