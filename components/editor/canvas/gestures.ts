import type { Point } from "./place";
import type { CanvasLens } from "./lens";

/** A notch of a wheel is a quarter; the small steps of two fingers on a pad follow them. */
const WHEEL_STEP = 24;
const WHEEL_RATE = 0.01;
/** Pixels of one line, where a wheel counts in lines. */
const LINE = 16;

/** Safari's own event for two fingers on a pad, which no type knows. */
type PadPinch = Event & { scale: number; clientX: number; clientY: number };

type Gestures = {
  lens: CanvasLens;
  /** Whether a plain drag moves the picture: not where it moves something else. */
  dragPans: () => boolean;
  /** Called when the picture itself is pressed and held without being moved, and when it is let go. */
  onHold?: (held: boolean) => void;
};

/** How much closer a double press looks. */
const CLOSER = 3;

/** A press that lasts longer than that is a hold. */
const HOLD_MS = 350;
/** Pixels that a hand may tremble meanwhile. */
const STILL = 4;

/**
 * Moves and scales the picture in a view: the wheel with Ctrl or ⌘ and two fingers at the pointer; a drag with Space, the
 * middle button or, where it means nothing else, alone. A plain wheel moves a picture that is larger than its view
 * and scrolls the page where there is no more of it. A double press looks closer at that place, and another one at all of
 * it again: so each place is reached without a drag. Listens until what it answers is called.
 */
export function listenTo(view: HTMLElement, { lens, dragPans, onHold }: Gestures): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const active = { passive: false, signal };
  const isLarger = () => lens.place().scale > 1;
  const host = view.closest<HTMLElement>("[data-canvas]") ?? view;
  const pointOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Point =>
    middleOf(view, clientX, clientY);

  let space = false;
  let inside = false;
  view.addEventListener("pointerenter", () => (inside = true), { signal });
  view.addEventListener("pointerleave", () => (inside = false), { signal });
  const hold = (held: boolean) => {
    space = held;
    view.toggleAttribute("data-grab", held);
  };
  window.addEventListener(
    "keydown",
    (event) => {
      const isHere = event.target === host || (inside && event.target === document.body);
      if (event.key !== " " || !isHere) return;
      event.preventDefault();
      hold(true);
    },
    { signal },
  );
  window.addEventListener("keyup", ({ key }) => key === " " && hold(false), { signal });
  window.addEventListener("blur", () => hold(false), { signal });

  view.addEventListener(
    "wheel",
    (event) => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const delta = Math.max(-WHEEL_STEP, Math.min(WHEEL_STEP, event.deltaY * unit));
        lens.zoomBy(Math.exp(-delta * WHEEL_RATE), pointOf(event));
      } else if (isLarger() && lens.pan({ x: -event.deltaX * unit, y: -event.deltaY * unit })) {
        event.preventDefault();
      }
    },
    active,
  );

  // Before whatever lies in the view: a drag with Space is never one of the split's.
  view.addEventListener(
    "pointerdown",
    (event) => {
      // A finger that stays on the picture gets the menu of the system; there is a button for it.
      if (event.pointerType === "touch") return;
      if (event.button === 0 && !space && onHold !== undefined) holdFrom(event, signal, onHold);
      const wanted = event.button === 1 || (event.button === 0 && (space || (dragPans() && isLarger())));
      if (!wanted) return;
      event.preventDefault();
      event.stopPropagation();
      host.focus({ preventScroll: true });
      drag(view, event, signal, (by) => void lens.pan(by));
    },
    { capture: true, signal },
  );

  listenToFingers(view, lens, { active, dragPans });

  view.addEventListener(
    "dblclick",
    (event) => {
      if (!dragPans()) return;
      if (isLarger()) lens.fit();
      else lens.zoomBy(CLOSER, pointOf(event));
    },
    { signal },
  );

  let before = 1;
  view.addEventListener("gesturestart", (event) => (event.preventDefault(), (before = 1)), active);
  view.addEventListener(
    "gesturechange",
    (event) => {
      const pinch = event as PadPinch;
      event.preventDefault();
      lens.zoomBy(pinch.scale / before, pointOf(pinch));
      before = pinch.scale;
    },
    active,
  );
  return () => controller.abort();
}

/** Two fingers scale and move; one moves what is larger than its view, and otherwise scrolls the page. */
function listenToFingers(
  view: HTMLElement,
  lens: CanvasLens,
  { active, dragPans }: { active: AddEventListenerOptions; dragPans: () => boolean },
): void {
  let last: (Point & { spread: number; fingers: number }) | null = null;
  const read = ({ touches }: TouchEvent) => {
    const [one, two] = [touches[0], touches[1]];
    if (one === undefined) return null;
    const other = two ?? one;
    const at = middleOf(view, (one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2);
    const spread = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    return { ...at, spread, fingers: Math.min(2, touches.length) };
  };
  const begin = (event: TouchEvent) => {
    last = read(event);
    view.toggleAttribute("data-pinch", event.touches.length > 1);
    if (event.touches.length > 1) event.preventDefault();
  };
  view.addEventListener("touchstart", begin, active);
  view.addEventListener("touchend", begin, active);
  view.addEventListener("touchcancel", begin, active);
  view.addEventListener(
    "touchmove",
    (event) => {
      const now = read(event);
      const from = last;
      last = now;
      if (now === null || from === null || now.fingers !== from.fingers) return;
      const by = { x: now.x - from.x, y: now.y - from.y };
      if (now.fingers === 1) {
        if (dragPans() && lens.place().scale > 1 && lens.pan(by)) event.preventDefault();
        return;
      }
      event.preventDefault();
      lens.pan(by);
      lens.zoomBy(now.spread / Math.max(1, from.spread), now);
    },
    active,
  );
}

function drag(view: HTMLElement, start: PointerEvent, signal: AbortSignal, move: (by: Point) => void): void {
  const ended = new AbortController();
  const until = { signal: AbortSignal.any([signal, ended.signal]) };
  let last = start;
  view.setPointerCapture(start.pointerId);
  view.toggleAttribute("data-dragged", true);
  view.addEventListener(
    "pointermove",
    (event) => {
      if (event.pointerId !== start.pointerId) return;
      move({ x: event.clientX - last.clientX, y: event.clientY - last.clientY });
      last = event;
    },
    until,
  );
  const end = () => {
    view.toggleAttribute("data-dragged", false);
    ended.abort();
  };
  view.addEventListener("pointerup", end, until);
  view.addEventListener("pointercancel", end, until);
}

/** Waits whether a press becomes a hold, and for its end. */
function holdFrom(start: PointerEvent, signal: AbortSignal, onHold: (held: boolean) => void): void {
  const ended = new AbortController();
  const until = { signal: AbortSignal.any([signal, ended.signal]) };
  let held = false;
  const timer = setTimeout(() => onHold((held = true)), HOLD_MS);
  const end = () => {
    clearTimeout(timer);
    ended.abort();
    if (held) onHold(false);
  };
  for (const type of ["pointerup", "pointercancel", "blur"]) window.addEventListener(type, end, until);
  window.addEventListener(
    "pointermove",
    ({ clientX, clientY }) => {
      if (!held && Math.hypot(clientX - start.clientX, clientY - start.clientY) > STILL) end();
    },
    until,
  );
  signal.addEventListener("abort", end, until);
}

function middleOf(view: HTMLElement, clientX: number, clientY: number): Point {
  const { left, top, width, height } = view.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}
