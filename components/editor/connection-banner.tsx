import { WifiOff } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { Connection } from "./editor-state";

/** Shown when the server has not been heard for a while, or is newer than this page. */
export function ConnectionBanner({ connection }: { connection: Connection }) {
  if (connection === "ok") return null;
  return (
    <section
      aria-label="Connection"
      className="flex min-h-11 flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-accent px-4 py-1 text-sm font-medium text-accent-foreground"
    >
      {connection === "lost" ? (
        <p className="flex items-center gap-2">
          <WifiOff className="size-4" aria-hidden="true" />
          Reconnecting…
        </p>
      ) : (
        <>
          <p>Mizual was updated. Reload to go on; your edits are kept.</p>
          <Button variant="outline" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </>
      )}
    </section>
  );
}
