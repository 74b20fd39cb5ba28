const NAMES: Readonly<Record<string, string>> = {
  Control: "Ctrl",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Enter: "Enter",
};

const APPLE: Readonly<Record<string, string>> = { Meta: "⌘", Alt: "⌥", Shift: "⇧", Control: "⌃" };

/** Whether this is a machine whose keyboard has ⌘. For the browser only. */
export const hasCommandKey = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);

/**
 * Keys of `aria-keyshortcuts` as people of a platform know them: `Ctrl+K`, or `⌘K` where there is such a key. Of
 * several it is the first that the keyboard has.
 */
export function printKeys(keys: string, isApple: boolean): string {
  const ways = keys.split(" ");
  const way = ways.find((one) => one.includes("Meta+") === isApple) ?? ways[0] ?? "";
  const parts = way.split(/\+(?=.)/).map((key) => (isApple ? APPLE[key] : undefined) ?? NAMES[key] ?? key);
  return isApple ? parts.join("") : parts.join("+");
}
