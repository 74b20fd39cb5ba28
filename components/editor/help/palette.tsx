"use client";

import { Command } from "cmdk";
import { useRef } from "react";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";
import { COMPARE_MODES, type CompareMode } from "../canvas/comparison";
import { type Ground, GROUNDS } from "../canvas/grounds";
import { lower } from "../client/formats";
import { AUTOMATIC } from "../client/offers";
import { type CommandId, COMMANDS, type Run } from "../commands";
import { useEditor } from "../editor-context";
import type { EditorView } from "../editor-view";
import { nameVersion, ORIGINAL } from "../versions";
import { hasCommandKey, printKeys } from "./print-keys";

/** One line of the palette. */
type Entry = {
  label: string;
  /** Which of several of one command it is. */
  of?: string;
  call: () => unknown;
  /** It is about what stands in the prompt box, which gets the focus. */
  toPrompt?: boolean;
};

type Entries = (run: Run, view: EditorView) => readonly Entry[];

/** A command that needs no telling. */
const plain =
  <Id extends CommandId>(
    id: Id,
    ...args: Parameters<(typeof COMMANDS)[Id]["run"]> extends [unknown, ...infer Rest] ? Rest : never
  ): Entries =>
  (run) => [{ label: COMMANDS[id].label, call: () => (run as (id: Id, ...args: unknown[]) => unknown)(id, ...args) }];

/** One that puts words into the prompt box. */
const worded =
  (id: "editPrompt" | "olderWords" | "newerWords"): Entries =>
  (run) => [{ label: COMMANDS[id].label, call: () => run(id), toPrompt: true }];

/** Held keys mean nothing here, files come by the chooser, and what may cost or lose something asks in its own place. */
const elsewhere: Entries = () => [];

const ENTRIES: Record<CommandId, Entries> = {
  submit: plain("submit"),
  undo: plain("undo"),
  redo: plain("redo"),
  select: (run, { versions, numbers, current, original, keeper }) => [
    ...(original || keeper === null
      ? []
      : [{ label: "Go to the original", of: ORIGINAL, call: () => run("select", ORIGINAL) }]),
    ...versions
      .filter((version) => version !== current)
      .map((version) => ({
        label: `Go to ${lower(nameVersion(version, numbers.get(version.edit.uuid) ?? 0))}: ${version.edit.prompt}`,
        of: version.edit.uuid,
        call: () => run("select", version.edit.uuid),
      })),
  ],
  compare: plain("compare"),
  setMode: (run) =>
    (Object.keys(COMPARE_MODES) as CompareMode[]).map((mode) => ({
      label: `Compare: ${lower(COMPARE_MODES[mode].label)}`,
      of: mode,
      call: () => run("setMode", mode),
    })),
  compareWith: (run, { sides, current }) =>
    sides
      .filter(({ id }) => id !== current?.edit.uuid)
      .map(({ id, shown }) => ({
        label: `Compare with ${lower(shown.label)}`,
        of: id,
        call: () => run("compareWith", id),
      })),
  comparePair: elsewhere,
  nextMode: elsewhere,
  swap: plain("swap"),
  turn: plain("turn"),
  stopComparing: plain("stopComparing"),
  zoomFit: plain("zoomFit"),
  zoomActual: plain("zoomActual"),
  zoomIn: plain("zoomIn"),
  zoomOut: plain("zoomOut"),
  zoomTo: (run) =>
    [200, 400].map((percent) => ({
      label: `Zoom to ${percent} %`,
      of: `${percent}`,
      call: () => run("zoomTo", percent),
    })),
  setGround: (run) =>
    (Object.keys(GROUNDS) as Ground[]).map((ground) => ({
      label: `Ground of what is transparent: ${lower(GROUNDS[ground].label)}`,
      of: ground,
      call: () => run("setGround", ground),
    })),
  download: plain("download"),
  copy: plain("copy"),
  saveComparison: plain("saveComparison"),
  startAnew: plain("startAnew"),
  fromOriginal: plain("fromOriginal"),
  editPrompt: worded("editPrompt"),
  retry: plain("retry"),
  resubmit: plain("resubmit"),
  check: plain("check"),
  improve: plain("improve"),
  fullSize: plain("fullSize"),
  pickEngine: (run, { offers }) =>
    [{ id: null, label: AUTOMATIC }, ...offers.engines].map(({ id, label }) => ({
      label: `Engine: ${label}`,
      of: id ?? "",
      call: () => run("pickEngine", id),
    })),
  olderWords: worded("olderWords"),
  newerWords: worded("newerWords"),
  removeDraft: plain("removeDraft"),
  showGuide: plain("showGuide"),
  showKeys: plain("showKeys"),
  openPalette: elsewhere,
  closeSheet: elsewhere,
  fill: elsewhere,
  showOriginal: elsewhere,
  showBefore: elsewhere,
  takeFiles: elsewhere,
  takeSample: elsewhere,
  chooseOther: plain("chooseOther"),
  takeBack: plain("takeBack"),
  suggest: elsewhere,
  cancel: elsewhere,
  tryWith: elsewhere,
  sendAsWritten: elsewhere,
  giveFeedback: elsewhere,
  describe: elsewhere,
  delete: elsewhere,
  undoDeletion: plain("undoDeletion"),
};

