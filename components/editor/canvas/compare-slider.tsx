"use client";

import { MoveHorizontal, MoveVertical } from "lucide-react";
import { useState, useSyncExternalStore, type KeyboardEvent, type PointerEvent } from "react";
import { cn } from "@/lib/cn";
import type { Shown } from "../editor-view";

const NARROW = "(max-width: 40rem)";
const STEP = 1;
const LEAP = 10;

/**
 * Two pictures, one over the other, and a split between them that pointer, touch and keyboard move:
 * arrows by 1 %, with Shift or PageUp/PageDown by 10 %, Home and End, and 1, 2, 3 for start, middle
 * and end. The split lies across on narrow screens, where there is more height than width.
 */
export function CompareSlider({ before, after }: { before: Shown; after: Shown }) {
  const [split, setSplit] = useState(50);
  const vertical = useMediaQuery(NARROW);

  const move = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = vertical ? (event.clientY - box.top) / box.height : (event.clientX - box.left) / box.width;
    setSplit(clamp(share * 100));
  };

  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = splitAfter(event.key, event.shiftKey, split);
    if (next === null) return;
    event.preventDefault();
    setSplit(next);
  };

  const shown = Math.round(split);
  return (
    <div
      className={cn(
        "absolute inset-0 cursor-ew-resize overflow-hidden select-none",
        vertical ? "cursor-ns-resize touch-pan-x" : "touch-pan-y",
      )}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        move(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) move(event);
      }}
    >
      <Layer side={after} />
      <Layer side={before} clip={vertical ? `inset(0 0 ${100 - split}% 0)` : `inset(0 ${100 - split}% 0 0)`} />
      <Label className="top-2 left-2">{before.label}</Label>
      <Label className="right-2 bottom-2">{after.label}</Label>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Compare before and after"
        aria-orientation={vertical ? "vertical" : "horizontal"}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={shown}
        aria-valuetext={`${shown}% before, ${100 - shown}% after`}
        onKeyDown={press}
        className={cn(
          "group absolute grid place-items-center outline-none",
          vertical ? "inset-x-0 h-11 -translate-y-1/2" : "inset-y-0 w-11 -translate-x-1/2",
        )}
        style={vertical ? { top: `${split}%` } : { left: `${split}%` }}
      >
        <span
          className={cn(
            "absolute bg-white shadow-[0_0_0_1px_rgb(0_0_0/35%)] forced-colors:bg-[CanvasText]",
            vertical ? "inset-x-0 h-0.5" : "inset-y-0 w-0.5",
          )}
        />
        <span className="relative grid size-11 place-items-center rounded-full bg-white text-neutral-900 shadow-float ring-1 ring-black/25 group-focus-visible:outline-3 group-focus-visible:outline-offset-2 group-focus-visible:outline-ring group-focus-visible:ring-2 group-focus-visible:ring-white">
          {vertical ? (
            <MoveVertical className="size-5" aria-hidden="true" />
          ) : (
            <MoveHorizontal className="size-5" aria-hidden="true" />
          )}
        </span>
      </div>
    </div>
  );
}

function Layer({ side, clip }: { side: Shown; clip?: string }) {
  return (
    // oxlint-disable-next-line nextjs/no-img-element -- a preview of the right size, streamed by the app itself
    <img
      src={side.src}
      alt={side.alt}
      draggable={false}
      className="absolute inset-0 size-full object-contain"
      style={{ clipPath: clip }}
    />
  );
}

function Label({ className, children }: { className: string; children: string }) {
  return (
    <span
      className={cn(
        "pointer-events-none absolute max-w-[45%] truncate rounded-sm bg-black/70 px-2 py-1 text-xs font-medium text-white",
        className,
      )}
    >
      {children}
    </span>
  );
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

function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    () => window.matchMedia(query).matches,
    () => false,
  );
}
