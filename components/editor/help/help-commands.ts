import type { Commands } from "../command";
import { type EditorView, hasPromptBox } from "../editor-view";
import { goToVersion, putWords } from "../effects";
import type { Studio } from "../studio";
import { single, withMod } from "../keys";
import { ORIGINAL } from "../versions";

/** What a person can do to find the way: along the versions, through earlier words, and to help. */
export type HelpCalls = {
  openPalette(): void;
  showKeys(): void;
  showGuide(): void;
  closeSheet(): void;
  /** Puts words into the prompt box, and goes there. */
  fill(words: string): void;
  undo(): Promise<void>;
  redo(): void;
  olderWords(): void;
  newerWords(): void;
};

/** What the current version was made of, by its id or `original`, where it is there. */
function parentOf({ current, versions, keeper }: EditorView): string | null {
  if (current === null) return null;
  const parent = current.edit.parent_edit_uuid;
  if (parent === null) return keeper === null ? null : ORIGINAL;
  return versions.some(({ edit }) => edit.uuid === parent) ? parent : null;
}

/** Id of the newest that was made of what is looked at. */
function newestChildOf({ current, original, versions }: EditorView): string | null {
  const parent = original ? null : current?.edit.uuid;
  const child = versions.findLast(({ edit }) => edit.parent_edit_uuid === parent);
  return child?.edit.uuid ?? null;
}

/** All that was asked for on this page, the newest first, each but once. */
export function wordsOf({ state }: EditorView): readonly string[] {
  const edits = [...state.versions.values()].map(({ edit }) => edit);
  const newestFirst = edits.toSorted((a, b) => b.created_at.localeCompare(a.created_at));
  return [...new Set(newestFirst.map(({ prompt }) => prompt))];
}

/** Puts other words into the box, and keeps what somebody had begun to type for the way back. */
function walkWords({ view, dispatch, typed }: Studio, by: 1 | -1): void {
  const words = wordsOf(view());
  const { prompt } = view().state;
  const at = words.indexOf(prompt.trim());
  if (at < 0) typed.current = prompt;
  const to = at + by;
  if (to < -1 || to >= words.length) return;
  dispatch({ type: "promptChanged", prompt: words[to] ?? typed.current });
}

const withAlt = (wanted: string) => (press: { key: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean }) =>
  press.key === wanted && press.altKey && !press.ctrlKey && !press.metaKey;

export const HELP_COMMANDS: Commands<HelpCalls> = {
  openPalette: {
    label: "All commands",
    shortcut: { keys: "Control+K Meta+K", where: "page", matches: withMod("k") },
    enabled: hasPromptBox,
    run: ({ dispatch }) => dispatch({ type: "sheetChanged", sheet: "palette" }),
  },
  showKeys: {
    label: "Keys",
    shortcut: { keys: "?", where: "canvas", matches: single("?") },
    enabled: hasPromptBox,
    run: ({ dispatch }) => dispatch({ type: "sheetChanged", sheet: "keys" }),
  },
  showGuide: {
    label: "What you can say",
    enabled: hasPromptBox,
    run: ({ dispatch }) => dispatch({ type: "sheetChanged", sheet: "guide" }),
  },
  closeSheet: {
    label: "Close",
    enabled: ({ state }) => state.sheet !== null,
    run: ({ dispatch }) => dispatch({ type: "sheetChanged", sheet: null }),
  },
  fill: {
    label: "Use these words",
    enabled: hasPromptBox,
    run: (studio, words) => putWords(studio, words, true),
  },
  undo: {
    label: "Undo: a deletion, or back to what it was made of",
    shortcut: { keys: "Control+Z Meta+Z", where: "apart", matches: withMod("z") },
    enabled: (view) => view.state.deleting !== null || parentOf(view) !== null,
    run: async (studio) => {
      if (studio.view().state.deleting === null) goToVersion(studio, parentOf(studio.view()));
      else (await import("../version-effects")).undoDeletion(studio);
    },
  },
  redo: {
    label: "Redo: on to what was made of it",
    shortcut: {
      keys: "Control+Shift+Z Meta+Shift+Z Control+Y",
      where: "apart",
      matches: (press) => withMod("z", { shift: true })(press) || withMod("y")(press),
    },
    enabled: (view) => newestChildOf(view) !== null,
    run: (studio) => goToVersion(studio, newestChildOf(studio.view())),
  },
  olderWords: {
    label: "Earlier words",
    shortcut: { keys: "Alt+ArrowUp", where: "prompt", matches: withAlt("ArrowUp") },
    enabled: (view) => hasPromptBox(view) && wordsOf(view).length > 0,
    run: (studio) => walkWords(studio, 1),
  },
  newerWords: {
    label: "Later words",
    shortcut: { keys: "Alt+ArrowDown", where: "prompt", matches: withAlt("ArrowDown") },
    enabled: (view) => hasPromptBox(view) && wordsOf(view).length > 0,
    run: (studio) => walkWords(studio, -1),
  },
};
