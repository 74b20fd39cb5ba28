import { isFinal, MAX_PROMPT_LENGTH } from "@/lib/lifecycle";
import { downloadName } from "./client/formats";
import { LOOK_COMMANDS, type LookCalls } from "./canvas/look-commands";
import { TAKE_COMMANDS, type TakeCalls } from "./canvas/take-commands";
import type { Command, Commands } from "./command";
import { fullSizePrice, LOCAL_ENGINE } from "./client/offers";
import { networkFailure } from "./client/request-failure";
import { rememberEngine, rememberImprove } from "./client/storage";
import { type Intent, isUnderWay, type Source, type Version } from "./editor-state";
import { type EditorView, hasPromptBox, idInPath, isFromOriginal, sameSource } from "./editor-view";
import {
  goToVersion,
  openChooser,
  putWords,
  resendIntent,
  sendIntent,
  stopSending,
  takeAddress,
  takeFiles,
} from "./effects";
import type { Studio } from "./studio";
import { HELP_COMMANDS, type HelpCalls } from "./help/help-commands";
import { type Sample, SAMPLES } from "./ideas";
import { sendsPrompt } from "./keys";
import { ORIGINAL } from "./versions";

/** What is done with a version comes when there is one. */
const ofVersions = () => import("./version-effects").catch(() => Promise.reject(networkFailure()));

/** What a person can do here, with what each is told and what it answers. */
export type CommandCalls = LookCalls & TakeCalls & HelpCalls & EditCalls;

type EditCalls = {
  takeFiles(files: readonly File[]): Promise<void>;
  takeSample(sample: Sample): Promise<void>;
  startAnew(): Promise<void>;
  chooseOther(): void;
  fromOriginal(): void;
  removeDraft(): void;
  takeBack(): void;
  suggest(prompt: string): void;
  editPrompt(): void;
  improve(): void;
  fullSize(): void;
  pickEngine(id: string | null): void;
  submit(): Promise<void>;
  resubmit(): Promise<void>;
  /** `discard`: although it is charged for already. */
  cancel(discard: boolean): Promise<void> | void;
  retry(): Promise<void>;
  check(): Promise<void>;
  tryWith(engine: string): Promise<void>;
  sendAsWritten(): Promise<void>;
  /** Id of a version, or `original`. */
  select(id: string): void;
  /** 1: good; 0: something is wrong, in words. Answers the server's thanks. */
  giveFeedback(rating: 0 | 1, text: string): Promise<string>;
  /** What the result shows, for who does not see it; `null`: what was asked for. */
  describe(altText: string | null): Promise<void>;
  delete(): Promise<void>;
  undoDeletion(): Promise<void>;
};

export type CommandId = keyof CommandCalls;

type Args<Id extends CommandId> = Parameters<CommandCalls[Id]>;

/**
 * Every command, once: buttons, keys and whatever else comes call them by their names, with
 * `useEditor().run("compare")`. One that is not enabled does nothing.
 */
