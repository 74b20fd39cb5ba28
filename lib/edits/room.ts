import type { Db } from "@/db/client";
import { storedToday } from "@/db/queries/stored";
import { diskSpace } from "@/lib/disk-space";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import type { Client } from "./credentials";

/** Seconds after which it is worth to look whether somebody has made room. */
const AGAIN_SECONDS = 300;

/**
 * Refuses what would be stored where there is no room for it: one client stores so much a day and no more, and what is
 * left of a disk is for edits that were accepted, and for the database beside them.
 * @throws {AppError} `UNAVAILABLE` where the disk is almost full, `RATE_LIMITED` for too much of one's own.
 */
export async function demandRoom(
  { env }: Pick<Services, "env">,
  db: Db,
  { hash }: Pick<Client, "hash">,
): Promise<void> {
  const isOurDisk = env.database.kind === "pglite" || env.images.kind === "files";
  const disk = isOurDisk && env.leastFreeBytes > 0 ? await diskSpace(env.dataDir) : null;
  if (disk !== null && disk.freeBytes < env.leastFreeBytes)
    throw new AppError("UNAVAILABLE", {
      detail: "This server's disk is almost full. Nothing was kept or charged; please try again later.",
      retryAfterSeconds: AGAIN_SECONDS,
    });
  if (env.clientBytesPerDay === null) return;
  const { bytes, secondsLeft } = await storedToday(db, hash);
  if (bytes < env.clientBytesPerDay) return;
  throw new AppError("RATE_LIMITED", {
    detail: `Your pictures of today take ${(bytes / 1e9).toFixed(1)} GB here, and one client stores ${env.clientBytesPerDay / 1e9} GB a day. Delete some, or come back after midnight UTC; this one was not kept and cost nothing.`,
    retryAfterSeconds: secondsLeft,
  });
}
