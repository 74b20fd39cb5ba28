import { clearOutboxMark } from "@/db/queries/outbox";
import type { Services } from "@/lib/services";
import { sendEvent } from "./send-event";
import { editLabel } from "./edit-label";

/**
 * Sends the event that starts a run and clears its outbox mark. Never throws: while the mark
 * stands, the sweeper sends again, under a new number, so the run is certain to start.
 */
export async function dispatchEdit(services: Services, editId: string, dispatch: number): Promise<void> {
  try {
    await sendEvent(services, { id: `${editId}:${dispatch}`, name: "edit/requested", data: { editId, dispatch } });
    await clearOutboxMark(services.db, editId, dispatch);
  } catch (error) {
    services.log.warn("an edit was not dispatched; the sweeper will", { edit: editLabel(editId), dispatch, error });
  }
}
