"use client";

import type { Vocabulary } from "@mizual/engine";
import { useEffect, useId, useRef, useState } from "react";
import { LIMITS, Hints, HINTS } from "@/components/guide/hints";
import { Phrases } from "@/components/guide/phrases";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import { recallSingleKeys, rememberSingleKeys } from "../client/storage";
import type { Shortcut } from "../command";
import { type CommandId, COMMANDS } from "../commands";
import { useEditor } from "../editor-context";
import { hasCommandKey, printKeys } from "./print-keys";

/** Help where the question is: what can be said, and the keys. */
export default function HelpDialog({ sheet }: { sheet: "guide" | "keys" }) {
  const { run, input } = useEditor();
  const picked = useRef(false);
  const pick = (phrase: string) => {
    picked.current = true;
    run("fill", phrase);
    run("closeSheet");
  };
  return (
    <Dialog open onOpenChange={() => run("closeSheet")}>
      <DialogContent
        onCloseAutoFocus={(event) => {
          if (!picked.current) return;
          event.preventDefault();
          input.current?.focus({ preventScroll: true });
        }}
        className="h-[calc(100dvh-1.5rem)] max-w-4xl sm:h-[min(48rem,calc(100dvh-4rem))]"
      >
        <header className="flex shrink-0 flex-wrap items-center gap-3 border-b py-2 pr-14 pl-4">
          <DialogTitle className="text-lg font-semibold">Help</DialogTitle>
          <ToggleGroup
            type="single"
            aria-label="About"
            value={sheet}
            onValueChange={(value) => {
              if (value === "guide") run("showGuide");
              if (value === "keys") run("showKeys");
            }}
          >
            <ToggleGroupItem value="guide">{COMMANDS.showGuide.label}</ToggleGroupItem>
            <ToggleGroupItem value="keys">{COMMANDS.showKeys.label}</ToggleGroupItem>
          </ToggleGroup>
        </header>
        {/* Scrolled by keys as well. */}
        <div
          {...{ tabIndex: 0 }}
          role="group"
          aria-label="Text"
          className="min-h-0 grow overflow-y-auto p-4 -outline-offset-2"
        >
          {sheet === "guide" ? <GuideSheet onPick={pick} /> : <KeySheet />}
        </div>
      </DialogContent>
    </Dialog>
  );
}

/** What the local engine can be asked for; each phrase is put into the prompt box. */
function GuideSheet({ onPick }: { onPick: (phrase: string) => void }) {
  const { askVocabulary, view } = useEditor();
  const [vocabulary, setVocabulary] = useState<Vocabulary | null | "waiting" | "limited" | "failed">("waiting");
  useEffect(() => {
    let isGone = false;
    askVocabulary().then(
      (answer) => {
        if (!isGone) setVocabulary(answer);
      },
      () => {
        if (!isGone) setVocabulary("failed");
      },
    );
    return () => {
      isGone = true;
    };
  }, [askVocabulary]);
  if (vocabulary === "waiting") return <p role="status">Loading…</p>;
  if (vocabulary === "failed")
    return <p role="alert">This could not be loaded. Close it and try again; it costs nothing.</p>;
  if (vocabulary === "limited")
    return <p role="alert">Too many requests came from here. Close it, wait a minute and open it again.</p>;
  if (vocabulary === null) {
    return (
      <p>
        The engines set up here are generative models: describe in your own words what should change, and what should
        stay as it is.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-8">
      <Phrases vocabulary={vocabulary} editor={view.path} wanted="" onPick={onPick} />
      <Hints hints={HINTS} />
      <section aria-labelledby="limits" className="flex flex-col gap-4 border-t pt-6">
        <h2 id="limits" className="text-lg font-semibold">
          What it can’t do
        </h2>
        <Hints hints={LIMITS} />
      </section>
    </div>
  );
}

const WHERE: Record<Shortcut["where"], string> = {
  page: "Everywhere",
  apart: "Everywhere but in text",
  prompt: "In the prompt box",
  canvas: "On the picture",
};

/** The keys, from the same table that hears them. */
function KeySheet() {
  const id = useId();
  const isApple = hasCommandKey();
  const [single, setSingle] = useState(recallSingleKeys);
  const commands = (Object.keys(COMMANDS) as CommandId[]).map((command) => COMMANDS[command]);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex items-start gap-3">
        <input
          id={id}
          type="checkbox"
          checked={single}
          onChange={({ target: { checked } }) => {
            rememberSingleKeys(checked);
            setSingle(checked);
          }}
          className="mt-1 size-5 accent-primary"
        />
        <label htmlFor={id}>
          Single keys work while the picture, one of its tools or nothing has the focus. Switch them off here if they
          get in the way.
        </label>
      </div>
      {(Object.keys(WHERE) as Shortcut["where"][]).map((where) => (
        <section key={where} aria-label={WHERE[where]} className="flex flex-col gap-1">
          <h2 className="font-medium">{WHERE[where]}</h2>
          <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 text-sm">
            {commands.map(({ label, shortcut }) =>
              shortcut?.where === where ? (
                <div key={label} className="contents">
                  <dt className="border-t py-2 text-muted-foreground">{label}</dt>
                  <dd className="border-t py-2 text-right">
                    <kbd className="font-sans">{printKeys(shortcut.keys, isApple)}</kbd>
                  </dd>
                </div>
              ) : null,
            )}
          </dl>
        </section>
      ))}
      <section aria-label="With the pointer" className="flex flex-col gap-2 text-sm text-muted-foreground">
        <h2 className="text-base font-medium text-foreground">With the pointer</h2>
        <p>
          The wheel with Ctrl or ⌘, or two fingers, zoom at the pointer. Drag with Space, the middle button or two
          fingers to move, or press twice to look closer at a place and twice to see all again. Alt and a click on a
          version compares with it.
        </p>
      </section>
    </div>
  );
}
