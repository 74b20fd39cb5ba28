import { PARKED_HOURS } from "@/db/queries/parked-results";
import { findOpenWork, secondsToExpiry } from "@/db/queries/looks";
import type { Services } from "@/lib/services";
import { SPEND_DAYS } from "./clean-up";
import { sendEvent } from "./dispatch";
import { ORPHAN_MINUTES } from "./sweep";

// Where each look by the clock would be paid for, nothing looks while there is nothing to look for: what makes work
// sends an event ahead, and a look that finds more to come sends the next. Times are whole minutes and hours that make
// the event's id, so that any number of edits and of processes share one look.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long after an edit the sweeper comes: most are over by then, and one that was not taken is overdue. */
const AFTER_EDIT = 90_000;

/** The first clean-up after something was kept falls on the next of these hours, by UTC. */
const CLEANUP_SLOT = 6 * HOUR;

/** No event is sent ahead for longer: free plans keep one for seven days. */
const FURTHEST = 6 * 24 * HOUR;

type Look = { name: "sweep/due" | "cleanup/due"; at: number };

/** The last looks that this process has sent ahead, by their names. */
const sentAhead = new WeakMap<object, Map<string, number>>();

/**
 * Makes sure that the sweeper comes for an edit that is about to be accepted, whatever becomes of this process, and the
 * clean-up for what it leaves. Called before the edit is written. Never throws: a reader of the edit looks as well.
 */
export async function sendLooksAhead(services: Services, now: number = Date.now()): Promise<void> {
  await Promise.all([
    sendAhead(services, { name: "sweep/due", at: roundUp(now + AFTER_EDIT, MINUTE) }),
    sendCleanupAhead(services, now),
  ]);
}

/** The same for what only the clean-up has to come for, such as an upload that is never used. */
export async function sendCleanupAhead(
  services: Pick<Services, "env" | "events" | "log">,
  now: number = Date.now(),
): Promise<void> {
  await sendAhead(services, { name: "cleanup/due", at: roundUp(now + HOUR, CLEANUP_SLOT) });
}

/**
 * Sends the sweeper's next look ahead while there is anything for it to come back for.
 * @throws when it could not be sent: the look is to be repeated then.
 */
export async function scheduleNextSweep(services: Services, now: number = Date.now()): Promise<void> {
  if (!services.env.looksByEvents) return;
  const { edits, pictureAge } = await findOpenWork(services.db);
  if (!edits && pictureAge === null) return;
  // A picture that cannot be deleted is older than that, and is tried again as seldom.
  const left = ORPHAN_MINUTES * MINUTE - (pictureAge ?? 0) * 1000;
  const wait = edits ? MINUTE : left > 0 ? left : ORPHAN_MINUTES * MINUTE;
  await send(services, { name: "sweep/due", at: roundUp(now + wait, MINUTE) });
}

/**
 * Sends the next clean-up ahead, to when the first row expires of those that are there.
 * @throws when it could not be sent.
 */
export async function scheduleNextCleanup(services: Services, now: number = Date.now()): Promise<void> {
  if (!services.env.looksByEvents) return;
  const seconds = await secondsToExpiry(services.db, { spendDays: SPEND_DAYS, parkedHours: PARKED_HOURS });
  if (seconds === null) return;
  const wait = Math.min(Math.max(seconds * 1000, HOUR), FURTHEST);
  await send(services, { name: "cleanup/due", at: roundUp(now + wait, HOUR) });
}

async function sendAhead(services: Pick<Services, "env" | "events" | "log">, look: Look): Promise<void> {
  if (!services.env.looksByEvents) return;
  const sent = sentAhead.get(services.events) ?? new Map<string, number>();
  sentAhead.set(services.events, sent);
  if (sent.get(look.name) === look.at) return;
  try {
    await send(services, look);
    sent.set(look.name, look.at);
  } catch (error) {
    services.log.warn("a look could not be sent ahead; readers and the next edit make up for it", {
      look: look.name,
      error,
    });
  }
}

function send(services: Pick<Services, "events">, { name, at }: Look): Promise<void> {
  return sendEvent(services, { id: `${name}:${new Date(at).toISOString()}`, name, data: {}, ts: at });
}

const roundUp = (time: number, slot: number): number => Math.ceil(time / slot) * slot;
