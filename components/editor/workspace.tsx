"use client";

import Link from "next/link";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { isFinal } from "@/lib/lifecycle";
import { BelowCanvas } from "./canvas/below-canvas";
import { Canvas } from "./canvas/canvas";
import { VersionStrip } from "./canvas/version-strip";
import { useEditor } from "./editor-context";
import { DraftPanel } from "./panels/draft-panel";
import { EditPanel } from "./panels/edit-panel";
import { PromptBar } from "./panels/prompt-bar";

/** One picture and everything around it: canvas, tools or progress, versions, facts, and the prompt bar. */
export function Workspace() {
  const { phase, current, versions, sending, state } = useEditor().view;

  // On a phone the picture is above: whatever is new about it is shown there.
  const shown = `${current?.edit.uuid ?? state.draft?.picture.url ?? ""} ${sending?.key ?? ""}`;
  useEffect(() => {
    if (shown !== "") window.scrollTo({ top: 0 });
  }, [shown]);

  if (phase === "gone") return <Gone />;
  return (
    <main className="grid grow grid-cols-1 content-start gap-3 px-3 sm:px-5 lg:min-h-0 lg:grid-cols-[minmax(0,1fr)_21rem] lg:grid-rows-[minmax(0,1fr)_auto] lg:gap-x-5 lg:pb-4">
      <div className="flex min-w-0 flex-col items-center gap-3 lg:min-h-0">
        <div className="flex h-[44svh] min-h-56 w-full lg:h-auto lg:min-h-48 lg:grow">
          <CurrentPicture />
        </div>
        {/* As high as progress is, so that the picture keeps its size when the result comes. */}
        <div className="flex w-full flex-col justify-center empty:hidden lg:min-h-19">
          <BelowCanvas />
        </div>
        {versions.length > 1 && <VersionStrip />}
      </div>
      <aside
        aria-label={current === null ? "About your picture" : "About this version"}
        className="flex min-w-0 flex-col gap-3 rounded-lg border bg-card p-4 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:max-h-full lg:self-start lg:overflow-y-auto"
      >
        {current !== null ? <EditPanel version={current} /> : state.draft !== null ? <DraftPanel /> : null}
      </aside>
      <PromptBar />
    </main>
  );
}

function CurrentPicture() {
  const { view, dispatch } = useEditor();
  const { current, before, after, sourceSize, state } = view;
  return (
    <Canvas
      before={before}
      after={after}
      size={after === null ? null : sourceSize}
      mode={state.held ? "before" : view.compare ? "compare" : "result"}
      busy={view.phase === "sending" || (current !== null && !isFinal(current.edit.status))}
      {...(current === null
        ? { onSize: (width: number, height: number) => dispatch({ type: "pictureMeasured", width, height }) }
        : {})}
    />
  );
}

/** Where the address names an edit that is not there any more. */
function Gone() {
  return (
    <main className="mx-auto flex w-full max-w-lg grow flex-col items-start justify-center gap-4 px-5 pb-24">
      <h1 className="text-3xl font-semibold tracking-tight">This edit is gone</h1>
      <p className="text-muted-foreground">It was deleted, or its time ran out.</p>
      <Button asChild>
        <Link href="/" prefetch={false}>
          Start with a picture
        </Link>
      </Button>
    </main>
  );
}