const IDS = Object.keys(ENTRIES) as CommandId[];

/** Everything that can be done now, found by its words. */
export default function Palette() {
  const { view, run, can, input } = useEditor();
  const isApple = hasCommandKey();
  const toPrompt = useRef(false);
  const close = () => run("closeSheet");
  const choose = ({ call, toPrompt: isToPrompt = false }: Entry) => {
    toPrompt.current = isToPrompt;
    close();
    // What goes wrong is said by the command itself.
    void Promise.resolve(call()).catch(() => undefined);
  };
  return (
    <Dialog open onOpenChange={close}>
      <DialogContent
        onCloseAutoFocus={(event) => {
          if (!toPrompt.current) return;
          event.preventDefault();
          input.current?.focus({ preventScroll: true });
        }}
        className="top-[12dvh] max-w-xl translate-y-0"
      >
        <DialogTitle className="sr-only">{COMMANDS.openPalette.label}</DialogTitle>
        <Command loop filter={isMeant} label={COMMANDS.openPalette.label} className="flex min-h-0 flex-col">
          <Command.Input
            placeholder="What do you want to do?"
            className="h-14 w-full shrink-0 border-b bg-transparent pr-14 pl-4 text-base outline-none placeholder:text-muted-foreground"
          />
          <Command.List className="max-h-[50dvh] overflow-y-auto p-1">
            <Command.Empty className="p-4 text-sm text-muted-foreground">
              Nothing of that name can be done now.
            </Command.Empty>
            {IDS.filter((id) => can(id)).flatMap((id) =>
              ENTRIES[id](run, view).map((entry) => (
                <Command.Item
                  // Several versions may be called the same.
                  key={`${id} ${entry.of ?? ""}`}
                  value={`${id} ${entry.of ?? ""}`}
                  keywords={[entry.label]}
                  onSelect={() => choose(entry)}
                  className="flex min-h-11 cursor-pointer items-center justify-between gap-3 rounded-md px-3 py-1.5 text-sm data-[selected=true]:bg-accent data-[selected=true]:text-accent-foreground forced-colors:data-[selected=true]:outline-2"
                >
                  <span className="min-w-0 truncate">{entry.label}</span>
                  <Keys id={id} isApple={isApple} />
                </Command.Item>
              )),
            )}
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  );
}

/** 1 for what has every word that is looked for, 0 for what has not. */
function isMeant(_: string, wanted: string, [label = ""]: string[] = []): number {
  const text = label.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
    ? 1
    : 0;
}

function Keys({ id, isApple }: { id: CommandId; isApple: boolean }) {
  const { shortcut } = COMMANDS[id];
  if (shortcut === undefined) return null;
  return <kbd className="shrink-0 font-sans text-xs text-muted-foreground">{printKeys(shortcut.keys, isApple)}</kbd>;
}
