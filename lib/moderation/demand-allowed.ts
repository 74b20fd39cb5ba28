import { readPicture } from "@/lib/edits/pictures";
import { AppError } from "@/lib/errors";
import { smallPicture } from "@/lib/images/previews";
import type { Services } from "@/lib/services";

/** Longest time for one judgement, in milliseconds. */
const PATIENCE_MS = 5_000;

/**
 * Lets a request pass that the moderator allows, or any where there is none. Nothing of it is kept, sent or charged before.
 * @throws {AppError} `CONTENT_NOT_ALLOWED`; `UNAVAILABLE` where it does not judge and is to fail closed.
 */
export async function demandAllowed(
  { moderator, blobs, log }: Pick<Services, "moderator" | "blobs" | "log">,
  prompt: string,
  from: { bytes: Uint8Array } | { key: string },
  signal?: AbortSignal,
): Promise<void> {
  if (moderator === undefined) return;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  let allowed: boolean;
  try {
    const picture = await smallPicture("bytes" in from ? from.bytes : await readPicture(blobs, from.key));
    allowed = await moderator.allows(
      { prompt, picture },
      signal === undefined ? patience : AbortSignal.any([patience, signal]),
    );
  } catch (error) {
    log.error("a request was not judged", { moderator: moderator.name, let_in: moderator.failsOpen, error });
    if (moderator.failsOpen) return;
    throw new AppError("UNAVAILABLE", { cause: error, retryAfterSeconds: 10 });
  }
  if (allowed) return;
  log.info("a request was not allowed", { moderator: moderator.name });
  throw new AppError("CONTENT_NOT_ALLOWED");
}
