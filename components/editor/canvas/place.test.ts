import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FITTED, type Framing, limitsOf, movedBy, type Sight, type Point, scaleAt, visibleBox, within } from "./place";

const frame: Framing = { view: { width: 800, height: 600 }, fitted: { width: 800, height: 400 } };

/** Where a point of the fitted picture is seen, both from the middle. */
const seenAt = ({ scale, x, y }: Sight, at: Point, { fitted }: Framing): Point => ({
  x: scale * at.x + x * fitted.width,
  y: scale * at.y + y * fitted.height,
});

describe("limitsOf", () => {
  it("reaches from 25 to 800 % of the picture's own size, and always to where it fits", () => {
    expect(limitsOf(0.5)).toEqual({ least: 0.5, most: 16 });
    expect(limitsOf(0.1)).toEqual({ least: 1, most: 80 });
    expect(limitsOf(10)).toEqual({ least: 0.025, most: 1 });
  });
});

describe("scaleAt", () => {
  it("keeps what lies under the pointer under it, while there is more of the picture all around", () => {
    const middle = fc.record({ x: fc.integer({ min: -150, max: 150 }), y: fc.integer({ min: -100, max: 100 }) });
    fc.assert(
      fc.property(middle, fc.double({ min: 4, max: 16, noNaN: true }), (point, scale) => {
        const from = scaleAt(FITTED, 3, { x: 0, y: 0 }, frame);
        const content = { x: point.x / 3, y: point.y / 3 };
        const seen = seenAt(scaleAt(from, scale, point, frame), content, frame);
        expect(seen.x).toBeCloseTo(point.x, 6);
        expect(seen.y).toBeCloseTo(point.y, 6);
      }),
    );
  });

  it("comes back to the middle when it is made small again", () => {
    const corner = scaleAt(FITTED, 4, { x: 390, y: 190 }, frame);
    expect(corner.x).not.toBe(0);
    expect(scaleAt(corner, 1, { x: -300, y: 10 }, frame)).toEqual({ scale: 1, x: 0, y: 0 });
  });
});

describe("within and movedBy", () => {
  it("leave no empty margin on one side of a picture that is larger than its view", () => {
    const anywhere = fc.record({
      scale: fc.double({ min: 0.1, max: 16, noNaN: true }),
      x: fc.double({ min: -20, max: 20, noNaN: true }),
      y: fc.double({ min: -20, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(anywhere, (place) => {
        const { left, top, width, height } = visibleBox(within(place, frame), frame);
        const [wide, high] = [place.scale * 800, place.scale * 400];
        expect(width).toBeCloseTo(Math.min(800, wide), 3);
        expect(height).toBeCloseTo(Math.min(600, high), 3);
        if (wide <= 800) expect(left).toBeCloseTo((800 - wide) / 2, 3);
        if (high <= 600) expect(top).toBeCloseTo((600 - high) / 2, 3);
      }),
    );
  });

  it("move by pixels of the view, up to the edge", () => {
    const place = { scale: 2, x: 0, y: 0 };
    expect(movedBy(place, { x: 80, y: -40 }, frame)).toEqual({ scale: 2, x: 0.1, y: -0.1 });
    expect(movedBy(place, { x: 4000, y: 4000 }, frame)).toEqual({ scale: 2, x: 0.5, y: 0.25 });
    expect(movedBy(FITTED, { x: 50, y: 50 }, frame)).toEqual(FITTED);
  });
});