export const COMMANDS: Commands<CommandCalls> = {
  ...LOOK_COMMANDS,
  ...TAKE_COMMANDS,
  ...HELP_COMMANDS,
  takeFiles: { label: "Choose a picture", enabled: always, run: takeFiles },
  takeSample: {
    label: "Try a sample picture",
    enabled: always,
    run: async (studio, { src, name, prompt }) => {
      // Words that somebody brought along are not taken away.
      const { prompt: brought } = studio.view().state;
      const isOwn = brought.trim() !== "" && !SAMPLES.some((sample) => sample.prompt === brought);
      if (await takeAddress(studio, src, name))
        studio.dispatch({ type: "promptChanged", prompt: isOwn ? brought : prompt });
    },
  },
  startAnew: {
    label: "Start anew with this result",
    enabled: ({ current }) => current?.edit.status === "completed",
    run: async (studio) => {
      const { number, sourceName } = studio.view();
      const { uuid, prompt, download_format, width, height, preview_image_url, edited_image_url } =
        currentOf(studio).edit;
      const name = downloadName(sourceName, number, prompt, download_format);
      // A small one to show; the server edits the one that it has.
      const stored = { id: uuid, width: width ?? 0, height: height ?? 0 };
      await takeAddress(studio, preview_image_url ?? edited_image_url ?? "", name, stored);
    },
  },
  chooseOther: {
    label: "Choose another picture",
    enabled: (view) => isNewPicture(view) && view.phase !== "sending",
    run: openChooser,
  },
  fromOriginal: {
    label: "Begin again with the original",
    enabled: ({ phase, keeper }) => phase === "done" && keeper !== null,
    run: (studio) => {
      const { state, current } = studio.view();
      const chosen = isFromOriginal(state, current) ? null : currentOf(studio).edit.uuid;
      studio.dispatch({ type: "sourceChosen", fromOriginal: chosen });
      studio.announcer.outcome(
        chosen === null ? "The next edit is made of this version." : "The next edit is made of the original.",
      );
    },
  },
  removeDraft: {
    label: "Put this picture away",
    enabled: isNewPicture,
    run: (studio) => {
      const { sending } = studio.view();
      studio.dispatch({ type: "draftRemoved" });
      // What is on its way from another page goes on.
      if (sending !== null) stopSending(studio);
    },
  },
  takeBack: {
    label: "Undo",
    enabled: ({ state }) => Boolean(state.draftNotice?.back),
    run: ({ dispatch, announcer }) => {
      dispatch({ type: "pictureBack" });
      announcer.outcome("The picture from before is back.");
    },
  },
  suggest: {
    label: "Use an idea",
    enabled: (view) => view.phase === "failed" || isNewPicture(view),
    // Not where it would raise a keyboard over the picture.
    run: (studio, prompt) => putWords(studio, prompt, window.matchMedia("(pointer: fine)").matches),
  },
  editPrompt: {
    label: "Edit prompt",
    enabled: ({ phase }) => phase === "refused" || phase === "failed",
    run: (studio) => {
      const { sending } = studio.view();
      putWords(studio, sending === null ? currentOf(studio).edit.prompt : sending.intent.prompt, true);
      stopSending(studio);
    },
  },
  improve: {
    label: "Improve my wording",
    enabled: (view) => hasPromptBox(view) && view.improves,
    run: ({ view, dispatch }) => {
      const improve = !view().state.improve;
      rememberImprove(improve);
      dispatch({ type: "improveChanged", improve });
    },
  },
  fullSize: {
    label: "Full size",
    enabled: (view) => hasPromptBox(view) && fullSizePrice(view.offers.engines, view.engine) !== null,
    run: ({ view, dispatch }) => dispatch({ type: "fullSizeChanged", fullSize: !view().state.fullSize }),
  },
  pickEngine: {
    label: "Engine",
    enabled: (view) => hasPromptBox(view) && view.phase !== "sending" && view.offers.engines.length > 1,
    run: (_, id) => rememberEngine(id),
  },
  submit: {
    label: "Edit picture",
    shortcut: { keys: "Control+Enter Meta+Enter", where: "prompt", matches: sendsPrompt },
    enabled: ({ blocked, source, state: { prompt, sending } }) => {
      const { length } = prompt.trim();
      const isSendable = length > 0 && length <= MAX_PROMPT_LENGTH && source !== null;
      return isSendable && blocked === null && !isUnderWay(sending);
    },
    run: (studio) => {
      const { state, source } = studio.view();
      return sendIntent(studio, intentOf(studio, state.prompt.trim(), source));
    },
  },
  resubmit: { label: "Retry", enabled: ({ phase }) => phase === "refused", run: resendIntent },
  cancel: {
    label: "Cancel",
    enabled: ({ phase, current }) => phase === "sending" || (phase === "running" && current?.own === true),
    run: (studio, discard) =>
      studio.view().phase === "sending"
        ? stopSending(studio)
        : ofVersions().then(({ cancelVersion }) => cancelVersion(studio, currentOf(studio).edit.uuid, discard)),
  },
  retry: {
    label: "Retry",
    enabled: ({ phase, current }) =>
      phase === "failed" && current?.own === true && (current.edit.status === "canceled" || current.edit.retryable),
    run: async (studio) => (await ofVersions()).retryVersion(studio, currentOf(studio)),
  },
  check: {
    label: "Check again",
    enabled: ({ phase, current }) => phase === "failed" && current?.own === true && current.edit.can_check,
    run: async (studio) => (await ofVersions()).checkVersion(studio, currentOf(studio).edit.uuid),
  },
  tryWith: {
    label: "Try with another engine",
    enabled: ({ phase, current }) => phase === "failed" && current?.own === true,
    run: (studio, engine) => sendIntent(studio, { ...sameIntent(studio), engine }),
  },
  sendAsWritten: {
    label: "Send mine as written",
    enabled: ({ phase, current }) =>
      current?.own === true &&
      phase !== "sending" &&
      current.edit.enhanced &&
      current.edit.enhanced_prompt !== null &&
      // Its rules read either in the same way.
      current.edit.editor !== LOCAL_ENGINE,
    run: async (studio) =>
      (await ofVersions()).sendAsWritten(studio, currentOf(studio), { ...sameIntent(studio), enhance: "off" }),
  },
  select: {
    label: "Go to version",
    enabled: ({ versions, keeper }, id) =>
      versions.some(({ edit }) => id === undefined || edit.uuid === id) || (id === ORIGINAL && keeper !== null),
    run: goToVersion,
  },
  giveFeedback: {
    label: "Give feedback",
    enabled: ({ current }) =>
      current?.own === true && current.edit.status === "completed" && current.edit.feedback_rating === null,
    run: async (studio, rating, text) =>
      (await ofVersions()).rateVersion(studio, currentOf(studio).edit.uuid, rating, text),
  },
  describe: {
    label: "Edit alt text",
    enabled: ({ current }) => current?.own === true && current.edit.status === "completed",
    run: async (studio, altText) => (await ofVersions()).describeVersion(studio, currentOf(studio).edit.uuid, altText),
  },
  delete: {
    label: "Delete now",
    enabled: ({ current }) => current?.own === true && isFinal(current.edit.status),
    run: async (studio) => (await ofVersions()).deleteVersion(studio, currentOf(studio)),
  },
  undoDeletion: {
    label: "Undo the deletion",
    enabled: ({ state }) => state.deleting !== null,
    run: async (studio) => (await ofVersions()).undoDeletion(studio),
  },
};

