import type { EditorView } from "./editor-view";
import type { Studio } from "./studio";
import type { Press } from "./keys";

/** Keys that call a command. */
export type Shortcut = {
  /** As `aria-keyshortcuts` wants it. */
  keys: string;
  /**
   * `prompt`: heard in the prompt box; `page`: everywhere, with Ctrl or ⌘; `apart`: the same, but not in text; `canvas`: a single key, heard where the
   * canvas, one of its tools or nothing has the focus, while single keys are switched on.
   */
  where: "prompt" | "page" | "apart" | "canvas";
  matches: (press: Press) => boolean;
  /** For as long as it is held: called with true, and with false when it is let go. */
  held?: boolean;
};

/** Something that a person can do here: buttons, keys and the palette call the same. */
export type Command<Call extends (...args: never) => unknown> = {
  /** For people, where the place does not say it better. */
  label: string;
  shortcut?: Shortcut;
  /** Whether it does anything now; without arguments, whether it would with some. */
  enabled: (view: EditorView, ...args: Partial<Parameters<Call>>) => boolean;
  run: (studio: Studio, ...args: Parameters<Call>) => ReturnType<Call>;
};

/** Commands that belong together. */
export type Commands<Calls extends { [Id in keyof Calls]: (...args: never) => unknown }> = {
  readonly [Id in keyof Calls]: Command<Calls[Id]>;
};
