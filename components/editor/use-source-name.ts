import { useSyncExternalStore } from "react";
import { recallSourceName } from "@/lib/editor-client/source-names";

/** The file name that a chain began with; `null` on the server and where it is not known. */
export function useSourceName(rootId: string | null): string | null {
  return useSyncExternalStore(
    neverChanges,
    () => (rootId === null ? null : recallSourceName(rootId)),
    () => null,
  );
}

// Written before the chain is first shown, and not again.
function neverChanges() {
  return () => undefined;
}
