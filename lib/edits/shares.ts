import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/db/client";
import { findEditRecord, findPictureOf } from "@/db/queries/edits";
import { deleteShare, findShare, findSharesOf, insertShare, type ShareRow } from "@/db/queries/shares";
import { isShareTakenDown } from "@/db/queries/reports";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { originalOf, pathTo } from "./chain";
import { isLinkKey, linkKeyHash, shareKey } from "./link-key";

/** Open shares of one edit at most. */
const MOST_SHARES = 10;

export const shareRequestSchema = z.object({
  edit_uuid: z.uuid(),
  words: z.boolean(),
  /** `null`: as long as the picture is kept. */
  days: z.union([z.literal(1), z.literal(7), z.null()]),
});

const ownShare = z.strictObject({
  share_id: z.uuid(),
  path: z.string().meta({ description: "Address of the page, without the origin" }),
  words: z.boolean(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});

export const sharesView = z.strictObject({ shares: z.array(ownShare) });

export type OwnShare = z.infer<typeof ownShare>;

/** One side of a shared picture: what it was, or what was made of it. */
export type SharedSide = "original" | "result";

type SharedPicture = { small: string | null; width: number | null; height: number | null };

/** What a shared page shows. */
export type Shared = {
  editId: string;
  /** `null` where the owner does not show them. */
  words: string | null;
  /** What the owner says the result shows, which is for whoever sees it; `null`: nothing. */
  altText: string | null;
  expiresAt: Date;
  /** The edit that keeps the original; the result is that of `editId`. */
  originalId: string;
  pictures: Record<SharedSide, SharedPicture>;
};

/**
 * Makes a page by which everyone who has its address sees one result beside its original; answers all that are open, the
 * new one last. Who may do this is for the caller to know.
 * @throws {AppError} `EDIT_NOT_FOUND`; `EDIT_NOT_COMPLETED` without a result; `TOO_MANY_SHARES`.
 */
export async function shareEdit(
  services: Pick<Services, "db" | "appSecret">,
  editId: string,
  { words, days }: { words: boolean; days: number | null },
): Promise<{ shares: OwnShare[] }> {
  const { db, appSecret } = services;
  const edit = await findEditRecord(db, editId);
  if (edit === null) throw new AppError("EDIT_NOT_FOUND");
  if (edit.status !== "completed")
    throw new AppError("EDIT_NOT_COMPLETED", { detail: "Only a finished edit can be shared. Wait for it to end." });
  if ((await findSharesOf(db, editId)).length >= MOST_SHARES) throw new AppError("TOO_MANY_SHARES");
  const id = randomUUID();
  await insertShare(db, { id, editId, keyHash: linkKeyHash(shareKey(appSecret, id)), showWords: words, days });
  return listShares(services, editId);
}

/** The pages of one edit that are open, for its owner. */
export async function listShares({ db, appSecret }: Pick<Services, "db" | "appSecret">, editId: string) {
  return { shares: (await findSharesOf(db, editId)).map((share) => ownView(share, appSecret)) };
}

/** Ends a share at once: its page and pictures are gone. Once more is the same. */
export async function endShare({ db }: Pick<Services, "db">, shareId: string): Promise<void> {
  await deleteShare(db, shareId);
}

function ownView({ id, showWords, createdAt, expiresAt }: ShareRow, appSecret: string): OwnShare {
  return {
    share_id: id,
    path: `/s/${shareKey(appSecret, id)}`,
    words: showWords,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  };
}

/**
 * What the page with this key shows.
 * @throws {AppError} `SHARE_GONE` for any key that opens nothing, whether it ever did or not; `TAKEN_DOWN` where the
 * operator took its picture down.
 */
export async function openShare(db: Db, key: string): Promise<Shared> {
  const share = isLinkKey(key) ? await findShare(db, linkKeyHash(key)) : null;
  const picture = share === null ? [] : await findPictureOf(db, share.editId);
  const edit = picture.find(({ id }) => id === share?.editId);
  if (share === null || edit === undefined) {
    if (isLinkKey(key) && (await isShareTakenDown(db, linkKeyHash(key)))) throw new AppError("TAKEN_DOWN");
    throw new AppError("SHARE_GONE");
  }
  const path = pathTo(picture, edit.id) ?? [edit];
  // Where the original was deleted, what the edit itself was made of.
  const first = originalOf(picture, path, edit.ownerHash) ?? edit;
  return {
    editId: edit.id,
    originalId: first.id,
    words: share.showWords ? edit.prompt : null,
    altText: edit.altText,
    expiresAt: share.expiresAt,
    pictures: {
      original: {
        small: first.originalPreviewKey ?? first.originalKey,
        width: first.originalWidth,
        height: first.originalHeight,
      },
      result: {
        small: edit.previewKey ?? edit.resultKey,
        width: edit.resultWidth,
        height: edit.resultHeight,
      },
    },
  };
}
