import { useEffect, useEffectEvent, useRef } from "react";
import { recallSingleKeys } from "../client/storage";
import type { Shortcut } from "../command";
import { type CommandId, COMMANDS } from "../commands";
import type { EditorHandle } from "../editor-context";

/** What is called by a key that is heard outside of the prompt box; the sheet of keys is printed from the same table. */
export const KEYS: readonly { id: CommandId; shortcut: Shortcut }[] = (Object.keys(COMMANDS) as CommandId[]).flatMap(
  (id) => {
    const { shortcut } = COMMANDS[id];
    return shortcut === undefined || shortcut.where === "prompt" ? [] : [{ id, shortcut }];
  },
);

/** Calls the commands of the keys that are pressed. Single keys are heard where the canvas, its tools or nothing has the focus. */
export function useShortcuts({ run, can }: Pick<EditorHandle, "run" | "can">): void {
  const call = run as (id: CommandId, held?: boolean) => void;

  /** Where the key that is held lies on the keyboard: with Shift or Ctrl the same key is another character. */
  const held = useRef<{ id: CommandId; code: string } | null>(null);

  const press = useEffectEvent((event: KeyboardEvent) => {
    const heard = KEYS.find(({ shortcut }) => shortcut.matches(event) && isHeard(shortcut, event.target));
    if (heard === undefined || event.isComposing || !can(heard.id)) return;
    event.preventDefault();
    if (heard.shortcut.held !== true) call(heard.id);
    else if (!event.repeat) {
      held.current = { id: heard.id, code: event.code };
      call(heard.id, true);
    }
  });
  const release = useEffectEvent((event: KeyboardEvent) => {
    const byCode = event.code !== "" && event.code === held.current?.code ? held.current.id : null;
    if (byCode !== null) held.current = null;
    for (const { id, shortcut } of KEYS)
      if (shortcut.held === true && (id === byCode || shortcut.matches(event))) call(id, false);
  });
  // Whichever is held.
  const letGo = useEffectEvent(() => run("showOriginal", false));

  useEffect(() => {
    const down = (event: KeyboardEvent) => press(event);
    const up = (event: KeyboardEvent) => release(event);
    const away = () => letGo();
    window.addEventListener("keydown", down);
    window.addEventListener("keyup", up);
    window.addEventListener("blur", away);
    return () => {
      window.removeEventListener("keydown", down);
      window.removeEventListener("keyup", up);
      window.removeEventListener("blur", away);
    };
  }, []);
}

// A single character is a shortcut only where it is not a text's character, nor a control's own key.
function isHeard({ where }: Shortcut, target: EventTarget | null): boolean {
  const isText = target instanceof HTMLElement && /^(TEXTAREA|INPUT|SELECT)$/.test(target.tagName);
  if (where === "page" || (where === "apart" && !isText)) return true;
  if (where !== "canvas" || !recallSingleKeys()) return false;
  if (target === document.body) return true;
  return target instanceof HTMLElement && !isText && target.closest("[data-keys]") !== null;
}
