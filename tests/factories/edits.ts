import { randomUUID } from "node:crypto";
import type { NewEdit } from "@/db/queries/edits";
import type { Client } from "@/lib/edits/credentials";
import type { EditRequest } from "@/lib/edits/source";

/**
 * A request to edit a picture, as a handler passes it on: nothing enhanced, the first editor, no key. A follow-up has
 * no picture of its own: `editRequest(null, { parentId })`.
 */
export function editRequest(bytes: Uint8Array | null, overrides: Partial<EditRequest> = {}): EditRequest {
  return {
    prompt: "make it warmer",
    picture: bytes === null ? null : { bytes },
    parentId: null,
    editor: null,
    enhance: "off",
    bestEffort: false,
    idempotencyKey: null,
    ...overrides,
  };
}

/** Who asks: one address on one day, without an owner's cookie. */
export function clientOf(hash = "client-1", overrides: Partial<Client> = {}): Client {
  return { ownerHash: null, bearer: null, hash, hashes: [hash], byPage: false, ...overrides };
}

/** The row of a new first edit of a chain, without a picture. */
export function newEdit(overrides: Partial<NewEdit> = {}): NewEdit {
  const id = randomUUID();
  return {
    id,
    rootId: id,
    parentId: null,
    pictureId: overrides.rootId ?? id,
    chainPosition: 1,
    prompt: "make it sharper",
    enhanceMode: "auto",
    bestEffort: false,
    fullSize: false,
    requestedEditor: null,
    originalKey: null,
    originalType: null,
    originalWidth: null,
    originalHeight: null,
    originalSize: null,
    originalSha256: null,
    ownerHash: null,
    clientHash: null,
    ...overrides,
  };
}
