"use client";

import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { forgetDeletionOfAll } from "@/components/editor/client/deletion";
import { Problem } from "@/components/editor/problem";
import { Mark } from "@/components/mark";
import { count } from "@/components/pictures/words";
import { SiteHeader } from "@/components/site-header";
import { Button } from "@/components/ui/button";
import type { Coming } from "@/lib/edits/move-owner";
import { lookAtLink, takeOver } from "./requests";

type State = { key: string; coming: Coming | null; busy: boolean; problem: unknown };

/** Takes pictures over from another device, after saying what comes: opening the address alone moves nothing. */
export function Join() {
  const [state, setState] = useState<State>({ key: "", coming: null, busy: true, problem: null });
  const { key, coming, busy, problem } = state;

  const link = useRef("");

  useEffect(() => {
    if (window.location.hash !== "") link.current = window.location.hash.slice(1);
    const given = link.current;
    // It works once, and is nobody else's business: not in the history, nor over a shoulder.
    window.history.replaceState(null, "", window.location.pathname);
    lookAtLink(given).then(
      (found) => setState({ key: given, coming: found, busy: false, problem: null }),
      (error: unknown) => setState({ key: "", coming: null, busy: false, problem: error }),
    );
  }, []);

  const bring = async () => {
    setState({ ...state, busy: true, problem: null });
    try {
      forgetDeletionOfAll();
      await takeOver(key);
      window.location.assign("/pictures");
    } catch (error) {
      setState({ ...state, busy: false, problem: error });
    }
  };

  return (
    <div className="flex min-h-dvh flex-col">
      <title>Bring your pictures here · Mizual</title>
      <SiteHeader />
      <main className="mx-auto flex w-full max-w-lg grow flex-col items-start justify-center gap-4 px-5 pb-24">
        <Mark className="size-10 text-primary" />
        <h1 className="text-3xl font-semibold tracking-tight text-balance">Bring your pictures here</h1>
        <p role="status" className="text-muted-foreground">
          {said(state)}
        </p>
        {problem !== null && <Problem error={problem} />}
        <div className="flex flex-wrap gap-3">
          {coming !== null && !coming.same && (
            <Button disabled={busy} onClick={() => void bring()}>
              Bring them here
            </Button>
          )}
          <Button asChild variant="outline">
            <Link href="/pictures" prefetch={false}>
              My pictures
            </Link>
          </Button>
        </div>
      </main>
    </div>
  );
}

function said({ coming, busy }: State): string {
  if (coming === null) return busy ? "Looking at the link…" : "";
  if (coming.same) return "This is the browser that the link was made in. Open it on the other device.";
  const what = `${count(coming.pictures, "picture", "pictures")} in ${count(coming.versions, "version", "versions")}`;
  return `With this link ${what} will come to this browser, beside those that it has, and leave the other one.`;
}
