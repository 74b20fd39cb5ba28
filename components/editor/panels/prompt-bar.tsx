import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { MAX_CHAIN_LENGTH } from "@/lib/lifecycle";
import { Alert } from "../alert";
import { formatPrice, formatReset } from "../client/formats";
import { atSize, budgetNote, expectedPrice, fullSizePrice } from "../client/offers";
import { wantTelling } from "../client/notifications";
import { COMMANDS } from "../commands";
import { useEditor } from "../editor-context";
import type { DraftNotice } from "../editor-state";
import { type EditorView, idInPath, isFromOriginal } from "../editor-view";
import { useTelling } from "../hooks/use-telling";
import { EngineChoice } from "./engine-choice";
import { PromptForm } from "./prompt-form";

/** The prompt of the page that is shown, why it can't be sent, and what it would cost. */
export function PromptBar() {
  const { view, run, dispatch, input } = useEditor();
  const { state, offers, engine, phase } = view;
  const isSending = phase === "sending";
  return (
    <div className="sticky bottom-(--keyboard-inset) z-20 -mx-3 bg-linear-to-t from-background from-75% to-transparent px-3 pt-3 short:pt-1 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:-mx-5 sm:px-5 lg:static lg:m-0 lg:border-t lg:bg-none lg:p-3">
      {state.refusal !== null && <Alert className="mb-2 rounded-md border bg-card p-3">{state.refusal}</Alert>}
      {idInPath(view.path) === null && state.draftNotice !== null && (
        <DraftNoticeLine {...state.draftNotice} onBack={() => run("takeBack")} />
      )}
      <PromptForm
        inputRef={input}
        prompt={state.prompt}
        onPrompt={(prompt) => dispatch({ type: "promptChanged", prompt })}
        improve={view.improves ? state.improve : null}
        onImprove={() => run("improve")}
        onSubmit={() => void run("submit")}
        onKey={(press) => {
          const id = (["olderWords", "newerWords"] as const).find((one) => COMMANDS[one].shortcut?.matches(press));
          if (id !== undefined) run(id);
          return id !== undefined;
        }}
        busy={isSending}
        blocked={blockedReason(view, () => void run("startAnew"))}
        engine={
          offers.engines.length > 1 && (
            <EngineChoice
              engines={offers.engines}
              choice={engine}
              onChoice={(id) => run("pickEngine", id)}
              disabled={isSending}
            />
          )
        }
        fullSize={fullSizeOf(view, () => run("fullSize"))}
        price={priceOf(view)}
        note={budgetNote({ ...offers, engines: atSize(offers.engines, state.fullSize) }, engine, formatReset)}
        placeholder={placeholderOf(view)}
        left={leftOf(view)}
        counter={counterOf(view)}
      />
    </div>
  );
}

/** What is worth knowing about the picture that is about to be sent, with the way back to the one before. */
function DraftNoticeLine({ text, back, onBack }: DraftNotice & { onBack: () => void }) {
  return (
    <div className="mb-2 flex items-center justify-between gap-x-3 rounded-md border bg-card px-3 py-1 text-sm">
      <p className="min-w-0 py-1.5 short:line-clamp-1">{text}</p>
      {back !== null && (
        <Button variant="outline" onClick={onBack}>
          <Undo2 aria-hidden="true" />
          {COMMANDS.takeBack.label}
        </Button>
      )}
    </div>
  );
}

function placeholderOf({ state, current, original }: EditorView): string {
  if (original || isFromOriginal(state, current)) return "What should change in the original?";
  const goesOn = current !== null && current.edit.status !== "failed" && current.edit.status !== "canceled";
  return goesOn ? "What next?" : "What should change?";
}

/** What the next edit will cost; with nothing but free engines, nobody needs to hear of money. */
function priceOf({ offers, engine, state }: EditorView): string | null {
  const price = expectedPrice(atSize(offers.engines, state.fullSize), engine);
  const isPriced = offers.engines.some(({ free }) => !free);
  return price === null || !offers.settled || !isPriced ? null : formatPrice(price);
}

/** What is left of today's budget, where there is one and an edit takes something from it. */
function leftOf(view: EditorView): string | null {
  const { budget } = view.offers;
  if (budget === null || priceOf(view) === null) return null;
  return `${formatPrice({ usd: budget.remainingUsd, estimated: false })} left today`.replace(/^free/, "$0");
}

/** The choice of all of the picture with its price, where the engine that is chosen would get less by itself. */
function fullSizeOf({ offers, engine, state }: EditorView, onPress: () => void) {
  const price = offers.settled ? fullSizePrice(offers.engines, engine) : null;
  return price === null ? null : { pressed: state.fullSize, price: formatPrice(price), onPress };
}

/** Why nothing can be sent from here, as a sentence with a way on; `null` when it can. */
function blockedReason({ blocked }: EditorView, startAnew: () => void): ReactNode {
  if (blocked === "running") return <UntilReady />;
  if (blocked === "elsewhere") return "Another edit is just being sent.";
  if (blocked === null) return null;
  return (
    <>
      {MAX_CHAIN_LENGTH} of {MAX_CHAIN_LENGTH} edits used. Go on from an earlier version, or{" "}
      <Button variant="link" className="inline text-xs whitespace-normal" onClick={startAnew}>
        {COMMANDS.startAnew.label.toLowerCase()}
      </Button>
      .
    </>
  );
}

/** While an edit runs: what comes then, and the offer to be told by the system. */
function UntilReady() {
  const telling = useTelling();
  return (
    <>
      <span>You can refine this version as soon as it is ready.</span>{" "}
      {telling === "ask" && (
        <Button variant="link" className="inline text-xs whitespace-normal" onClick={() => void wantTelling()}>
          Tell me when it is
        </Button>
      )}
      {telling === "wanted" && <span>You will be told when you look elsewhere.</span>}
    </>
  );
}

function counterOf({ state, current, original }: EditorView): string | null {
  if (original || isFromOriginal(state, current)) return `Edit 1 of ${MAX_CHAIN_LENGTH}`;
  if (current === null) return null;
  const { status, chain_position } = current.edit;
  const next = status === "completed" ? chain_position + 1 : chain_position;
  return next > MAX_CHAIN_LENGTH ? null : `Edit ${next} of ${MAX_CHAIN_LENGTH}`;
}
