"use client";

import { useState } from "react";
import { sendJson } from "@/components/editor/client/request";
import { Button } from "@/components/ui/button";

/** Ends the operator's session. */
export function SignOut() {
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    try {
      await sendJson("DELETE", "/api/insight/session");
      window.location.assign("/insight");
    } catch {
      setBusy(false);
    }
  };
  return (
    <Button variant="ghost" disabled={busy} onClick={() => void leave()} className="px-2.5 text-muted-foreground">
      Sign out
    </Button>
  );
}
