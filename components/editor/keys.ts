/** As much of a `KeyboardEvent` as tells a shortcut. */
export type Press = Pick<
  KeyboardEvent,
  "key" | "keyCode" | "isComposing" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey"
>;

/** Enter sends, Shift+Enter breaks the line, Ctrl or ⌘ + Enter always sends; nothing does while an input method composes. */
export function sendsPrompt({ key, keyCode, isComposing, ctrlKey, metaKey, shiftKey, altKey }: Press): boolean {
  if (key !== "Enter" || isComposing || keyCode === 229) return false;
  return ctrlKey || metaKey || !(shiftKey || altKey);
}

/** A single key, whatever Shift has made of it, alone. */
export function single(...keys: string[]): (press: Press) => boolean {
  return ({ key, ctrlKey, metaKey, altKey }) =>
    !ctrlKey && !metaKey && !altKey && keys.includes(key.length === 1 ? key.toLowerCase() : key);
}

/** A letter with Ctrl or ⌘; with `shift`, with that too. */
export function withMod(letter: string, { shift = false }: { shift?: boolean } = {}): (press: Press) => boolean {
  return ({ key, ctrlKey, metaKey, altKey, shiftKey }) =>
    (ctrlKey || metaKey) && !altKey && shiftKey === shift && key.toLowerCase() === letter;
}
