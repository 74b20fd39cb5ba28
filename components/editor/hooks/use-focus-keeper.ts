import { useEffect } from "react";

/** What may take the focus over from a part of it that is gone, the nearest first. */
const PLACES = "form, [role=group], section, figure, nav, aside, main";

/**
 * Keeps the focus near where it was when what had it is taken away or switched off, so that the next key or swipe goes
 * on from there and not from the top of the page. A button that rests for a moment gets it back.
 */
export function useFocusKeeper(): void {
  useEffect(() => {
    const keeper = createFocusKeeper(document);
    return () => keeper.stop();
  }, []);
}

/** The keeper of a document's focus, which acts before the next frame is painted. */
export function createFocusKeeper(page: Document): { stop: () => void } {
  let last: HTMLElement | null = null;
  let around: readonly Element[] = [];
  /** What rests, and what has the focus meanwhile. */
  let resting: { element: HTMLElement; place: HTMLElement } | null = null;

  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    if (target !== resting?.place) resting = null;
    last = target;
    around = ancestorsOf(target);
  };
  // Who leaves something that is still there has gone elsewhere; some browsers say the same of what is being removed.
  const forget = ({ target }: FocusEvent) =>
    queueMicrotask(() => {
      if (target === last && last !== null && !isLost(last)) last = null;
    });

  const mend = () => {
    const { activeElement, body } = page;
    if (resting !== null && activeElement === resting.place && !isLost(resting.element)) {
      const { element } = resting;
      resting = null;
      element.focus({ preventScroll: true });
      return;
    }
    if (last === null || !isLost(last) || (activeElement !== body && activeElement !== last && activeElement !== null))
      return;
    const lost = last;
    const place = around.find((each) => each.isConnected && each.matches(PLACES)) ?? page.querySelector("main");
    if (!(place instanceof HTMLElement)) return;
    if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
    if (lost.isConnected) resting = { element: lost, place };
    place.focus({ preventScroll: true });
  };

  const observer = new MutationObserver(mend);
  observer.observe(page.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  page.addEventListener("focusin", remember);
  page.addEventListener("focusout", forget);
  return {
    stop: () => {
      observer.disconnect();
      page.removeEventListener("focusin", remember);
      page.removeEventListener("focusout", forget);
    },
  };
}

const isLost = (element: HTMLElement): boolean => !element.isConnected || element.matches(":disabled");

function ancestorsOf(element: Element): Element[] {
  const found: Element[] = [];
  for (let each = element.parentElement; each !== null; each = each.parentElement) found.push(each);
  return found;
}
