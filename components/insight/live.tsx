"use client";

import { Pause, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Alert } from "@/components/editor/alert";
import { createAnnouncer } from "@/components/editor/client/announcer";
import { createPoller } from "@/components/editor/client/polling";
import { sendJson } from "@/components/editor/client/request";
import { RequestFailure } from "@/components/editor/client/request-failure";
import { Button } from "@/components/ui/button";
import type { LiveEvent, LiveFeed } from "@/lib/insight/live";
import { EditLink, OutcomeWord } from "./edit-words";
import { Card, Nothing } from "./frame";
import { amount, clockWord, editorWord, seconds, timeWord } from "./words";

/** Seconds from one look to the next. */
const EVERY_SECONDS = 3;

/** Longest wait for an answer, in milliseconds. */
const PATIENCE_MS = 10_000;

/** What is heard of it comes no more often than this, in milliseconds. */
const HEARD_EVERY_MS = 30_000;

/** What happens now, until it is paused. */
export function Live() {
  const [paused, setPaused] = useState(false);
  const [feed, setFeed] = useState<LiveFeed | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [heard, setHeard] = useState("");
  const since = useRef<Counted>({ seen: null, ended: 0, failed: 0 });

  useEffect(() => {
    if (paused) return;
    const announcer = createAnnouncer({ say: setHeard, every: HEARD_EVERY_MS });
    const poller = createPoller({
      ask: async () => {
        try {
          const now = (await sendJson(
            "GET",
            "/api/insight/live",
            null,
            {},
            AbortSignal.timeout(PATIENCE_MS),
          )) as LiveFeed;
          const counted = countNew(since.current, now.events);
          if (counted.ended > since.current.ended) announcer.progress(sentenceFor(counted));
          since.current = counted;
          setFeed(now);
        } catch (error) {
          // No later question is answered otherwise.
          if (!(error instanceof RequestFailure) || error.code !== "NOT_THE_OPERATOR") throw error;
          setProblem("You are signed out. Reload the page to sign in again.");
          return { retryAfter: null };
        }
        setProblem(null);
        return { retryAfter: EVERY_SECONDS };
      },
      onFailure: () =>
        setProblem("This is not up to date: the server does not answer as it should. It is asked again."),
    });
    poller.poke();
    return () => {
      poller.stop();
      announcer.stop();
    };
  }, [paused]);

  return (
    <Card
      title="Live"
      note={noteOf(paused, feed)}
      action={
        <Button variant="outline" onClick={() => setPaused(!paused)}>
          {paused ? <Play key="icon" aria-hidden="true" /> : <Pause key="icon" aria-hidden="true" />}
          <span>{paused ? "Go on" : "Pause"}</span>
        </Button>
      }
    >
      <p aria-live="polite" className="sr-only">
        {heard}
      </p>
      {problem !== null && <Alert>{problem}</Alert>}
      {feed === null && problem === null && <Nothing>Looking for what happens…</Nothing>}
      {feed?.events.length === 0 && <Nothing>Nothing has happened yet. The first edit will be seen here.</Nothing>}
      {feed !== null && feed.events.length > 0 && <Events feed={feed} />}
    </Card>
  );
}

function noteOf(paused: boolean, feed: LiveFeed | null): string {
  if (paused) return "Paused; what happens meanwhile is shown when it goes on.";
  return feed === null ? "What happens now." : `${amount(feed.atWork)} at work now; times in UTC.`;
}

type Counted = {
  /** What the last look showed; `null`: nothing is counted yet. */
  seen: readonly LiveEvent[] | null;
  ended: number;
  failed: number;
};

/**
 * Counts what has ended since the page first looked. What is as old as the oldest that was seen is not new: it comes
 * back into the list where something newer was deleted.
 */
function countNew({ seen, ended, failed }: Counted, events: readonly LiveEvent[]): Counted {
  if (seen === null) return { seen: events, ended, failed };
  const known = new Set(seen.map(keyOf));
  const oldest = seen.at(-1)?.at ?? "";
  const over = events.filter((event) => event.what !== "accepted" && event.at > oldest && !known.has(keyOf(event)));
  const bad = over.filter(({ what }) => what !== "completed" && what !== "canceled");
  return { seen: events, ended: ended + over.length, failed: failed + bad.length };
}

const keyOf = ({ id, what }: Pick<LiveEvent, "id" | "what">): string => `${id} ${what}`;

const sentenceFor = ({ ended, failed }: Counted): string =>
  `${amount(ended)} ${ended === 1 ? "edit has" : "edits have"} ended since this page was opened, ${amount(failed)} without a picture.`;

function Events({ feed: { events, today } }: { feed: LiveFeed }) {
  return (
    <ol className="-mx-1 flex max-h-80 flex-col overflow-y-auto px-1 text-sm" aria-label="The newest first">
      {events.map(({ id, at, what, editor, seconds: took }) => (
        <li
          key={keyOf({ id, what })}
          className="grid grid-cols-[auto_1fr_auto] items-baseline gap-x-3 border-t py-1.5 first:border-t-0 sm:grid-cols-[auto_auto_1fr_auto_auto]"
        >
          <time dateTime={at} className="tabular-nums text-muted-foreground">
            {at.startsWith(today) ? clockWord(at) : timeWord(at)}
          </time>
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 sm:contents">
            <span className="w-full min-w-0 truncate sm:w-64">
              {what === "accepted" ? "Accepted" : <OutcomeWord outcome={what} />}
            </span>
            <span className="min-w-0 truncate text-muted-foreground max-sm:text-xs">{editorWord(editor)}</span>
            <span className="text-right tabular-nums text-muted-foreground max-sm:text-xs">
              {took === null ? "" : seconds(took)}
            </span>
          </span>
          <EditLink id={id} />
        </li>
      ))}
    </ol>
  );
}
