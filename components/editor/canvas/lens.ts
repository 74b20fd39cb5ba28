import {
  type Extent,
  FITTED,
  type Framing,
  limitsOf,
  movedBy,
  type Sight,
  type Point,
  scaleAt,
  visibleBox,
  within,
} from "./place";

/** One view with one picture in it. Two of them show the same place of two pictures. */
export type Seat = {
  view: HTMLElement;
  /** What is scaled and moved; its own size is that of the fitted picture. */
  layer: HTMLElement;
  /** Width of the picture itself, in pixels. */
  pixels: number;
};

/** What the page shows of the place, once it has come to rest. */
export type Look = {
  /** Of the picture's own size: 100 is one pixel of the picture for one of the screen. */
  percent: number;
  isFitted: boolean;
  /** Pixels of the screen that the picture is wide. */
  shownWidth: number;
};

/**
 * Where one looks at the picture, for as long as the page lives. It writes the transforms itself, outside of React:
 * nothing is rendered while a picture is moved.
 */
export type CanvasLens = {
  /** Takes a view in, until what it answers is called. */
  seat: (seat: Seat) => () => void;
  place: () => Sight;
  /** Says by some name which picture it is that one looks at: with another one everything begins anew. */
  show: (name: string) => void;
  fit: () => void;
  /** Percent of the picture's own size, at a point of the view or its middle. */
  zoomTo: (percent: number, at?: Point) => void;
  zoomBy: (factor: number, at?: Point) => void;
  /** Moves by CSS pixels; false where there is no more of the picture on that side. */
  pan: (by: Point) => boolean;
  /** The part of the view in which the pictures are, of one size or two. */
  visible: () => (Extent & { left: number; top: number }) | null;
  /** Percent as it is in this very moment. */
  percent: () => number;
  look: () => Look;
  /** Called when it comes to rest. */
  onRest: (listener: () => void) => () => void;
  /** Called with each frame that moves. */
  onFrame: (listener: () => void) => () => void;
};

const REST_MS = 160;

const UNSEEN: Look = { percent: 100, isFitted: true, shownWidth: 0 };

/** A lens without a view yet. */
export function createLens(): CanvasLens {
  const seats = new Set<Seat>();
  const resting = new Set<() => void>();
  const moving = new Set<() => void>();
  let place = FITTED;
  let shown = "";
  let look = UNSEEN;
  let frame = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const first = (): Seat | undefined => seats.values().next().value;
  const percent = (): number => {
    const seat = first();
    return seat === undefined ? 100 : place.scale * fittedShare(seat) * 100;
  };

  const settle = () => {
    for (const { layer } of seats) layer.style.willChange = "";
    const seat = first();
    const shownWidth = seat === undefined ? 0 : place.scale * fittedShare(seat) * seat.pixels;
    const next = { percent: percent(), isFitted: place === FITTED || place.scale === 1, shownWidth };
    const same =
      next.percent === look.percent && next.isFitted === look.isFitted && next.shownWidth === look.shownWidth;
    if (same) return;
    look = next;
    for (const notify of resting) notify();
  };

  const write = () => {
    frame = 0;
    const { scale, x, y } = place;
    const transform = scale === 1 && x === 0 && y === 0 ? "" : `translate(${x * 100}%, ${y * 100}%) scale(${scale})`;
    for (const { layer } of seats) layer.style.transform = transform;
    for (const notify of moving) notify();
  };

  const go = (next: Sight): boolean => {
    if (next.scale === place.scale && next.x === place.x && next.y === place.y) return false;
    place = next;
    for (const { layer } of seats) layer.style.willChange = "transform";
    if (frame === 0) frame = requestAnimationFrame(write);
    clearTimeout(rest);
    rest = setTimeout(settle, REST_MS);
    return true;
  };

  const scaleTo = (scale: number, at: Point = { x: 0, y: 0 }) => {
    const seat = first();
    if (seat === undefined) return;
    const { least, most } = limitsOf(fittedShare(seat));
    go(scaleAt(place, Math.min(most, Math.max(least, scale)), at, frameOf(seat)));
  };

  /** After the view or the picture has another size. */
  const adjust = () => {
    const seat = first();
    if (seat !== undefined) place = within(place, frameOf(seat));
    write();
    settle();
  };

  return {
    seat: (seat) => {
      seats.add(seat);
      const observer = new ResizeObserver(adjust);
      observer.observe(seat.view);
      observer.observe(seat.layer);
      adjust();
      return () => {
        seats.delete(seat);
        observer.disconnect();
      };
    },
    place: () => place,
    show: (name) => {
      if (name === shown) return;
      shown = name;
      place = FITTED;
      adjust();
    },
    fit: () => void go(FITTED),
    zoomTo: (wanted, at) => {
      const seat = first();
      if (seat !== undefined) scaleTo(wanted / 100 / fittedShare(seat), at);
    },
    zoomBy: (factor, at) => scaleTo(place.scale * factor, at),
    pan: (by) => {
      const seat = first();
      return seat !== undefined && go(movedBy(place, by, frameOf(seat)));
    },
    visible: () => {
      const boxes = [...seats].map((seat) => visibleBox(place, frameOf(seat)));
      if (boxes.length === 0) return null;
      const left = Math.min(...boxes.map((box) => box.left));
      const top = Math.min(...boxes.map((box) => box.top));
      const width = Math.max(...boxes.map((box) => box.left + box.width)) - left;
      return { left, top, width, height: Math.max(...boxes.map((box) => box.top + box.height)) - top };
    },
    percent,
    look: () => look,
    onRest: (listener) => subscribe(resting, listener),
    onFrame: (listener) => subscribe(moving, listener),
  };
}

const frameOf = ({ view, layer }: Seat): Framing => ({
  view: { width: view.clientWidth, height: view.clientHeight },
  fitted: { width: layer.offsetWidth, height: layer.offsetHeight },
});

/** Pixels of the screen for one of the picture, where it fits. */
const fittedShare = ({ layer, pixels }: Seat): number =>
  (Math.max(1, layer.offsetWidth) * (window.devicePixelRatio || 1)) / Math.max(1, pixels);

function subscribe(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
