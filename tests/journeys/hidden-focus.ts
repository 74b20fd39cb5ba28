/** In the page: what has the focus and cannot be seen at any of nine points; `null` when it can. */
export function hiddenFocus(): string | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return null;
  // An input that only a screen reader meets is seen by its label.
  const isSeen = focused.offsetWidth > 1 || !(focused instanceof HTMLInputElement);
  const shown = isSeen ? focused : (focused.labels?.[0] ?? focused);
  const { left, top, width, height } = shown.getBoundingClientRect();
  for (const x of [0.1, 0.5, 0.9]) {
    for (const y of [0.1, 0.5, 0.9]) {
      const there = document.elementFromPoint(left + width * x, top + height * y);
      if (there !== null && (shown.contains(there) || there.contains(shown))) return null;
    }
  }
  return focused.outerHTML.slice(0, 200);
}
