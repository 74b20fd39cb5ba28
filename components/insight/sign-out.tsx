"use client";

import { useState } from "react";
import { Alert } from "@/components/editor/alert";
import { sendJson } from "@/components/editor/client/request";
import { withId } from "@/components/editor/client/request-failure";
import { Button } from "@/components/ui/button";

/** Ends the operator's session. */
export function SignOut() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const leave = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await sendJson("DELETE", "/api/insight/session");
      window.location.assign("/insight");
    } catch (error) {
      setBusy(false);
      setProblem(error);
    }
  };
  return (
    <>
      <Button variant="ghost" disabled={busy} onClick={() => void leave()} className="px-2.5 text-muted-foreground">
        Sign out
      </Button>
      {problem !== null && <Alert>{`You are still signed in. ${withId(problem)}`}</Alert>}
    </>
  );
}
