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
