"use client";

import { Component, type ComponentType, type ReactNode, lazy, useState } from "react";
import { Button } from "@/components/ui/button";

type Load<Props extends object> = () => Promise<{ default: ComponentType<Props> }>;

/** It could not be fetched: the connection is gone, or the server is a newer one, which has not the old parts. */
class PartMissing extends Error {}

/**
 * A part of the page that is fetched when it is shown, below a `Suspense`. Where it cannot be had the rest of the page
 * stays: whoever opened it is told and can try again; of what nobody asked for (`quiet`) nothing is said.
 *
 * @example const HelpDialog = laterPart(() => import("./help/help-dialog"));
 */
export function laterPart<Props extends object>(load: Load<Props>, { quiet = false } = {}): ComponentType<Props> {
  const fetched = () =>
    lazy<ComponentType<Props>>(() =>
      load().catch((cause: unknown) => Promise.reject(new PartMissing("a part of the page is missing", { cause }))),
    );
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
        <Part {...props} />
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

function PartMissingNotice({ onRetry }: { onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="fixed bottom-4 left-1/2 z-50 flex w-max max-w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-wrap items-center gap-3 rounded-lg border bg-popover py-1.5 pr-1.5 pl-4 text-sm shadow-float max-lg:bottom-44"
    >
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
