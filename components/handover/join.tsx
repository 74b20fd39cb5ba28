"use client";

import Link from "next/link";
import { useCallback, useEffect, useRef, useState } from "react";
import { forgetDeletionOfAll } from "@/components/editor/client/deletion";
import { Problem } from "@/components/editor/problem";
import { RequestFailure } from "@/components/editor/client/request-failure";
import { keepInTab, recallInTab } from "@/components/editor/client/storage";
import { Mark } from "@/components/mark";
import { count } from "@/components/pictures/words";
import { SiteHeader } from "@/components/site-header";
import { Button } from "@/components/ui/button";
import type { Coming } from "@/lib/edits/move-owner";
import { lookAtLink, takeOver } from "./requests";

type State = { coming: Coming | null; busy: boolean; problem: unknown };

/** The key of the link in this tab until it is used: it stands in the address no more. */
const KEY = "mizual:join";

/** Takes pictures over from another device, after saying what comes: opening the address alone moves nothing. */
export function Join() {
  const [state, setState] = useState<State>({ coming: null, busy: true, problem: null });
  const { coming, busy, problem } = state;
  const link = useRef("");
  const mayHelp = problem === null || (problem instanceof RequestFailure && problem.retryable);

  const fail = useCallback((error: unknown) => {
    if (error instanceof RequestFailure && !error.retryable) keepInTab(KEY, null);
    setState((known) => ({ ...known, busy: false, problem: error }));
  }, []);

  const look = useCallback(() => {
    lookAtLink(link.current).then((found) => {
      // Nothing more can be done with it here.
      if (found.moved || found.same) keepInTab(KEY, null);
      setState({ coming: found, busy: false, problem: null });
    }, fail);
  }, [fail]);

  useEffect(() => {
    if (window.location.hash !== "") keepInTab(KEY, window.location.hash.slice(1));
    link.current = recallInTab(KEY) ?? (window.location.hash.slice(1) || link.current);
    // It works once, and is nobody else's business: not in the history, nor over a shoulder.
    window.history.replaceState(null, "", window.location.pathname);
    look();
  }, [look]);

  const lookAgain = () => {
    setState({ coming: null, busy: true, problem: null });
    look();
  };

  const bring = async () => {
    setState({ ...state, busy: true, problem: null });
    try {
      forgetDeletionOfAll();
      await takeOver(link.current);
      keepInTab(KEY, null);
      window.location.assign("/pictures");
    } catch (error) {
      fail(error);
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
          {coming === null && problem !== null && mayHelp && <Button onClick={lookAgain}>Try again</Button>}
          {coming !== null && !coming.same && !coming.moved && mayHelp && (
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
  if (coming.moved) return "They are here already.";
  if (coming.same) return "This is the browser that the link was made in. Open it on the other device.";
  const what = `${count(coming.pictures, "picture", "pictures")} in ${count(coming.versions, "version", "versions")}`;
  return `With this link ${what} will come to this browser, beside those that it has, and leave the other one.`;
}
