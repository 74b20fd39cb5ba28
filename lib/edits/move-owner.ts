import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/db/client";
import { deleteOwnerLinks, findOwnerLink, insertOwnerLink, takeOwnerLink } from "@/db/queries/owner-links";
import { moveOwner } from "@/db/queries/owners";
import { countOwnPictures } from "@/db/queries/pictures";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { isLinkKey, linkKeyHash } from "./link-key";

/** Minutes for which a link to another device can be used. */
const LINK_MINUTES = 10;

export const ownerLinkKeySchema = z.object({ key: z.string().refine(isLinkKey, "This link is not complete.") });

export const ownerLinkView = z.strictObject({
  path: z.string().meta({ description: "Address of the page that uses it, without the origin" }),
  expires_at: z.iso.datetime(),
});

/** What would come by a link; `same`: to the browser that it comes from; `moved`: it has come to this one. */
export const comingView = z.strictObject({
  pictures: z.int(),
  versions: z.int(),
  same: z.boolean(),
  moved: z.boolean(),
});

/** How many versions came with this request. */
export const movedView = z.strictObject({ versions: z.int() });

export type OwnerLink = z.infer<typeof ownerLinkView>;
export type Coming = z.infer<typeof comingView>;

/**
 * Makes a link by which another browser takes over everything that this one owns, once, within ten minutes. Its key
 * stands behind the `#`, so that no server's log and no preview of a message sees it.
 * @throws {AppError} `NOTHING_TO_MOVE` for a browser that owns nothing.
 */
export async function makeOwnerLink({ db }: Pick<Services, "db">, ownerHash: string | null): Promise<OwnerLink> {
  const { versions } = ownerHash === null ? { versions: 0 } : await countOwnPictures(db, ownerHash);
  if (ownerHash === null || versions === 0) throw new AppError("NOTHING_TO_MOVE");
  const key = randomBytes(32).toString("base64url");
  const expiresAt = await insertOwnerLink(db, { keyHash: linkKeyHash(key), ownerHash, minutes: LINK_MINUTES });
  return { path: `/join#${key}`, expires_at: expiresAt.toISOString() };
}

/** Revokes every link of a browser that was not used yet. */
export async function revokeOwnerLinks({ db }: Pick<Services, "db">, ownerHash: string | null): Promise<void> {
  if (ownerHash !== null) await deleteOwnerLinks(db, ownerHash);
}

/**
 * What would come by a link; it stays as it is.
 * @throws {AppError} `OWNER_LINK_GONE`
 */
export async function lookAtOwnerLink(
  { db }: Pick<Services, "db">,
  key: string,
  ownerHash: string | null,
): Promise<Coming> {
  const from = await findOwnerLink(db, linkKeyHash(key));
  if (from === null) {
    await demandUsedBy(db, key, ownerHash);
    return { pictures: 0, versions: 0, same: false, moved: true };
  }
  const { pictures, versions } = await countOwnPictures(db, from);
  return { pictures, versions, same: from === ownerHash, moved: false };
}

/** What rows keep of a link once a browser has used it: by itself it opens nothing. */
const usedHash = (key: string, by: string): string => linkKeyHash(`${key} used by ${by}`);

/** @throws {AppError} `OWNER_LINK_GONE` unless this very browser has used it just now: its answer may have been lost. */
async function demandUsedBy(db: Db, key: string, ownerHash: string | null): Promise<void> {
  const user = ownerHash === null ? null : await findOwnerLink(db, usedHash(key, ownerHash));
  if (user === null) throw new AppError("OWNER_LINK_GONE");
}

/**
 * Hands everything over to the browser that uses a link: it owns that beside what it had, and the other one owns nothing
 * any more. Of several that use it at once one gets all, and hears so again if it asks again. It goes only to a browser whose cookie has come back with this
 * very request, since a cookie that is lost on its way would own it for nobody.
 * @throws {AppError} `OWNER_LINK_GONE`; `NO_OWNER_COOKIE`; `VALIDATION_FAILED` in the browser that made it, whose link stays.
 */
export async function takeOverByLink(
  { db }: Pick<Services, "db">,
  key: string,
  ownerHash: string | null,
): Promise<{ versions: number }> {
  if (ownerHash === null) throw new AppError("NO_OWNER_COOKIE");
  return db.transaction().execute(async (tx) => {
    const from = await takeOwnerLink(tx, linkKeyHash(key));
    if (from === null) {
      await demandUsedBy(tx, key, ownerHash);
      return { versions: 0 };
    }
    if (from === ownerHash) {
      const message = "This is the browser that the link was made in. Open it on the other device.";
      throw new AppError("VALIDATION_FAILED", { fields: [{ path: "key", message }] });
    }
    await deleteOwnerLinks(tx, from);
    await insertOwnerLink(tx, { keyHash: usedHash(key, ownerHash), ownerHash, minutes: LINK_MINUTES });
    return { versions: await moveOwner(tx, from, ownerHash) };
  });
}
