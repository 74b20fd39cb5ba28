"use client";

import { MoveHorizontal, MoveVertical } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from "react";
import { cn } from "@/lib/cn";
import type { ComparedTwo } from "./compared";
import { Pane } from "./pane";
import { ShownPicture } from "./picture";
import type { CanvasLens } from "./lens";

const STEP = 1;
const LEAP = 10;

/**
 * Two pictures, one over the other, and a split between them that pointer, touch and keyboard move:
 * arrows by 1 %, with Shift or PageUp/PageDown by 10 %, Home and End, and 1, 2, 3 for start, middle
 * and end. It divides what can be seen of the pictures, however large they are. `across`: it lies across.
 */
export function CompareSlider({ before, after, lens, onLoad, across }: ComparedTwo & { across: boolean }) {
  const [split, setSplit] = useState(50);
  const root = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const place = () => root.current?.style.setProperty("--split", splitAt(lens, across, split));
    place();
    return lens.onFrame(place);
  }, [lens, across, split]);

  const move = (event: PointerEvent<HTMLDivElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const box = lens.visible() ?? { left: 0, top: 0, width, height };
    const share = across ? (event.clientY - top - box.top) / box.height : (event.clientX - left - box.left) / box.width;
    if (Number.isFinite(share)) setSplit(clamp(share * 100));
  };

  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = splitAfter(event.key, event.shiftKey, split);
    if (next === null) return;
    event.preventDefault();
    // The canvas around it knows some of these keys as well.
    event.stopPropagation();
    setSplit(next);
  };

  const shown = Math.round(split);
  const clip = across ? "inset(0 0 calc(100% - var(--split)) 0)" : "inset(0 calc(100% - var(--split)) 0 0)";
  return (
    <div
      ref={root}
      className={cn(
        "absolute inset-0 overflow-hidden select-none",
        across ? "cursor-ns-resize touch-pan-x" : "cursor-ew-resize touch-pan-y",
      )}
      onPointerDown={(event) => {
        if (event.button !== 0 || !event.isPrimary) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        move(event);
      }}
      onPointerMove={(event) => {
        const { currentTarget, pointerId } = event;
        // Two fingers look closer.
        const isPinched = currentTarget.querySelector("[data-pinch]") !== null;
        if (!isPinched && currentTarget.hasPointerCapture(pointerId)) move(event);
      }}
    >
      {[after, before].map(({ shown: picture, size }, index) => (
        <Pane
          key={picture.src}
          lens={lens}
          size={size}
          dragPans={false}
          className="touch-auto"
          {...(index === 1 ? { style: { clipPath: clip } } : {})}
        >
          <ShownPicture shown={picture} lens={lens} onLoad={(image) => onLoad(picture, image)} />
        </Pane>
      ))}
      <span className="picture-label top-2 left-2 max-w-[45%]">{before.shown.label}</span>
      <span className={cn("picture-label max-w-[45%]", across ? "bottom-2 left-2" : "top-2 right-2")}>
        {after.shown.label}
      </span>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Compare before and after"
        aria-orientation={across ? "vertical" : "horizontal"}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={shown}
        aria-valuetext={`${shown}% before, ${100 - shown}% after`}
        onKeyDown={press}
        className={cn(
          "group absolute grid place-items-center outline-none focus-visible:shadow-none",
          across ? "inset-x-0 h-11 -translate-y-1/2" : "inset-y-0 w-11 -translate-x-1/2",
        )}
        style={across ? { top: "var(--split)" } : { left: "var(--split)" }}
      >
        <span
          className={cn(
            "absolute bg-white shadow-[0_0_0_1px_rgb(0_0_0/35%)] forced-colors:bg-[CanvasText]",
            across ? "inset-x-0 h-0.5" : "inset-y-0 w-0.5",
          )}
        />
        <span className="relative grid size-11 place-items-center rounded-full bg-white text-neutral-900 shadow-float ring-1 ring-black/25 forced-colors:border-2 group-focus-visible:outline-3 group-focus-visible:outline-offset-2 group-focus-visible:outline-ring group-focus-visible:ring-2 group-focus-visible:ring-white">
          {across ? (
            <MoveVertical className="size-5" aria-hidden="true" />
          ) : (
            <MoveHorizontal className="size-5" aria-hidden="true" />
          )}
        </span>
      </div>
    </div>
  );
}

/** Where the split lies in the view, as a length. */
function splitAt(lens: CanvasLens, across: boolean, percent: number): string {
  const box = lens.visible();
  const [start, length] = across ? [box?.top ?? 0, box?.height ?? 0] : [box?.left ?? 0, box?.width ?? 0];
  return length === 0 ? `${percent}%` : `${start + (length * percent) / 100}px`;
}

/** Where a key moves the split to, in percent; `null` for keys that don't. */
function splitAfter(key: string, shift: boolean, split: number): number | null {
  const step = shift ? LEAP : STEP;
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return clamp(split + step);
    case "ArrowLeft":
    case "ArrowUp":
      return clamp(split - step);
    case "PageDown":
      return clamp(split + LEAP);
    case "PageUp":
      return clamp(split - LEAP);
    case "Home":
    case "1":
      return 0;
    case "2":
      return 50;
    case "End":
    case "3":
      return 100;
    default:
      return null;
  }
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
