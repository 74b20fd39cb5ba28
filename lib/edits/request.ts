import { createHash, randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import { addBlobIntents, removeBlobIntents } from "@/db/queries/blob-intents";
import { extendChain } from "@/db/queries/chains";
import { type EditRow, insertEdit, lockParent, type NewEdit } from "@/db/queries/edits";
import { findIdempotencyKey, insertIdempotencyKey } from "@/db/queries/idempotency-keys";
import { insertOutboxMark } from "@/db/queries/outbox";
import { consumeUpload } from "@/db/queries/uploads";
import { blobKey } from "@/lib/blob/blob-key";
import { AppError } from "@/lib/errors";
import { type NormalisedPicture, normalisePicture } from "@/lib/images/normalise";
import { pictureHash } from "@/lib/images/stored-picture";
import { MAX_CHAIN_LENGTH } from "@/lib/lifecycle";
import type { Services } from "@/lib/services";
import { priceToReserve } from "@/lib/spend/price";
import { reserveSpend } from "@/lib/spend/reservations";
import { discardUpload, readUpload } from "@/lib/uploads/uploads";
import type { Client } from "./capability";
import { dispatchEdit } from "./dispatch";
import { sendLooksAhead } from "./looks";
import { readPicture } from "./pictures";

export type EditRequest = {
  /** Trimmed, 1..2000 characters, checked by `promptSchema`. */
  prompt: string;
  /** What the client sent; ignored for a follow-up, whose source is its parent's result. */
  picture: { bytes: Uint8Array } | { uploadId: string } | null;
  parentId: string | null;
  /** Id of the wanted editor; null: the first that is configured. */
  editor: string | null;
  enhance: "auto" | "off";
  bestEffort: boolean;
  idempotencyKey: string | null;
};

/**
 * Accepts an edit: its source is checked and stored, its row written, and its run certain to start
 * when this returns. Otherwise it throws, and nothing is kept. With an idempotency key that was
 * used before for the same request, answers the edit it made then.
 * @throws {AppError} with a code of the section *Submitting* of the HTTP contract.
 */
export async function requestEdit(
  services: Services,
  request: EditRequest,
  client: Client,
): Promise<{ editId: string }> {
  if (request.editor !== null && !services.editors.some((editor) => editor.id === request.editor)) {
    throw new AppError("VALIDATION_FAILED", {
      fields: [{ path: "editor", message: "This editor is not available here; see GET /editors." }],
    });
  }
  const keyed = await keyedOf(request);
  const repeat = await findRepeat(services.db, keyed, client);
  if (repeat !== null) return { editId: repeat };

  const parent = request.parentId === null ? null : await findParent(services.db, request.parentId);
  const source = await readSource(services, request, parent);
  const editId = randomUUID();
  const key = blobKey("original", editId, source.extension);

  // Until the row refers to the picture, this intent lets the sweeper find and delete it.
  await addBlobIntents(services.db, [key]);
  const [reserveUsd] = await Promise.all([
    priceToReserve(services.editors, request.editor, source),
    services.blobs.put(key, source.bytes, source.contentType),
    sendLooksAhead(services),
  ]);

  try {
    await services.db
      .transaction()
      .execute((tx) => keep(services, tx, request, client, { editId, key, source, reserveUsd, keyed }));
  } catch (error) {
    await discard(services, key);
    if (!(error instanceof Repeated)) throw error;
    const first = await findRepeat(services.db, keyed, client);
    if (first === null) throw new AppError("UNAVAILABLE", { cause: error, retryAfterSeconds: 1 });
    return { editId: first };
  }
  const { picture } = request;
  await Promise.all([
    dispatchEdit(services, editId, 1),
    picture !== null && "uploadId" in picture ? discardUpload(services, picture.uploadId) : null,
  ]);
  return { editId };
}

/** An equal request with the same idempotency key was accepted in the meantime. */
class Repeated extends Error {}

type Keyed = { key: string; requestHash: string };

/** The idempotency key with what it stands for; no part of a transaction, for a large picture takes its time. */
async function keyedOf(request: EditRequest): Promise<Keyed | null> {
  const { idempotencyKey: key } = request;
  return key === null ? null : { key, requestHash: await requestHash(request) };
}

/**
 * SHA-256 of what makes two submits the same: prompt, the picture's bytes as sent (base64 taken
 * off), parent and options. A follow-up's picture does not count, for it is not used.
 */
async function requestHash(request: EditRequest): Promise<string> {
  const { prompt, picture, parentId, editor, enhance, bestEffort } = request;
  const source =
    parentId !== null || picture === null
      ? null
      : "uploadId" in picture
        ? picture.uploadId
        : await pictureHash(picture.bytes);
  return createHash("sha256")
    .update(JSON.stringify([prompt, source, parentId, editor, enhance, bestEffort]))
    .digest("hex");
}

/** The edit that this idempotency key made before, if any. */
async function findRepeat(db: Db, keyed: Keyed | null, client: Client): Promise<string | null> {
  if (keyed === null) return null;
  const found = await findIdempotencyKey(db, client.hashes, keyed.key);
  if (found === null) return null;
  if (found.requestHash !== keyed.requestHash) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  return found.editId;
}

async function findParent(db: Db, id: string): Promise<EditRow> {
  const parent = await lockParent(db, id);
  if (parent === null) throw new AppError("PARENT_EDIT_NOT_FOUND");
  if (parent.status !== "completed") throw new AppError("PARENT_NOT_COMPLETED");
  if (parent.chainPosition >= MAX_CHAIN_LENGTH) throw new AppError("CHAIN_LIMIT_REACHED");
  return parent;
}

type Source = Pick<NormalisedPicture, "bytes" | "contentType" | "extension" | "width" | "height" | "size" | "sha256">;

/** The checked source: a copy of the parent's result, or what was sent, made into our own form. */
async function readSource(services: Services, request: EditRequest, parent: EditRow | null): Promise<Source> {
  if (parent !== null) {
    const { resultKey, resultType, resultWidth, resultHeight, resultSize, resultSha256 } = parent;
    const bytes = await readPicture(services.blobs, resultKey);
    return {
      bytes,
      contentType: resultType ?? "image/png",
      extension: (resultKey ?? "").split(".")[1] ?? "png",
      width: resultWidth ?? 0,
      height: resultHeight ?? 0,
      size: resultSize ?? bytes.byteLength,
      sha256: resultSha256 ?? "",
    } as Source;
  }
  const { picture } = request;
  if (picture === null) {
    throw new AppError("VALIDATION_FAILED", {
      fields: [{ path: "image_data", message: "Send a picture, or name the edit to continue from." }],
    });
  }
  return normalisePicture("bytes" in picture ? picture.bytes : await readUpload(services, picture.uploadId));
}

/** Removes a picture that no row came to refer to. */
async function discard(services: Services, key: string): Promise<void> {
  try {
    await services.blobs.delete([key]);
    await removeBlobIntents(services.db, [key]);
  } catch (error) {
    services.log.warn("a picture without an edit is left to the sweeper", { error });
  }
}

type Kept = { editId: string; key: string; source: Source; reserveUsd: number; keyed: Keyed | null };

/** Writes everything about an accepted edit, in one transaction. */
async function keep(
  services: Services,
  tx: Db,
  request: EditRequest,
  client: Client,
  { editId, key, source, reserveUsd, keyed }: Kept,
): Promise<void> {
  const parent = request.parentId === null ? null : await findParent(tx, request.parentId);
  const edit: NewEdit = {
    id: editId,
    rootId: parent?.rootId ?? editId,
    parentId: parent?.id ?? null,
    chainPosition: (parent?.chainPosition ?? 0) + 1,
    prompt: request.prompt,
    enhanceMode: request.enhance,
    bestEffort: request.bestEffort,
    requestedEditor: request.editor,
    originalKey: key,
    originalType: source.contentType,
    originalWidth: source.width,
    originalHeight: source.height,
    originalSize: source.size,
    originalSha256: source.sha256,
    ownerHash: client.ownerHash,
    clientHash: client.hash,
  };
  await insertEdit(tx, edit);
  if (keyed !== null && !(await insertIdempotencyKey(tx, { scope: client.hash, ...keyed, editId })))
    throw new Repeated();
  await extendChain(tx, edit.rootId, services.env.retentionDays);
  await insertOutboxMark(tx, editId);
  await removeBlobIntents(tx, [key]);
  if (request.picture !== null && "uploadId" in request.picture && parent === null) {
    if ((await consumeUpload(tx, request.picture.uploadId)) === null) throw new AppError("UPLOAD_NOT_FOUND");
  }
  await reserveSpend(tx, services.env.spendCaps, { editId, scope: client.hash, usd: reserveUsd });
}
