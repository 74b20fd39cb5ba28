"use client";

import { useEffect, useState } from "react";
import type { EditNode } from "@/lib/edits/schema";
import { MAX_CHAIN_LENGTH, isFinal } from "@/lib/lifecycle";
import { Alert } from "./alert";
import { BelowCanvas } from "./canvas/below-canvas";
import { VersionStrip } from "./canvas/version-strip";
import { formatPrice, formatReset } from "./client/formats";
import { type Offers, budgetNote, expectedPrice } from "./client/offers";
import { againOf, picturesOf, sourceOf } from "./editor-view";
import { Gone } from "./gone";
import { blockedReason } from "./panels/blocked-reason";
import { DraftPanel } from "./panels/draft-panel";
import { EditPanel } from "./panels/edit-panel";
import { EngineChoice } from "./panels/engine-choice";
import { PromptForm } from "./panels/prompt-form";
import { Canvas } from "./canvas/canvas";
import type { WorkspaceProps } from "./workspace-props";

/** One picture and everything around it: stage, tools or progress, versions, facts, and the prompt bar. */
export function Workspace(props: WorkspaceProps) {
  const { versions, current, draft, sending, path, prompt, improve } = props;
  const [held, setHeld] = useState(false);

  // On a phone the picture is above: whatever is new about it is shown there.
  const shown = `${current?.uuid ?? draft?.url ?? ""} ${sending?.key ?? ""}`;
  useEffect(() => {
    if (shown !== "") window.scrollTo({ top: 0 });
  }, [shown]);

  if (props.isGone) return <Gone />;

  const version = versions.findIndex(({ uuid }) => uuid === current?.uuid) + 1;
  const uploading = sending !== null && sending.failure === null;
  const running = current !== null && !isFinal(current.status);
  const { before, after } = picturesOf(props);
  const source = sourceOf(props);
  const blocked = blockedReason(props);

  const price = expectedPrice(props.offers.editors, props.engine);

  const submit = (words: string, enhance: "auto" | "off") => {
    if (source !== null) props.onSubmit({ prompt: words.trim(), enhance, editor: props.engine, path, source });
  };

  const sendMine = async (edit: EditNode) => {
    if (running) await props.onCancel(edit).catch(() => undefined);
    if (source !== null)
      props.onSubmit({ prompt: edit.prompt, enhance: "off", editor: props.engine, path, source: againOf(props, edit) });
  };

  const select = (id: string) => window.history.pushState(null, "", `/edits/${id}${window.location.search}`);
  const setCompare = (on: boolean) =>
    window.history.replaceState(null, "", on ? "?compare=1" : window.location.pathname);

  return (
    <main className="grid grow grid-cols-1 content-start gap-3 px-3 sm:px-5 lg:min-h-0 lg:grid-cols-[minmax(0,1fr)_21rem] lg:grid-rows-[minmax(0,1fr)_auto] lg:gap-x-5 lg:pb-4">
      <div className="flex min-w-0 flex-col items-center gap-3 lg:min-h-0">
        <div className="flex h-[44svh] min-h-56 w-full lg:h-auto lg:min-h-48 lg:grow">
          <Canvas
            before={before}
            after={after}
            size={
              after !== null && current?.width && current.height
                ? { width: current.width, height: current.height }
                : null
            }
            mode={held ? "before" : props.compare ? "compare" : "result"}
            busy={uploading || running}
            {...(current === null ? { onSize: props.onPixels } : {})}
          />
        </div>
        {/* As high as progress is, so that the picture keeps its size when the result comes. */}
        <div className="flex w-full flex-col justify-center empty:hidden lg:min-h-19">
          <BelowCanvas
            {...props}
            version={version}
            running={running}
            held={held}
            onHold={setHeld}
            onCompare={setCompare}
          />
        </div>
        {versions.length > 1 && <VersionStrip edits={versions} current={current?.uuid ?? null} onSelect={select} />}
      </div>

      <aside
        aria-label={current === null ? "About your picture" : "About this version"}
        className="flex min-w-0 flex-col gap-3 rounded-lg border bg-card p-4 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:max-h-full lg:self-start lg:overflow-y-auto"
      >
        {current !== null ? (
          <EditPanel
            edit={current}
            version={version}
            isOwner={props.isOwner}
            hasFollowUps={versions.some(({ parent_edit_uuid }) => parent_edit_uuid === current.uuid)}
            onSendMine={props.isOwner && !uploading ? () => void sendMine(current) : null}
            onFeedback={(rating) => props.onFeedback(current, rating)}
            onDelete={() => props.onDelete(current)}
          />
        ) : draft !== null ? (
          <DraftPanel
            picture={draft}
            onSuggestion={(suggestion) => {
              props.onPrompt(suggestion);
              props.input.current?.focus({ preventScroll: true });
            }}
            onRemove={props.onRemoveDraft}
            note={`It stays in your browser until you send it; then it is kept for ${props.retentionDays} days, or until you delete it.`}
          />
        ) : null}
      </aside>

      <div className="sticky bottom-(--keyboard-inset) z-20 -mx-3 bg-linear-to-t from-background from-75% to-transparent px-3 pt-3 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:-mx-5 sm:px-5 lg:static lg:col-start-1 lg:row-start-2 lg:m-0 lg:bg-none lg:p-0">
        {props.refusal !== null && <Alert className="mb-2 rounded-md border bg-card p-3">{props.refusal}</Alert>}
        <PromptForm
          inputRef={props.input}
          prompt={prompt}
          onPrompt={props.onPrompt}
          improve={improve}
          onImprove={props.onImprove}
          onSubmit={() => submit(prompt, improve ? "auto" : "off")}
          busy={uploading}
          blocked={blocked}
          engine={
            props.offers.editors.length > 1 && (
              <EngineChoice
                editors={props.offers.editors}
                choice={props.engine}
                onChoice={props.onEngine}
                disabled={uploading}
              />
            )
          }
          price={price === null || !props.offers.settled || !isPriced(props.offers) ? null : formatPrice(price)}
          note={budgetNote(props.offers, props.engine, formatReset)}
          placeholder={current?.status === "completed" || running ? "What next?" : "What should change?"}
          counter={counterOf(current)}
        />
      </div>
    </main>
  );
}

/** With nothing but free engines, nobody needs to hear of money. */
function isPriced({ editors }: Offers): boolean {
  return editors.some(({ free }) => !free);
}

function counterOf(current: EditNode | null): string | null {
  if (current === null) return null;
  const next = current.status === "completed" ? current.chain_position + 1 : current.chain_position;
  return next > MAX_CHAIN_LENGTH ? null : `${next} of ${MAX_CHAIN_LENGTH}`;
}
