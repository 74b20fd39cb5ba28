import { findEditClient } from "@/db/queries/edits";
import { clearOutboxMark, findOutboxTrace } from "@/db/queries/outbox";
import { withDeadline } from "@/lib/async";
import { accountKey } from "@/lib/fair-share";
import { currentTrace } from "@/lib/observe";
import type { EventSender, Services } from "@/lib/services";
import { editLabel } from "./edit-id";

/** Longest wait for the runner to take an event. */
const SEND_MS = 3_000;

/**
 * Sends an event to the runner, and does not wait for it any longer than 3 s.
 * @throws when the runner did not take it by then; it may still come.
 */
export async function sendEvent(
  services: Pick<Services, "events">,
  event: Parameters<EventSender["send"]>[0],
): Promise<void> {
  await withDeadline(SEND_MS, "UNAVAILABLE", () => services.events.send(event));
}

/**
 * Sends the event that starts a run, with a hash of the client that it runs for, and clears its outbox mark. Never throws: while the mark
 * stands, the sweeper sends again, under a new number, so the run is certain to start.
 */
export async function dispatchEdit(
  services: Services,
  editId: string,
  dispatch: number,
  clientHash?: string,
): Promise<void> {
  try {
    const client = clientHash ?? (await findEditClient(services.db, editId));
    // Sent again by others than the request, it goes on in the request's trace all the same.
    const trace = clientHash === undefined ? await findOutboxTrace(services.db, editId) : currentTrace();
    const data = {
      editId,
      dispatch,
      ...(client !== null && { client: accountKey(client) }),
      ...(trace !== null && { trace }),
    };
    await sendEvent(services, { id: `${editId}:${dispatch}`, name: "edit/requested", data });
    await clearOutboxMark(services.db, editId, dispatch);
  } catch (error) {
    services.log.warn("an edit was not dispatched; the sweeper will", { edit: editLabel(editId), dispatch, error });
  }
}
