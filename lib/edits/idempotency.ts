import { createHash } from "node:crypto";
import type { Db } from "@/db/client";
import { findEditRecord } from "@/db/queries/edits";
import { findIdempotencyKey, takeIdempotencyKey } from "@/db/queries/idempotency-keys";
import { type Client, isMaker, keyScopes, OWN_KEY_LENGTH } from "./credentials";
import type { EditRequest } from "./source";
import { AppError } from "../errors";
import { pictureHash } from "../images/stored-picture";
import type { Services } from "../services";

/** An equal request with the same idempotency key was accepted in the meantime. */
class Repeated extends Error {}

export type Keyed = { key: string; requestHash: string };

/** The idempotency key with what it stands for; no part of a transaction, for a large picture takes its time. */
export async function keyedOf(request: EditRequest): Promise<Keyed | null> {
  const { idempotencyKey: key } = request;
  return key === null ? null : { key, requestHash: await requestHash(request) };
}

/**
 * SHA-256 of what makes two submits the same: prompt, the picture's bytes as sent (base64 taken
 * off) or its name, parent and options.
 */
async function requestHash(request: EditRequest): Promise<string> {
  const { prompt, picture, parentId, originalOf = null, editor, enhance, bestEffort, fullSize = false } = request;
  const more = [...(fullSize ? ["full"] : []), ...(originalOf === null ? [] : ["original", originalOf])];
  const source =
    picture === null
      ? null
      : "bytes" in picture
        ? await pictureHash(picture.bytes)
        : "uploadId" in picture
          ? picture.uploadId
          : "stored" in picture
            ? [picture.stored, picture.editId]
            : [picture.shared, picture.key];
  return createHash("sha256")
    .update(JSON.stringify([prompt, source, parentId, editor, enhance, bestEffort, ...more]))
    .digest("hex");
}

/**
 * The edit that this idempotency key made before, if any. Where the key can be guessed, others behind the address may use
 * the same: then for its maker alone, since the answer holds its token.
 */
export async function findRepeat(
  { db, appSecret }: Services,
  keyed: Keyed | null,
  client: Client,
): Promise<{ editId: string; sourceNotes: readonly string[] } | null> {
  if (keyed === null) return null;
  const found = await findIdempotencyKey(db, keyScopes(client), keyed.key);
  if (found === null) return null;
  if (found.editId === null) throw new AppError("REQUEST_CANCELED");
  if (found.requestHash !== keyed.requestHash) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  const edit = await findEditRecord(db, found.editId);
  // Who knows a key that cannot be guessed made it, also where its first answer, with the cookie, was lost.
  const isOwn = keyed.key.length >= OWN_KEY_LENGTH;
  if (edit !== null && !isOwn && !isMaker(edit, client, appSecret)) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  return { editId: found.editId, sourceNotes: edit?.sourceNotes ?? [] };
}

/**
 * The edit that an equal request has made while this one was on its way: it is what both ask for, so that none may hear
 * that it was not kept.
 * @throws the error where there is none.
 */
export async function firstOrThrow(
  services: Services,
  keyed: Keyed | null,
  client: Client,
  error: unknown,
): Promise<{ editId: string; sourceNotes: readonly string[] }> {
  const first = await findRepeat(services, keyed, client);
  if (first !== null) return first;
  throw error instanceof Repeated ? new AppError("UNAVAILABLE", { cause: error, retryAfterSeconds: 1 }) : error;
}

/** @throws {Repeated} when the key is taken. */
export async function takeKey(tx: Db, keyed: Keyed | null, client: Client, editId: string): Promise<void> {
  if (keyed === null) return;
  const scopes = keyScopes({ ...client, hashes: [client.hash] });
  if (!(await takeIdempotencyKey(tx, scopes, { ...keyed, editId }))) throw new Repeated();
}
