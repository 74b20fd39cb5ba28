import { availableParallelism } from "node:os";
import type { Db } from "@/db/client";
import { countWaiting } from "@/db/queries/waiting-edits";
import { AppError } from "@/lib/errors";
import { type Limit, policyOf } from "@/lib/limits/policies";
import type { Services } from "@/lib/services";
import { SLOT_SECONDS, TURN_SECONDS } from "./budgets";
import type { Client } from "./capability";

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
 * two minutes, and no more are accepted than can be worked off while they may wait. Holds for certain in the
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
