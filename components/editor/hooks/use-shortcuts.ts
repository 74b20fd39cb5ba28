import { useEffect, useEffectEvent } from "react";
import { COMMANDS } from "../commands";
import type { EditorHandle } from "../editor-context";

/** The keys that are heard on the whole page: the original is shown for as long as its key is held. */
export function useShortcuts({ run, can }: Pick<EditorHandle, "run" | "can">): void {
  const isOriginalKey = COMMANDS.showOriginal.shortcut?.matches ?? (() => false);

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!isOriginalKey(event) || isTyping(event.target) || !can("showOriginal")) return;
    event.preventDefault();
    if (!event.repeat) run("showOriginal", true);
  });
  const release = useEffectEvent(() => run("showOriginal", false));

  useEffect(() => {
    const down = (event: KeyboardEvent) => press(event);
    const up = (event: KeyboardEvent) => {
      if (event.key === COMMANDS.showOriginal.shortcut?.keys) release();
    };
    const away = () => release();
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

// A single character is a shortcut only where it is not a text's character.
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(TEXTAREA|INPUT|SELECT)$/.test(target.tagName))
  );
}
