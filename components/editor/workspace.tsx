"use client";

import Link from "next/link";
import { useEffect, useEffectEvent } from "react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";
import { BelowCanvas } from "./canvas/below-canvas";
import { Canvas } from "./canvas/canvas";
import { ResultTools } from "./canvas/result-tools";
import { VersionTree } from "./canvas/version-tree";
import { ZoomTools } from "./canvas/zoom-tools";
import { deleteWhatIsLeft, waitsForDeletion } from "./client/deletion";
import { useEditor } from "./editor-context";
import { DraftPanel } from "./panels/draft-panel";
import { EditPanel } from "./panels/edit-panel";
import { OriginalPanel } from "./panels/original-panel";
import { PromptBar } from "./panels/prompt-bar";

const loadCompareBar = () => import("./canvas/compare-bar");
const CompareBar = laterPart(loadCompareBar);
// Nothing before there is a version to be told of.
const OtherTabs = laterPart(() => import("./other-tabs"), { quiet: true });

/** One picture and everything around it: canvas and tools, progress, versions, facts, and the prompt bar. */
export function Workspace() {
  const { view, dispatch } = useEditor();
  const { phase, current, original, versions, sending, state, compare, pair } = view;

  // On a phone the picture is above: whatever is new about it is shown there.
  const shown = `${current?.edit.uuid ?? (original ? "original" : state.draft?.picture.url) ?? ""} ${sending?.key ?? ""}`;
  useEffect(() => {
    if (shown !== "") window.scrollTo({ top: 0 });
  }, [shown]);

  // For the server they are still there.
  const dropDeleted = useEffectEvent(() => {
    const kin = versions.map(({ edit }) => edit.uuid);
    for (const { edit, own } of versions)
      if (own && waitsForDeletion(edit, kin)) dispatch({ type: "editDeleted", id: edit.uuid });
  });
  useEffect(() => {
    dropDeleted();
    void deleteWhatIsLeft();
  }, []);

  // What moves the tools below it is there before it is wanted; where it does not come it is asked for again then.
  useEffect(() => {
    if (phase === "done") void loadCompareBar().catch(() => undefined);
  }, [phase]);

  if (phase === "gone") return <Gone />;
  return (
    <main className="flex grow flex-col gap-3 px-3 sm:px-5 lg:grid lg:min-h-0 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-0 lg:px-0">
      <section data-keys aria-label="Canvas" className="flex min-w-0 flex-col gap-2 lg:min-h-0 lg:gap-0">
        <div className="flex flex-col gap-1.5 max-lg:order-last lg:gap-0.5 lg:px-2 lg:py-0.5">
          <div className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1.5 lg:justify-between">
            {phase === "done" || phase === "original" ? <ResultTools /> : <span aria-hidden="true" />}
            <ZoomTools />
          </div>
          {phase === "done" && compare !== null && pair !== null && <CompareBar comparison={compare} pair={pair} />}
        </div>
        <div
          data-small={phase === "failed" || phase === "refused" || undefined}
          className="-mx-3 h-[44svh] min-h-56 data-small:max-lg:h-[24svh] data-small:max-lg:min-h-36 short:h-[max(7rem,100svh-var(--header-height)-8.5rem)] short:min-h-0 sm:-mx-5 sm:short:h-[max(7rem,100svh-var(--header-height)-5.5rem)] lg:mx-0 lg:h-auto lg:min-h-0 lg:grow"
        >
          <Canvas />
        </div>
      </section>
      <div className="contents lg:flex lg:min-h-0 lg:flex-col lg:border-l lg:bg-card">
        <div className="contents lg:block lg:min-h-0 lg:grow lg:overflow-y-auto">
          <div className="empty:hidden lg:p-3 lg:pb-0">
            <BelowCanvas />
          </div>
          {versions.length > 0 && (
            <div className="min-w-0 lg:border-b lg:p-2">
              <VersionTree />
              <OtherTabs />
            </div>
          )}
          <About />
        </div>
        <PromptBar />
      </div>
    </main>
  );
}

/** What there is to say of what is on the canvas. */
function About() {
  const { current, original, state } = useEditor().view;
  const [label, panel] =
    current !== null
      ? ["About this version", <EditPanel key="version" version={current} />]
      : original
        ? ["About the original", <OriginalPanel key="original" />]
        : ["About your picture", state.draft !== null && <DraftPanel key="draft" />];
  return (
    <aside
      aria-label={label}
      className="flex min-w-0 flex-col gap-3 rounded-lg border bg-card p-4 lg:rounded-none lg:border-0"
    >
      {panel}
    </aside>
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
