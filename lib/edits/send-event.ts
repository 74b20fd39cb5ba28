import type { EventSender, Services } from "@/lib/services";
import { withDeadline } from "@/lib/async";

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
