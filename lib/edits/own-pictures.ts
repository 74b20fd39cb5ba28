import { createHash } from "node:crypto";
import { z } from "zod";
import { countOwnPictures, findOwnPictures, findOwnVersions, type PictureRow } from "@/db/queries/pictures";
import { AppError } from "@/lib/errors";
import { EDIT_STATUSES } from "@/lib/lifecycle";
import type { Services } from "@/lib/services";
import { deleteEdit } from "./delete";
import { isEditId } from "./edit-id";
import { imageUrl } from "./view";

/** Pictures of one answer. */
const PAGE = 24;

/** Words that a search looks at. */
const MAX_WORDS = 8;

/** Versions that one request deletes: what a request may take. The next one goes on. */
const MOST_DELETED = 40;

const CURSOR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const NO_CURSOR = "Use the cursor of an answer as it is.";

/** Whether a cursor begins with a time that there is. */
function isOfATime(cursor: string): boolean {
  const seconds = cursor.slice(0, cursor.indexOf("."));
  const time = Date.parse(`${seconds}Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(seconds);
}

/** What of a browser's pictures is wanted. */
export const ownPicturesQuery = z.object({
  q: z.string().max(200, "Use up to 200 characters.").optional(),
  after: z.string().regex(CURSOR, NO_CURSOR).refine(isOfATime, NO_CURSOR).optional(),
});

const ownPicture = z.strictObject({
  key: z.string().meta({ description: "The same in every answer, and no address of anything" }),
  edit_uuid: z.uuid().meta({ description: "The version that it is shown by: the newest that is completed" }),
  version: z.int().min(1),
  status: z.enum(EDIT_STATUSES),
  prompt: z.string(),
  thumbnail_url: z.string().nullable(),
  versions: z.int().min(1),
  bytes: z.number().meta({ description: "Of its pictures at full size" }),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});

/** Which of a browser's versions are to be deleted. */
export const deletionQuery = z.object({
  until: z.iso.datetime().optional().meta({ description: "Those alone that were there by then" }),
});

/** A page of them; `total` and `as_of` come with the first page alone, and `total` counts all, whatever is looked for. */
export const ownPicturesView = z.strictObject({
  pictures: z.array(ownPicture),
  next: z.string().nullable().meta({ description: "Cursor of the next page; null: this was the last" }),
  total: z.strictObject({ pictures: z.int(), versions: z.int(), bytes: z.number() }).nullable(),
  as_of: z.iso.datetime().nullable().meta({ description: "The server's time" }),
});

export const deletedView = z.strictObject({
  deleted: z.int(),
  more: z.boolean().meta({ description: "Some are left: ask again" }),
});

export type OwnPicture = z.infer<typeof ownPicture>;
export type OwnPictures = z.infer<typeof ownPicturesView>;
export type Deleted = z.infer<typeof deletedView>;

type Wanted = {
  words?: string | undefined;
  after?: string | undefined;
  limit?: number;
  /** Count everything as well; otherwise with the first page. */
  counted?: boolean;
};

/**
 * Everything that one browser made, a row for each picture, the newest first. Without an owner there is nothing.
 * `words`: all of them stand in the prompt of a version, whatever their case and accents. `after`: a cursor, checked by
 * {@link ownPicturesQuery}. Image addresses begin with `origin`.
 */
export async function listOwnPictures(
  { db }: Pick<Services, "db">,
  ownerHash: string | null,
  { words = "", after, limit = PAGE, counted = after === undefined }: Wanted = {},
  origin = "",
): Promise<OwnPictures> {
  if (ownerHash === null) {
    const now = new Date().toISOString();
    return { pictures: [], next: null, total: counted ? NOTHING : null, as_of: counted ? now : null };
  }
  const wanted = words.toWellFormed().replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  const [rows, sums] = await Promise.all([
    findOwnPictures(db, { ownerHash, words: wanted, after: after ?? null, limit: limit + 1 }),
    counted ? countOwnPictures(db, ownerHash) : null,
  ]);
  const shown = rows.slice(0, limit);
  return {
    pictures: shown.map((row) => pictureView(row, origin)),
    next: rows.length > limit ? (shown.at(-1)?.cursor ?? null) : null,
    total: sums && { pictures: sums.pictures, versions: sums.versions, bytes: sums.bytes },
    as_of: sums && sums.asOf.toISOString(),
  };
}

const NOTHING = { pictures: 0, versions: 0, bytes: 0 };

function pictureView(row: PictureRow, origin: string): OwnPicture {
  const { editId, version, status, prompt, thumbnailKey, originalThumbnailKey, originalKey, versions, bytes } = row;
  return {
    // One-way: the picture's own id is that of an edit, which may be somebody else's.
    key: createHash("sha256").update(`picture\0${row.pictureId}`).digest("hex").slice(0, 32),
    edit_uuid: editId,
    version,
    status,
    prompt: prompt ?? "",
    thumbnail_url: imageUrl(origin, thumbnailKey ?? originalThumbnailKey ?? originalKey),
    versions,
    bytes,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}

/**
 * Deletes the versions that a browser made: of one picture, by the id of any of them, or of all (`null`), follow-ups
 * before what they were made of. What others made of them stays, and with `until` (RFC 3339) what came after that time.
 * Does as much as one request may, and says whether some are left.
 * @throws {AppError} `EDIT_NOT_FOUND` for a picture of which nothing, or nothing from before, is this browser's.
 */
export async function deleteOwnPictures(
  services: Services,
  ownerHash: string | null,
  editId: string | null,
  until?: string,
): Promise<Deleted> {
  if (editId !== null && !isEditId(editId)) throw new AppError("EDIT_NOT_FOUND");
  const wanted = { ownerHash: ownerHash ?? "", editId, until: until ?? null, limit: MOST_DELETED + 1 };
  const ids = ownerHash === null ? [] : await findOwnVersions(services.db, wanted);
  if (editId !== null && ids.length === 0) throw new AppError("EDIT_NOT_FOUND");
  for (const id of ids.slice(0, MOST_DELETED))
    await deleteEdit(services, id).catch((error: unknown) => {
      // In another tab, just now.
      if (!(error instanceof AppError && error.code === "EDIT_NOT_FOUND")) throw error;
    });
  return { deleted: Math.min(ids.length, MOST_DELETED), more: ids.length > MOST_DELETED };
}
