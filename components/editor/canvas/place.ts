/** CSS pixels. */
export type Extent = { width: number; height: number };

/** A point, in CSS pixels from the middle of the view. */
export type Point = { x: number; y: number };

/**
 * Where one looks: how much larger than fitted the picture is, and how far its middle lies from the view's, in shares
 * of the fitted picture. So it means the same part of a picture in every view, whatever the view's size.
 */
export type Sight = { scale: number; x: number; y: number };

/** The whole picture, as large as there is room. */
export const FITTED: Sight = { scale: 1, x: 0, y: 0 };

/** A view, and the picture as it is fitted into it. */
export type Framing = { view: Extent; fitted: Extent };

/** Shares of the picture's own size: one pixel of it for four of the screen, and eight for one. */
const SMALLEST = 0.25;
const LARGEST = 8;

/** How far a place may be scaled: 25 to 800 % of the picture's own size, and always to where it fits. */
export function limitsOf(fittedShare: number): { least: number; most: number } {
  return { least: Math.min(1, SMALLEST / fittedShare), most: Math.max(1, LARGEST / fittedShare) };
}

/** The same place without an empty margin on one side alone: what is smaller than the view stands in its middle. */
export function within(place: Sight, { view, fitted }: Framing): Sight {
  return {
    scale: place.scale,
    x: clamp(place.x, slack(place.scale * fitted.width, view.width) / Math.max(1, fitted.width)),
    y: clamp(place.y, slack(place.scale * fitted.height, view.height) / Math.max(1, fitted.height)),
  };
}

/** Scales so that what lies under a point of the view stays under it. */
export function scaleAt(place: Sight, scale: number, point: Point, frame: Framing): Sight {
  const { fitted } = frame;
  const ratio = scale / place.scale;
  const x = point.x - ratio * (point.x - place.x * fitted.width);
  const y = point.y - ratio * (point.y - place.y * fitted.height);
  return within({ scale, x: x / Math.max(1, fitted.width), y: y / Math.max(1, fitted.height) }, frame);
}

/** Moves the picture by CSS pixels, as far as there is more of it. */
export function movedBy(place: Sight, by: Point, frame: Framing): Sight {
  const { width, height } = frame.fitted;
  const moved = { ...place, x: place.x + by.x / Math.max(1, width), y: place.y + by.y / Math.max(1, height) };
  return within(moved, frame);
}

/** The part of the view in which the picture is, in CSS pixels from the view's corner. */
export function visibleBox(place: Sight, { view, fitted }: Framing): Extent & { left: number; top: number } {
  const [left, right] = span(view.width, fitted.width, place.scale, place.x);
  const [top, bottom] = span(view.height, fitted.height, place.scale, place.y);
  return { left, top, width: right - left, height: bottom - top };
}

function span(view: number, fitted: number, scale: number, shift: number): [from: number, to: number] {
  const middle = view / 2 + shift * fitted;
  const half = (scale * fitted) / 2;
  return [Math.max(0, middle - half), Math.min(view, middle + half)];
}

const slack = (picture: number, view: number): number => Math.max(0, (picture - view) / 2);

const clamp = (value: number, most: number): number => (most === 0 ? 0 : Math.min(most, Math.max(-most, value)));
