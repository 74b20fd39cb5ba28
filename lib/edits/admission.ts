import { availableParallelism } from "node:os";
import type { Db } from "@/db/client";
import { countWaiting } from "@/db/queries/turns";
import { SLOT_SECONDS, TURN_SECONDS } from "./budgets";
import type { Client } from "./credentials";
import { readPicture } from "./pictures";
import { demandRoom } from "./room";
import { AppError } from "../errors";
import { smallPicture } from "../images/previews";
import { type Limit, policyOf } from "../limits/policies";
import type { Services } from "../services";

/** How often a new edit may be asked for. */
export const EDIT_LIMIT: Limit = { name: "edit", perMinute: 10 };

/** Minutes of new edits that may be waiting of one client. */
const MINUTES_WAITING = 2;

/** Of an edit's whole time for waiting, the share that the queue may take up when it is accepted: others come with it. */
const SHARE_OF_WAIT = 0.5;

/** Seconds after which it is worth to come again: of one's own edits the first may be over by then. */
const OWN_AGAIN_SECONDS = 15;
const LONGEST_AGAIN_SECONDS = 120;

/**
 * Takes one more edit, or refuses before anything is kept: one client may not have more waiting than it can ask for in
 * two minutes or store more than there is room for, and no more are accepted than can be worked off while they may wait. Holds for certain in the
 * transaction that writes the edit, once its client is locked (`lockClient`).
 * @param wanted.usual seconds that an edit takes at this editor (`usualTime`), looked up before the transaction.
 * @throws {AppError} `RATE_LIMITED` for too many of one's own, `UNAVAILABLE` for too many of all; with when to come back.
 */
export async function admitEdit(
  { env, editors }: Pick<Services, "env" | "editors">,
  db: Db,
  client: Pick<Client, "hash" | "ownerHash">,
  wanted: { editor: string | null; usual: number | null },
): Promise<void> {
  await demandRoom({ env }, db, client);
  const policy = policyOf(EDIT_LIMIT, env.rateLimits);
  const fallback = editors[0]?.id ?? "";
  const editor = editors.find(({ id }) => id === (wanted.editor ?? fallback));
  if (editor === undefined) return;
  const { hash: clientHash, ownerHash } = client;
  const waiting = await countWaiting(db, { clientHash, ownerHash }, { editor: editor.id, fallback });

  if (policy !== null) {
    const { limit, addressLimit = limit } = policy;
    const tooMany = [
      { count: waiting.ofBrowser, most: limit * MINUTES_WAITING },
      { count: waiting.ofClient, most: addressLimit * MINUTES_WAITING },
    ].find(({ count, most }) => count >= most);
    if (tooMany !== undefined)
      throw new AppError("RATE_LIMITED", {
        detail: `${tooMany.count} edits of yours are not finished yet. Please wait for some of them; this one was not kept and cost nothing.`,
        retryAfterSeconds: OWN_AGAIN_SECONDS,
      });
  }
  const places = editor.maxActive ?? (editor.free ? availableParallelism() : Number.POSITIVE_INFINITY);
  const mayWait = (editor.free ? TURN_SECONDS : SLOT_SECONDS) * SHARE_OF_WAIT;
  const excess = (waiting.atEditor * (wanted.usual ?? 1)) / places - mayWait;
  if (excess > 0)
    throw new AppError("UNAVAILABLE", {
      detail:
        "More edits are waiting than can be worked off soon. Nothing was kept or charged; please try again shortly.",
      retryAfterSeconds: Math.min(LONGEST_AGAIN_SECONDS, Math.max(OWN_AGAIN_SECONDS, Math.ceil(excess))),
    });
}

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
