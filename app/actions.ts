"use server";

import type { Vocabulary } from "@mizual/engine";
import { headers } from "next/headers";
import { getProgress } from "@/lib/edits/progress";
import { getEditTree } from "@/lib/edits/chain";
import type { EditProgress, PictureNow } from "@/lib/edits/view-schema";
import { identifyClient, requesterOf, takeLimit } from "@/lib/http/client";
import { isKnownPeer } from "@/lib/limits/client-address";
import { STATUS_LIMIT } from "@/lib/limits/policies";
import { getServices, type Services } from "@/lib/services";

const MAX_IDS = 20;

/**
 * The one polled action: the state of up to 20 edits, counted once against the status limit. Over the
 * limit it answers `limited` and when to come back, rather than throwing. Image addresses are
 * relative, so that they fit whatever address the page was opened by.
 */
export async function getEditProgress(ids: unknown): Promise<EditProgress> {
  if (!isListOfIds(ids)) return { edits: [], retry_after: null, limited: false };
  const services = await getServices();
  const seconds = await refusedSeconds(services);
  if (seconds !== null) return { edits: [], retry_after: seconds, limited: true };
  return getProgress(services, ids, "");
}

/**
 * What can be said to the editor of rules; `null` where there is none and any words will do, `limited` for who asks more
 * often than the status limit allows.
 */
export async function getVocabulary(): Promise<Vocabulary | "limited" | null> {
  const services = await getServices();
  if ((await refusedSeconds(services)) !== null) return "limited";
  const { editors } = services;
  return (await editors.find((editor) => editor.vocabulary !== undefined)?.vocabulary?.()) ?? null;
}

/**
 * All versions of the picture that an edit belongs to, for a page that is come back to: as its own page would show them
 * now. Counted once against the status limit.
 */
export async function getPictureNow(id: unknown): Promise<PictureNow> {
  const services = await getServices();
  if (typeof id !== "string" || id.length > 64) return { picture: null, limited: false };
  if ((await refusedSeconds(services)) !== null) return { picture: null, limited: true };
  const { ownerHash } = await identifyClient(services, await headers());
  return { picture: await getEditTree(services, id, ownerHash, ""), limited: false };
}

/** Counts one request against the status limit: seconds after which to come again; `null` lets it in. */
async function refusedSeconds(services: Services): Promise<number | null> {
  const sent = await headers();
  if (!isKnownPeer(sent, services.env)) return 1;
  const client = await identifyClient(services, sent);
  const limit = await takeLimit(services, STATUS_LIMIT, requesterOf(client), "read");
  return limit === null || limit.allowed ? null : Math.max(1, limit.resetSeconds);
}

// An action is an open door: its argument is whatever somebody sends.
function isListOfIds(ids: unknown): ids is string[] {
  return Array.isArray(ids) && ids.length <= MAX_IDS && ids.every((id) => typeof id === "string" && id.length <= 64);
}
