import { createHash, randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import { addBlobIntents, removeBlobIntents } from "@/db/queries/blob-intents";
import { extendChain } from "@/db/queries/chains";
import { findEditRecord, insertEdit, lockParent, type NewEdit } from "@/db/queries/edits";
import { findIdempotencyKey, takeIdempotencyKey } from "@/db/queries/idempotency-keys";
import { insertOutboxMark } from "@/db/queries/outbox";
import { lockOpenRetry } from "@/db/queries/retries";
import { consumeUpload } from "@/db/queries/uploads";
import { lockClient } from "@/db/queries/turns";
import { blobKey } from "@/lib/blob/blob-key";
import { AppError } from "@/lib/errors";
import { admitEdit, demandAllowed } from "@/lib/edits/admission";
import { pictureHash } from "@/lib/images/stored-picture";
import { currentTrace } from "@/lib/observe";
import type { Services } from "@/lib/services";
import { paidSize, priceToReserve } from "@/lib/spend/price";
import { reserveSpend } from "@/lib/spend/reservations";
import { discardUpload } from "@/lib/uploads/uploads";
import { cancelEdit } from "./cancel";
import { type Client, isMaker, keyScopes, OWN_KEY_LENGTH } from "./credentials";
import { dispatchEdit } from "./dispatch";
import { editLabel } from "./edit-id";
import { sendLooksAhead } from "./looks";
import { usualTime } from "./progress";
import { openShare } from "./shares";
import { continuedBy, type EditSource, findParent, findSource, type SentPicture } from "./source";

export type EditRequest = {
  /** Trimmed, 1..2000 characters, checked by `promptSchema`. */
  prompt: string;
  /** What is to be edited; with a parent, its result where this shows it, and where this is `null`. */
  picture: SentPicture | null;
  parentId: string | null;
  /** A version of the picture whose original is to be edited once more, instead of `picture` and `parentId`. */
  originalOf?: string | null;
  /** The first failed edit that is asked for anew: while that is under way already, it is the answer. */
  retryOf?: string | null;
  /** Id of the wanted editor; null: the first that is configured. */
  editor: string | null;
  enhance: "auto" | "off";
  bestEffort: boolean;
  /** An editor that is paid gets all of the picture, not a copy of about two megapixels. */
  fullSize?: boolean;
  idempotencyKey: string | null;
  /** Fires when the client is gone: what is not accepted by then is not kept. */
  signal?: AbortSignal | undefined;
};

/**
 * Accepts an edit: its source is checked and stored, its row written, and its run certain to start
 * when this returns. Otherwise it throws, and nothing is kept. With an idempotency key that was
 * used before for the same request, answers the edit it made then. Where nobody waits for the answer any
 * more, nothing is kept; what was accepted just then is canceled, unless its client can find it by its key.
 * @throws {AppError} with a code of the section *Submitting* of the HTTP contract.
 */
export async function requestEdit(
  services: Services,
  asked: EditRequest,
  client: Client,
): Promise<{ editId: string; sourceNotes: readonly string[] }> {
  if (asked.editor !== null && !services.editors.some((editor) => editor.id === asked.editor)) {
    throw new AppError("VALIDATION_FAILED", {
      fields: [{ path: "editor", message: "This editor is not available here; see GET /editors." }],
    });
  }
  const keyed = await keyedOf(asked);
  const repeat = await findRepeat(services, keyed, client);
  if (repeat !== null) return repeat;

  const request = { ...asked, ...(await continuedBy(services, asked, client)) };
  const { fullSize = false } = request;
  const usual = await usualTime(services, request.editor);
  // Before a picture is read for nothing; the same is asked again when the edit is written.
  try {
    await admitEdit(services, services.db, client, { editor: request.editor, usual });
  } catch (error) {
    return await firstOrThrow(services, keyed, client, error);
  }
  const { source, pictureId } = await findSource(services, request, client);
  await demandAllowed(services, request.prompt, source.from, request.signal);
  const editId = randomUUID();
  const { from } = source;
  const key = "key" in from ? from.key : blobKey("original", editId, from.extension);
  const ownKeys = "key" in from ? [] : [key];

  // Until the row refers to the picture, this intent lets the sweeper find and delete it.
  await addBlobIntents(services.db, ownKeys);
  const [reserveUsd] = await Promise.all([
    priceToReserve(services.editors, request.editor, paidSize(source, fullSize), fullSize),
    "key" in from ? null : services.blobs.put(key, from.bytes, source.contentType),
    sendLooksAhead(services),
  ]);

  try {
    stopIfGone(request);
    const underWay = await services.db.transaction().execute(async (tx) => {
      const retry = await joinRetry(tx, request, client, keyed);
      if (retry !== null) return retry;
      await keep(services, tx, request, client, { editId, pictureId, key, source, reserveUsd, usual, keyed });
      stopIfGone(request);
      return null;
    });
    if (underWay !== null) {
      await discard(services, ownKeys);
      return { editId: underWay.id, sourceNotes: underWay.sourceNotes };
    }
  } catch (error) {
    if (request.signal?.aborted === true) services.log.info("a client left before its edit was accepted");
    await discard(services, ownKeys);
    return await firstOrThrow(services, keyed, client, error);
  }
  const { picture } = request;
  // Without a key nobody can ever ask for it.
  if (request.signal?.aborted === true && keyed === null) {
    services.log.info("a client left before the answer, its edit is canceled", { edit: editLabel(editId) });
    await cancelEdit(services, editId);
    throw new AppError("REQUEST_CANCELED");
  }
  await Promise.all([
    dispatchEdit(services, editId, 1, client.hash),
    picture !== null && "uploadId" in picture ? discardUpload(services, picture.uploadId) : null,
  ]);
  return { editId, sourceNotes: source.notes };
}

/** @throws {AppError} `REQUEST_CANCELED` when the client is gone. */
function stopIfGone({ signal }: EditRequest): void {
  if (signal?.aborted === true) throw new AppError("REQUEST_CANCELED");
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
async function findRepeat(
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
async function firstOrThrow(
  services: Services,
  keyed: Keyed | null,
  client: Client,
  error: unknown,
): Promise<{ editId: string; sourceNotes: readonly string[] }> {
  const first = await findRepeat(services, keyed, client);
  if (first !== null) return first;
  throw error instanceof Repeated ? new AppError("UNAVAILABLE", { cause: error, retryAfterSeconds: 1 }) : error;
}

/** Removes a picture that no row came to refer to. */
async function discard(services: Services, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  try {
    await services.blobs.delete(keys);
    await removeBlobIntents(services.db, keys);
  } catch (error) {
    services.log.warn("a picture without an edit is left to the sweeper", { error });
  }
}

/** The edit by which the same is asked for anew already, under this key from now on too; `null`: there is none. */
async function joinRetry(tx: Db, { retryOf = null }: EditRequest, client: Client, keyed: Keyed | null) {
  const underWay = retryOf === null ? null : await lockOpenRetry(tx, retryOf);
  if (underWay !== null) await takeKey(tx, keyed, client, underWay.id);
  return underWay;
}

/** @throws {Repeated} when the key is taken. */
async function takeKey(tx: Db, keyed: Keyed | null, client: Client, editId: string): Promise<void> {
  if (keyed === null) return;
  const scopes = keyScopes({ ...client, hashes: [client.hash] });
  if (!(await takeIdempotencyKey(tx, scopes, { ...keyed, editId }))) throw new Repeated();
}

type Kept = {
  editId: string;
  pictureId: string | null;
  key: string;
  source: EditSource;
  reserveUsd: number;
  usual: number | null;
  keyed: Keyed | null;
};

/** Writes everything about an accepted edit, in one transaction. */
async function keep(
  services: Services,
  tx: Db,
  request: EditRequest,
  client: Client,
  { editId, pictureId, key, source, reserveUsd, usual, keyed }: Kept,
): Promise<void> {
  await lockClient(tx, services.env.schema, client.hash);
  await admitEdit(services, tx, client, { editor: request.editor, usual });
  const parent = request.parentId === null ? null : await findParent(tx, request.parentId);
  const { picture } = request;
  // What was deleted, or is shared no more, while its picture was copied has no copy either.
  if (source.copiedFrom !== undefined && (await lockParent(tx, source.copiedFrom)) === null)
    throw new AppError("PARENT_EDIT_NOT_FOUND");
  if (picture !== null && "shared" in picture) await openShare(tx, picture.key);
  const edit: NewEdit = {
    id: editId,
    rootId: parent?.rootId ?? editId,
    parentId: parent?.id ?? null,
    pictureId: pictureId ?? editId,
    chainPosition: (parent?.chainPosition ?? 0) + 1,
    prompt: request.prompt,
    enhanceMode: request.enhance,
    bestEffort: request.bestEffort,
    fullSize: request.fullSize === true,
    requestedEditor: request.editor,
    originalKey: key,
    originalType: source.contentType,
    originalWidth: source.width,
    originalHeight: source.height,
    originalSize: source.size,
    originalSha256: source.sha256,
    ...("key" in source.from && {
      originalPreviewKey: source.from.previewKey,
      originalThumbnailKey: source.from.thumbnailKey,
    }),
    sourceNotes: [...source.notes],
    sourceFormat: source.format,
    sourceLossy: source.lossy,
    ownerHash: client.ownerHash,
    madeByPage: client.byPage,
    clientHash: client.hash,
    retryOf: request.retryOf ?? null,
  };
  await insertEdit(tx, edit);
  await takeKey(tx, keyed, client, editId);
  await extendChain(tx, edit, services.env.retentionDays);
  await insertOutboxMark(tx, editId, currentTrace());
  if ("bytes" in source.from) await removeBlobIntents(tx, [key]);
  if (picture !== null && "uploadId" in picture) {
    if ((await consumeUpload(tx, picture.uploadId)) === null) throw new AppError("UPLOAD_NOT_FOUND");
  }
  await reserveSpend(tx, services.env.spendCaps, { editId, scope: client.hash, usd: reserveUsd });
}
