"use client";

import { Component, type ComponentType, type ReactNode, Suspense, lazy, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

type Load<Props extends object> = () => Promise<{ default: ComponentType<Props> }>;

/** It could not be fetched: the connection is gone, or the server is a newer one, which has not the old parts. */
class PartMissing extends Error {}

/** After so many milliseconds it is asked for again: a server that is started anew is back by then, a short gap over. */
const WAITS_MS = [500, 1_500, 3_000];

async function persistently<T>(load: () => Promise<T>, [waitMs, ...waits]: readonly number[]): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (waitMs === undefined) throw new PartMissing("missing", { cause });
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return persistently(load, waits);
  }
}

/**
 * A part of the page that is fetched when it is shown. It is asked for again by itself; where it cannot be had the rest
 * of the page stays, and whoever opened it is told and can try again. Of what nobody asked for (`quiet`) nothing is said. `meanwhile`
 * holds its place.
 *
 * @example const HelpDialog = laterPart(() => import("./help/help-dialog"));
 */
export function laterPart<Props extends object>(
  load: Load<Props>,
  {
    quiet = false,
    meanwhile: Meanwhile = quiet ? () => null : PartComing,
  }: { quiet?: boolean; meanwhile?: ComponentType } = {},
): ComponentType<Props> {
  const fetched = () => lazy<ComponentType<Props>>(() => persistently(load, WAITS_MS));
  const latest = { part: fetched() };
  return function LaterPart(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props>>(() => latest.part);
    const [tries, setTries] = useState(0);
    const again = () => {
      latest.part = fetched();
      setPart(() => latest.part);
      setTries(tries + 1);
    };
    return (
      <PartBoundary key={tries} instead={quiet ? null : <PartMissingNotice onRetry={again} />}>
        <Suspense fallback={<Meanwhile />}>
          <Part {...props} />
        </Suspense>
      </PartBoundary>
    );
  };
}

class PartBoundary extends Component<{ children: ReactNode; instead: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof PartMissing)) throw error;
    return this.props.instead;
  }
}

const NOTICE =
  "fixed bottom-4 left-1/2 z-50 flex w-max max-w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-wrap items-center gap-3 rounded-lg border bg-popover py-1.5 pr-1.5 pl-4 text-sm shadow-float max-lg:bottom-44";

/** Whoever waits for longer than a second is told; where the part comes at once nothing flashes. */
function PartComing() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 1_000);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <p role="status" className={`${NOTICE} min-h-11 pr-4`}>
      Fetching this part of the page…
    </p>
  );
}

function PartMissingNotice({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className={NOTICE}>
      <p>This part of the page did not arrive.</p>
      <Button variant="outline" onClick={onRetry}>
        Try again
      </Button>
      <Button variant="outline" onClick={() => window.location.reload()}>
        Reload the page
      </Button>
    </div>
  );
}
