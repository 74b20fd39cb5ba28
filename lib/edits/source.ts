import type { Db } from "@/db/client";
import { type EditRow, findChainOf, findEditRecord, findPictureOf, lockParent } from "@/db/queries/edits";
import { type PictureExtension, pictureExtensionOf } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import { type StoredVersion, showsResult } from "@/lib/images/likeness";
import { type NormalisedPicture, normalisePicture } from "@/lib/images/normalise";
import { pictureHash } from "@/lib/images/stored-picture";
import { MAX_CHAIN_LENGTH } from "@/lib/lifecycle";
import type { Services } from "@/lib/services";
import { readUpload } from "@/lib/uploads/uploads";
import { type Client, isMaker } from "./credentials";
import { originalOf, pathTo } from "./chain";
import { readPicture } from "./pictures";
import { openShare, type SharedSide } from "./shares";

/**
 * What is to be edited, as a request names it: bytes that were sent, an upload, a picture that is stored
 * for an edit already (its result, or what it was made of), or one side of a shared page.
 */
export type SentPicture =
  | { bytes: Uint8Array }
  | { uploadId: string }
  | { stored: SharedSide; editId: string }
  | { shared: SharedSide; key: string };

export type EditRequest = {
  /** Trimmed, 1..2000 characters, checked by `promptSchema`. */
  prompt: string;
  /** What is to be edited; with a parent, its result where this shows it, and where this is `null`. */
  picture: SentPicture | null;
  parentId: string | null;
  /** A version of the picture whose original is to be edited once more, instead of `picture` and `parentId`. */
  originalOf?: string | null;
  /** The first failed edit that is asked for anew: what has succeeded with the same, or is under way to it, is the answer. */
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

/** The checked source of an edit. */
export type EditSource = Pick<NormalisedPicture, "contentType" | "width" | "height" | "size" | "sha256"> & {
  notes: readonly string[];
  /** Of the file that its chain began with; `null` where that is not known any more. */
  format: string | null;
  /** Whether that is kept with loss. */
  lossy: boolean;
  /** Id of the edit that it was copied from, for a chain of its own; not there for what was sent or is shared. */
  copiedFrom?: string;
  /** What is to be stored for the edit, or where what it shares with its parent lies. */
  from:
    | { bytes: Uint8Array; extension: PictureExtension }
    | { key: string; previewKey: string | null; thumbnailKey: string | null };
};

/**
 * The edit to continue from, kept from deletion until the transaction ends.
 * @throws {AppError} `PARENT_EDIT_NOT_FOUND`, `PARENT_NOT_COMPLETED`, `CHAIN_LIMIT_REACHED`
 */
export async function findParent(db: Db, id: string): Promise<EditRow> {
  const parent = await findCompleted(db, id);
  if (parent.chainPosition >= MAX_CHAIN_LENGTH) throw new AppError("CHAIN_LIMIT_REACHED");
  return parent;
}

/** The edit whose result is wanted, kept from deletion until the transaction ends. */
async function findCompleted(db: Db, id: string): Promise<EditRow> {
  const edit = await lockParent(db, id);
  if (edit === null) throw new AppError("PARENT_EDIT_NOT_FOUND");
  if (edit.status !== "completed") throw new AppError("PARENT_NOT_COMPLETED");
  return edit;
}

type Continued = { parentId: string | null; picture: SentPicture | null };

/**
 * What a request continues for this client. Who did not make the edit that it names begins a chain of its own with that
 * result, or with the picture that came along: so nobody prolongs another's chain, or appears in it.
 * @throws {AppError} `PARENT_EDIT_NOT_FOUND`, `PARENT_NOT_COMPLETED`
 */
export async function continuedBy(
  { db, appSecret }: Pick<Services, "db" | "appSecret">,
  { parentId, picture }: Continued,
  client: Client,
): Promise<Continued> {
  if (parentId === null) return { parentId, picture };
  const parent = await findCompleted(db, parentId);
  if (isMaker(parent, client, appSecret)) return { parentId, picture };
  return { parentId: null, picture: picture ?? { stored: "result", editId: parentId } };
}

/** What an edit is to be made of, and the picture that it is one more version of; `null`: a picture of its own. */
export async function findSource(
  services: Services,
  { picture, parentId, originalOf: wanted = null }: Continued & { originalOf?: string | null },
  client: Client,
): Promise<{ source: EditSource; pictureId: string | null }> {
  if (wanted !== null) {
    const original = await findOriginal(services.db, wanted, client.ownerHash);
    const source = await readSource(services, { stored: "original", editId: original.id }, null);
    return { source, pictureId: isMaker(original, client, services.appSecret) ? original.pictureId : null };
  }
  const parent = parentId === null ? null : await findParent(services.db, parentId);
  return { source: await readSource(services, picture, parent), pictureId: parent?.pictureId ?? null };
}

/**
 * The edit that keeps the original of the picture which `editId` is a version of: the first of its own chain, or for
 * whoever made them the first of another chain of the picture.
 * @throws {AppError} `PARENT_EDIT_NOT_FOUND` when there is no such edit, or when its original was deleted.
 */
async function findOriginal(db: Db, editId: string, ownerHash: string | null): Promise<EditRow> {
  const picture = await findPictureOf(db, editId);
  const path = pathTo(picture, editId);
  if (path === null) throw new AppError("PARENT_EDIT_NOT_FOUND");
  const original = originalOf(picture, path, ownerHash);
  if (original === null) {
    throw new AppError("PARENT_EDIT_NOT_FOUND", {
      detail: "The original of this picture was deleted, so nothing more can be made of it. This cost nothing.",
    });
  }
  return original;
}

/**
 * What an edit is made of. With a parent and no picture, or one that shows the parent's result: that stored result,
 * shared. Any other picture is the source itself, made into our own form.
 * @throws {AppError} `VALIDATION_FAILED` without either; what reading and checking a picture throws.
 */
async function readSource(
  services: Services,
  picture: SentPicture | null,
  parent: EditRow | null,
): Promise<EditSource> {
  if (picture === null) {
    if (parent !== null) return sharedSource(parent);
    throw new AppError("VALIDATION_FAILED", {
      fields: [{ path: "image_data", message: "Send a picture, or name the edit to continue from." }],
    });
  }
  if ("stored" in picture) return copiedSource(services, picture);
  if ("shared" in picture) {
    const { originalId, editId } = await openShare(services.db, picture.key);
    const stored = picture.shared;
    return copiedSource(services, { stored, editId: stored === "original" ? originalId : editId });
  }
  const bytes = "bytes" in picture ? picture.bytes : await readUpload(services, picture.uploadId);
  if (parent !== null && (await isResultOf(services, parent, bytes))) return sharedSource(parent);
  const { format, ...normalised } = await normalisePicture(bytes);
  const { extension } = normalised;
  return { ...normalised, format, lossy: extension === "jpg", from: { bytes: normalised.bytes, extension } };
}

/** The parent's result where it lies: stored once, for as long as either of them shows it. */
function sharedSource(parent: EditRow): EditSource {
  const { resultKey, resultType, resultWidth, resultHeight, resultSize, resultSha256, previewKey, thumbnailKey } =
    parent;
  if (resultKey === null) throw new AppError("PARENT_EDIT_NOT_FOUND");
  return {
    contentType: (resultType ?? "image/png") as EditSource["contentType"],
    width: resultWidth ?? 0,
    height: resultHeight ?? 0,
    size: resultSize ?? 0,
    sha256: resultSha256 ?? "",
    notes: [],
    ...originOf(parent),
    from: { key: resultKey, previewKey, thumbnailKey },
  };
}

/** A stored picture for a chain of its own: the same bytes once more, as they are, however many. */
async function copiedSource(
  { db, blobs }: Services,
  { stored, editId }: Extract<SentPicture, { stored: string }>,
): Promise<EditSource> {
  const edit = await findEditRecord(db, editId);
  if (edit === null) throw new AppError("PARENT_EDIT_NOT_FOUND");
  if (stored === "result" && edit.status !== "completed") throw new AppError("PARENT_NOT_COMPLETED");
  const of = <T>(result: T, original: T): T => (stored === "result" ? result : original);
  const key = of(edit.resultKey, edit.originalKey) ?? "";
  const bytes = await readPicture(blobs, key);
  return {
    contentType: (of(edit.resultType, edit.originalType) ?? "image/png") as EditSource["contentType"],
    width: of(edit.resultWidth, edit.originalWidth) ?? 0,
    height: of(edit.resultHeight, edit.originalHeight) ?? 0,
    size: bytes.byteLength,
    sha256: of(edit.resultSha256, edit.originalSha256) ?? (await pictureHash(bytes)),
    notes: stored === "original" ? edit.sourceNotes : [],
    ...originOf(edit),
    copiedFrom: edit.id,
    from: { bytes, extension: pictureExtensionOf(key) },
  };
}

/** What is known of the file that an edit's chain began with; of edits of earlier releases, what their source tells. */
const originOf = ({ sourceFormat, sourceLossy, originalType }: EditRow): Pick<EditSource, "format" | "lossy"> => ({
  format: sourceFormat,
  lossy: sourceLossy ?? originalType === "image/jpeg",
});

/** Whether bytes that came along with a parent are what its result shows, and no other version of its chain nearer to them. */
async function isResultOf({ db, blobs, log }: Services, parent: EditRow, bytes: Uint8Array): Promise<boolean> {
  if (parent.resultSha256 !== null && (await pictureHash(bytes)) === parent.resultSha256) return true;
  const path = pathTo(await findChainOf(db, parent.id), parent.id) ?? [parent];
  const version = (key: string | null, width: number | null, height: number | null): StoredVersion[] =>
    key === null || width === null || height === null ? [] : [{ width, height, read: () => readPicture(blobs, key) }];
  const [result] = version(parent.resultKey, parent.resultWidth, parent.resultHeight);
  if (result === undefined) return false;
  // A follow-up's source is its parent's result under the same key.
  const stored = new Map(
    path.flatMap((edit) => [
      [edit.originalKey, version(edit.originalKey, edit.originalWidth, edit.originalHeight)],
      [edit.resultKey, version(edit.resultKey, edit.resultWidth, edit.resultHeight)],
    ]),
  );
  stored.delete(parent.resultKey);
  const others = [...stored.values()].flat();
  const isResult = await showsResult(bytes, result, others);
  if (!isResult) log.info("a follow-up is made of the picture that came with it, which is not its parent's result");
  return isResult;
}
