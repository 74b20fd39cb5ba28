"use client";

import { type CSSProperties, type ReactNode, useEffect, useEffectEvent, useRef, useSyncExternalStore } from "react";
import { cn } from "@/lib/cn";
import type { PictureSize } from "../editor-state";
import type { Look, CanvasLens } from "./lens";

/** Above this many percent each pixel is shown as the square that it is. */
const SQUARES_FROM = 200;

/** How one looks at the picture, once that has come to rest. */
export function useLook(lens: CanvasLens): Look {
  return useSyncExternalStore(lens.onRest, lens.look, lens.look);
}

type PaneProps = {
  lens: CanvasLens;
  /** Pixels of the picture at its full size. */
  size: PictureSize;
  /** Whether a plain drag moves the picture; it does not where it moves a split. */
  dragPans?: boolean;
  /** Called when the picture itself is held, and when it is let go. */
  onHold?: (held: boolean) => void;
  busy?: boolean;
  className?: string;
  style?: CSSProperties;
  children: ReactNode;
};

/** One view of one picture: fitted, and then scaled and moved as the lens says. Its ground lets nothing through. */
export function Pane({ lens, size, dragPans = true, onHold, busy = false, className, style, children }: PaneProps) {
  const view = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLElement>(null);
  const hold = useEffectEvent((held: boolean) => onHold?.(held));
  const { percent } = useLook(lens);
  const { width, height } = size;

  useEffect(() => {
    if (view.current === null || layer.current === null) return;
    return lens.seat({ view: view.current, layer: layer.current, pixels: width });
  }, [lens, width]);

  useEffect(() => {
    const target = view.current;
    let stop: (() => void) | null = null;
    let isGone = false;
    // The page is usable without: buttons and keys do the same.
    import("./gestures")
      .then(({ listenTo }) => {
        if (!isGone && target !== null)
          stop = listenTo(target, { lens, dragPans: () => dragPans, onHold: (held) => hold(held) });
      })
      .catch(() => undefined);
    return () => {
      isGone = true;
      stop?.();
    };
  }, [lens, dragPans]);

  const shape = { "--picture-ratio": width / height, "--picture-width": width } as CSSProperties;
  return (
    <div
      ref={view}
      data-pane
      className={cn(
        "@container-[size] absolute inset-0 grid touch-pan-x touch-pan-y place-items-center overflow-hidden bg-canvas data-dragged:cursor-grabbing data-grab:cursor-grab",
        className,
      )}
      style={style}
    >
      <figure
        ref={layer}
        aria-busy={busy}
        className={cn("picture-fit relative overflow-hidden", percent > SQUARES_FROM && "[image-rendering:pixelated]")}
        style={shape}
      >
        {children}
      </figure>
    </div>
  );
}
