import { randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import { addBlobIntents, removeBlobIntents } from "@/db/queries/blob-intents";
import { extendChain } from "@/db/queries/chains";
import { insertEdit, lockParent, type NewEdit } from "@/db/queries/edits";
import { insertOutboxMark } from "@/db/queries/outbox";
import { lockLiveTry } from "@/db/queries/retries";
import { lockClient } from "@/db/queries/turns";
import { consumeUpload } from "@/db/queries/uploads";
import { blobKey } from "../blob/blob-store";
import { admitEdit, demandAllowed } from "./admission";
import { cancelEdit } from "./cancel";
import type { Client } from "./credentials";
import { dispatchEdit } from "./dispatch";
import { demandFits } from "./editors";
import { editLabel } from "./edit-id";
import { findRepeat, firstOrThrow, type Keyed, keyedOf, takeKey } from "./idempotency";
import { sendLooksAhead } from "./looks";
import { usualTime } from "./progress";
import { openShare } from "./shares";
import { continuedBy, type EditSource, findParent, findSource, type EditRequest } from "./source";
import { AppError } from "../errors";
import { currentTrace } from "../observe";
import type { Services } from "../services";
import { paidSize, priceToReserve, reserveSpend } from "../spend/spend";
import { discardUpload } from "../uploads/uploads";

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
  demandFits(services.editors, request.editor, source);
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
    const live = await services.db.transaction().execute(async (tx) => {
      const retry = await joinRetry(tx, request, client, keyed);
      if (retry !== null) return retry;
      await keep(services, tx, request, client, { editId, pictureId, key, source, reserveUsd, usual, keyed });
      stopIfGone(request);
      return null;
    });
    if (live !== null) {
      await discard(services, ownKeys);
      return { editId: live.id, sourceNotes: live.sourceNotes };
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

/** The edit that brings the same already or is under way to it, under this key from now on too; `null`: there is none. */
async function joinRetry(tx: Db, { retryOf = null }: EditRequest, client: Client, keyed: Keyed | null) {
  const live = retryOf === null ? null : await lockLiveTry(tx, retryOf);
  if (live !== null) await takeKey(tx, keyed, client, live.id);
  return live;
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