/** Calls a command by its name; `undefined` where it is not enabled. */
export type Run = <Id extends CommandId>(id: Id, ...args: Args<Id>) => ReturnType<CommandCalls[Id]> | undefined;

/** Whether a command is enabled. */
export type Can = <Id extends CommandId>(id: Id, ...args: Partial<Args<Id>>) => boolean;

/** The way to call commands: each is done where it is enabled. */
export function runnerOf(studio: Studio): Run {
  return (id, ...args) => {
    const command: Command<CommandCalls[typeof id]> = COMMANDS[id];
    return command.enabled(studio.view(), ...args) ? command.run(studio, ...args) : undefined;
  };
}

/** Nothing of it was sent, or what was sent is not accepted yet. */
function isNewPicture({ path, state }: EditorView): boolean {
  return idInPath(path) === null && state.draft !== null;
}

function always(): boolean {
  return true;
}

/** The current version. Commands that need one are enabled only where there is one. */
function currentOf({ view }: Studio): Version {
  const { current } = view();
  if (current === null) throw new Error("There is no version here.");
  return current;
}

function intentOf({ view }: Studio, prompt: string, source: Source | null): Intent {
  const { state, improves, engine, path } = view();
  if (source === null) throw new Error("There is no picture here.");
  return {
    prompt,
    enhance: state.improve || !improves ? "auto" : "off",
    fullSize: state.fullSize,
    engine,
    path,
    source,
  };
}

/** To make the current version again. */
function sameIntent(studio: Studio): Intent {
  const current = currentOf(studio);
  return intentOf(studio, current.edit.prompt, sameSource(current));
}
