import { addBlobIntents } from "@/db/queries/blob-intents";
import { deleteChain, findExpiredChains, lockExpiredChain } from "@/db/queries/chains";
import { deleteOldClientSalts } from "@/db/queries/client-salts";
import { deleteOldIdempotencyKeys } from "@/db/queries/idempotency-keys";
import { deleteOldParkedResults, PARKED_HOURS } from "@/db/queries/parked-results";
import { deleteOldOwnerLinks } from "@/db/queries/owner-links";
import { deleteOldShares } from "@/db/queries/shares";
import { deleteOldSpend } from "@/db/queries/spend";
import { deleteUpload, findExpiredUploads } from "@/db/queries/uploads";
import { pictureKeys } from "@/lib/blob/blob-store";
import type { Services } from "@/lib/services";
import { deletePictures } from "./sweep";

const BATCH = 200;

/** Days for which it is kept what all edits of a day have cost. */
export const SPEND_DAYS = 40;

/** Longest time for one pass, in milliseconds: below what a platform gives one call. The next pass goes on. */
const PASS_MS = 200_000;

export type CleanedUp = { chains: number; edits: number; uploads: number };

/**
 * Deletes expired chains as a whole with all their pictures, unused uploads, links that are over, old idempotency keys,
 * salts and counts of what was spent. The pictures' keys are noted in the transaction that deletes the rows, so that a crash
 * leaves the rest to the sweeper.
 */
export async function cleanUp(services: Services): Promise<CleanedUp> {
  await deleteOldIdempotencyKeys(services.db);
  await deleteOldClientSalts(services.db);
  await deleteOldSpend(services.db, SPEND_DAYS);
  await deleteOldShares(services.db);
  await deleteOldOwnerLinks(services.db);
  await deleteOldParkedResults(services.db, PARKED_HOURS);
  const done: CleanedUp = { chains: 0, edits: 0, uploads: 0 };
  const until = performance.now() + PASS_MS;
  while (performance.now() < until && (await cleanUpChains(services, done)));
  while (performance.now() < until && (await cleanUpUploads(services, done)));
  if (done.chains > 0) services.forgetSoon?.();
  return done;
}

/** One batch; true when there may be more. Chains that someone is using stay, and do not count. */
async function cleanUpChains(services: Services, done: CleanedUp): Promise<boolean> {
  const before = done.chains;
  const roots = await findExpiredChains(services.db, BATCH);
  for (const rootId of roots) {
    const keys = await services.db.transaction().execute(async (tx) => {
      const edits = await lockExpiredChain(tx, rootId);
      if (edits.length === 0) return [];
      const all = edits.flatMap((id) => pictureKeys(id));
      await addBlobIntents(tx, all);
      await deleteChain(tx, rootId);
      done.chains += 1;
      done.edits += edits.length;
      return all;
    });
    if (keys.length === 0) continue;
    await deletePictures(services, keys);
  }
  return roots.length === BATCH && done.chains > before;
}

/** One batch; true when there may be more. */
async function cleanUpUploads(services: Services, done: CleanedUp): Promise<boolean> {
  const uploads = await findExpiredUploads(services.db, BATCH);
  for (const upload of uploads) {
    await services.blobs.delete([upload.key]);
    await deleteUpload(services.db, upload.id);
    done.uploads += 1;
  }
  return uploads.length === BATCH;
}
