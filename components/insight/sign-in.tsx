"use client";

import { type FormEvent, useState } from "react";
import { Alert } from "@/components/editor/alert";
import { sendJson } from "@/components/editor/client/request";
import { RequestFailure } from "@/components/editor/client/request-failure";
import { SiteHeader } from "@/components/site-header";
import { Button } from "@/components/ui/button";

/** The way in, by the operator's token. */
export function SignIn() {
  const [token, setToken] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const enter = async (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() === "" || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await sendJson("POST", "/api/insight/session", { token });
      window.location.reload();
    } catch (error) {
      const isWrong = error instanceof RequestFailure && error.code === "NOT_THE_OPERATOR";
      setProblem(isWrong ? "This is not the token." : error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };

  return (
    <div className="flex min-h-dvh flex-col">
      <title>Sign in · Mizual insight</title>
      <SiteHeader />
      <main className="mx-auto flex w-full max-w-sm grow flex-col justify-center gap-5 px-5 pb-24">
        <div className="flex flex-col gap-1">
          <h1 className="text-2xl font-semibold tracking-tight">Insight</h1>
          <p className="text-sm text-muted-foreground">For who runs this server.</p>
        </div>
        <form onSubmit={(event) => void enter(event)} className="flex flex-col gap-3">
          <label className="flex flex-col gap-1.5 text-sm font-medium">
            Operator&apos;s token
            <input
              type="password"
              name="token"
              autoComplete="current-password"
              required
              value={token}
              onChange={(event) => setToken(event.currentTarget.value)}
              className="h-11 rounded-md border border-input bg-card px-3 text-base font-normal"
            />
          </label>
          {problem !== null && <Alert>{problem}</Alert>}
          <Button type="submit" disabled={busy}>
            {busy ? "Signing in…" : "Sign in"}
          </Button>
        </form>
      </main>
    </div>
  );
}
