import { useSyncExternalStore } from "react";
import { type Telling, tellingNow, watchTelling } from "../client/notifications";

/** Whether the person is told by their system when an edit has ended; `no` on the server. */
export function useTelling(): Telling {
  return useSyncExternalStore(watchTelling, tellingNow, () => "no");
}
