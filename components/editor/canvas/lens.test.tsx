import { fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listenTo } from "./gestures";
import { createLens } from "./lens";

const VIEW = { width: 800, height: 600 };
const FIT = { width: 800, height: 600 };
/** A picture of 4000 × 3000 pixels: fitted it is seen at 20 %. */
const PIXELS = 4000;

function measure(element: HTMLElement, { width, height }: typeof VIEW) {
  for (const [name, value] of [
    ["clientWidth", width],
    ["clientHeight", height],
    ["offsetWidth", width],
    ["offsetHeight", height],
  ] as const)
    Object.defineProperty(element, name, { value, configurable: true });
  element.getBoundingClientRect = () => new DOMRect(0, 0, width, height);
}

/** A lens with one view, and what a person does to it. */
function seated({ dragPans = true } = {}) {
  const { container } = render(
    <div data-canvas="" tabIndex={-1} role="group">
      <div data-view="">
        <div data-layer="" />
      </div>
    </div>,
  );
  const [view, layer] = ["[data-view]", "[data-layer]"].map((name) => container.querySelector<HTMLElement>(name));
  if (view === null || view === undefined || layer === null || layer === undefined) throw new Error("Nothing there");
  measure(view, VIEW);
  measure(layer, FIT);
  const lens = createLens();
  const leave = lens.seat({ view, layer, pixels: PIXELS });
  const stop = listenTo(view, { lens, dragPans: () => dragPans });
  const frame = () => vi.advanceTimersByTime(20);
  return { lens, view, layer, frame, leave, stop };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("createLens", () => {
  it("writes where the picture is, and says so once it rests", () => {
    const { lens, layer, frame } = seated();
    const rested = vi.fn<() => void>();
    lens.onRest(rested);
    expect(lens.look()).toEqual({ percent: 20, isFitted: true, shownWidth: 800 });
    lens.zoomTo(100);
    lens.pan({ x: 80, y: 0 });
    frame();
    expect(layer.style.transform).toBe("translate(10%, 0%) scale(5)");
    expect(layer.style.willChange).toBe("transform");
    expect(lens.percent()).toBeCloseTo(100);
    expect(rested).not.toHaveBeenCalled();
    vi.advanceTimersByTime(500);
    expect(rested).toHaveBeenCalledOnce();
    expect(lens.look()).toEqual({ percent: 100, isFitted: false, shownWidth: 4000 });
    expect(layer.style.willChange).toBe("");
    lens.fit();
    frame();
    expect(layer.style.transform).toBe("");
  });

  it("goes neither below the fitted picture, where that is less than 25 %, nor beyond 800 %", () => {
    const { lens } = seated();
    lens.zoomTo(5000);
    expect(lens.percent()).toBeCloseTo(800);
    lens.zoomBy(0.000_01);
    expect(lens.percent()).toBeCloseTo(20);
  });

  it("shows the same place in two views, and keeps it when one leaves", () => {
    const first = seated();
    const { view, layer } = seated();
    const leave = first.lens.seat({ view, layer, pixels: PIXELS });
    first.lens.zoomBy(2, { x: 100, y: 0 });
    first.frame();
    expect(layer.style.transform).toBe(first.layer.style.transform);
    leave();
    expect(first.lens.place().scale).toBe(2);
    first.lens.show("another picture");
    expect(first.lens.place()).toEqual({ scale: 1, x: 0, y: 0 });
  });
});

/** What a wheel tells; the DOM of these tests knows no wheel with keys. Answers whether the page may scroll. */
function wheel(view: HTMLElement, told: { deltaX?: number; deltaY: number; ctrlKey?: boolean; metaKey?: boolean }) {
  const event = new WheelEvent("wheel", { bubbles: true, cancelable: true });
  const known = { deltaX: 0, deltaMode: 0, ctrlKey: false, metaKey: false, clientX: 600, clientY: 300, ...told };
  for (const [name, value] of Object.entries(known)) Object.defineProperty(event, name, { value });
  return view.dispatchEvent(event);
}

describe("listenTo", () => {
  it("zooms by the wheel with Ctrl or ⌘ at the pointer, and leaves the plain wheel to the page", () => {
    const { view, lens } = seated();
    expect(wheel(view, { deltaY: -100 })).toBe(true);
    expect(lens.place().scale).toBe(1);
    expect(wheel(view, { deltaY: -100, ctrlKey: true })).toBe(false);
    expect(lens.place().scale).toBeCloseTo(1.27, 2);
    expect(lens.place().x).toBeLessThan(0);
    wheel(view, { deltaY: -3, metaKey: true });
    expect(lens.place().scale).toBeCloseTo(1.31, 2);
  });

  it("moves what is larger than its view by the plain wheel, up to its edge", () => {
    const { view, lens } = seated();
    lens.zoomBy(2);
    expect(wheel(view, { deltaY: 100 })).toBe(false);
    expect(lens.place().y).toBeLessThan(0);
    expect(wheel(view, { deltaY: 100_000 })).toBe(false);
    expect(wheel(view, { deltaY: 100 })).toBe(true);
  });

  const dragOf = (view: HTMLElement, button: number) => {
    view.setPointerCapture = () => undefined;
    fireEvent.pointerDown(view, { button, pointerId: 1, clientX: 400, clientY: 300 });
    fireEvent.pointerMove(view, { pointerId: 1, clientX: 440, clientY: 300 });
    fireEvent.pointerUp(view, { pointerId: 1 });
    fireEvent.pointerMove(view, { pointerId: 1, clientX: 480, clientY: 300 });
  };

  it("moves by a drag with the middle button, and with Space, and plainly where that means nothing else", () => {
    const { view, lens } = seated({ dragPans: false });
    lens.zoomBy(2);
    dragOf(view, 0);
    expect(lens.place().x).toBe(0);
    dragOf(view, 1);
    expect(lens.place().x).toBeCloseTo(0.05);
    fireEvent.keyDown(view.parentElement ?? view, { key: " " });
    dragOf(view, 0);
    expect(lens.place().x).toBeCloseTo(0.1);
    fireEvent.keyUp(window, { key: " " });
    dragOf(view, 0);
    expect(lens.place().x).toBeCloseTo(0.1);
    const plain = seated();
    plain.lens.zoomBy(2);
    dragOf(plain.view, 0);
    expect(plain.lens.place().x).toBeCloseTo(0.05);
  });

  it("looks closer where it is pressed twice, and at all of it again, so that no place needs a drag", () => {
    const { view, lens } = seated();
    fireEvent.dblClick(view, { clientX: 600, clientY: 300 });
    expect(lens.place().scale).toBe(3);
    expect(lens.place().x).toBeLessThan(0);
    fireEvent.dblClick(view, { clientX: 600, clientY: 300 });
    expect(lens.look().isFitted).toBe(true);
    const split = seated({ dragPans: false });
    fireEvent.dblClick(split.view, { clientX: 600, clientY: 300 });
    expect(split.lens.place().scale).toBe(1);
  });

  it("tells of a picture that is held still, until it is let go anywhere, and of no drag nor finger", () => {
    const { container } = render(<div data-view="" />);
    const view = container.querySelector<HTMLElement>("[data-view]");
    if (view === null) throw new Error("Nothing there");
    measure(view, VIEW);
    const held: boolean[] = [];
    const stop = listenTo(view, { lens: createLens(), dragPans: () => true, onHold: (now) => held.push(now) });
    const press = (more = {}) =>
      fireEvent.pointerDown(view, { button: 0, pointerId: 1, clientX: 400, clientY: 300, ...more });
    press();
    fireEvent.pointerUp(window);
    press({ pointerType: "touch" });
    vi.advanceTimersByTime(1000);
    press();
    fireEvent.pointerMove(window, { clientX: 420, clientY: 300 });
    vi.advanceTimersByTime(1000);
    expect(held).toEqual([]);
    press();
    fireEvent.pointerMove(window, { clientX: 402, clientY: 300 });
    vi.advanceTimersByTime(1000);
    expect(held).toEqual([true]);
    fireEvent.pointerUp(window);
    expect(held).toEqual([true, false]);
    press();
    vi.advanceTimersByTime(1000);
    stop();
    expect(held).toEqual([true, false, true, false]);
  });

  it("leaves Space to whatever has the focus elsewhere", () => {
    const { view } = seated();
    expect(fireEvent.keyDown(document.body, { key: " " })).toBe(true);
    fireEvent.pointerEnter(view);
    expect(fireEvent.keyDown(document.body, { key: " " })).toBe(false);
  });

  const touches = (...points: [x: number, y: number][]) => ({
    touches: points.map(([clientX, clientY], identifier) => ({ clientX, clientY, identifier })) as unknown as Touch[],
  });

  it("scales and moves by two fingers, and scrolls the page by one while all of it is seen", () => {
    const { view, lens } = seated();
    fireEvent.touchStart(view, touches([400, 300]));
    expect(fireEvent.touchMove(view, touches([400, 200]))).toBe(true);
    fireEvent.touchStart(view, touches([350, 300], [450, 300]));
    expect(fireEvent.touchMove(view, touches([300, 300], [500, 300]))).toBe(false);
    expect(lens.place()).toEqual({ scale: 2, x: 0, y: 0 });
    fireEvent.touchMove(view, touches([340, 300], [540, 300]));
    expect(lens.place().x).toBeCloseTo(0.05);
    // One finger that stays is not a jump.
    fireEvent.touchEnd(view, touches([340, 300]));
    fireEvent.touchMove(view, touches([300, 300]));
    expect(lens.place().x).toBeCloseTo(0);
  });

  it("hears nothing any more once it is told to stop", () => {
    const { view, lens, stop } = seated();
    stop();
    wheel(view, { deltaY: -100, ctrlKey: true });
    expect(lens.place().scale).toBe(1);
  });
});
