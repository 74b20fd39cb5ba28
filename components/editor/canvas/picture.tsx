"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { cn } from "@/lib/cn";
import type { PictureSize } from "../editor-state";
import type { Shown } from "../versions";
import { useLook } from "./pane";
import type { CanvasLens } from "./lens";

type PictureProps = {
  shown: Shown;
  lens: CanvasLens;
  hidden?: boolean;
  dim?: boolean;
  onLoad?: (image: HTMLImageElement) => void;
  onError?: () => void;
};

/**
 * A picture: the small one at once, and the one of full size over it as soon as more of it can be seen than the small
 * one has.
 */
export function ShownPicture({ shown, lens, hidden = false, dim = false, onLoad, onError }: PictureProps) {
  const [small, setSmall] = useState<{ src: string; width: number } | null>(null);
  const width = small?.src === shown.src ? small.width : null;
  const hasMore = shown.full !== shown.src && width !== null && (shown.size?.width ?? Infinity) > width;

  const loaded = (image: HTMLImageElement) => {
    if (image.naturalWidth > 0 && small?.src !== shown.src) setSmall({ src: shown.src, width: image.naturalWidth });
    onLoad?.(image);
  };
  const ownImage = useRef<HTMLImageElement>(null);
  const lookForFailure = useEffectEvent(() => {
    const image = ownImage.current;
    if (image?.complete === true && image.naturalWidth === 0 && image.currentSrc !== "") onError?.();
  });
  // The same of one that failed.
  useEffect(() => lookForFailure(), []);
  const look = cn(
    "absolute inset-0 size-full object-contain transition-[opacity,filter] duration-300 select-none",
    hidden && "opacity-0",
    dim && "opacity-75",
  );
  return (
    <>
      <img
        key={shown.src}
        src={shown.src}
        alt={shown.alt}
        aria-hidden={hidden}
        draggable={false}
        ref={(image) => {
          // Loaded before the page came alive: the event is past.
          if (image?.complete === true) loaded(image);
          ownImage.current = image;
        }}
        onLoad={(event) => loaded(event.currentTarget)}
        onError={onError}
        className={cn(look, "picture-ground")}
      />
      {shown.full !== null && hasMore && !hidden && (
        <FullSize key={shown.full} src={shown.full} from={width} lens={lens} look={look} />
      )}
    </>
  );
}

type FullSizeProps = {
  src: string;
  /** Pixels of the screen from which on it is wanted. */
  from: number;
  lens: CanvasLens;
  look: string;
};

function FullSize({ src, from, lens, look }: FullSizeProps) {
  const { shownWidth } = useLook(lens);
  const [wanted, setWanted] = useState(false);
  const [ready, setReady] = useState(false);
  if (!wanted && shownWidth > from + 1) setWanted(true);
  if (!wanted) return null;
  return (
    <img
      src={src}
      alt=""
      draggable={false}
      data-full-size={ready ? "shown" : "loading"}
      onLoad={({ currentTarget }) => {
        // Decoded first, so that no frame waits for it.
        const show = () => setReady(true);
        void currentTarget.decode().then(show, show);
      }}
      className={cn(look, "duration-0", ready ? "picture-ground" : "opacity-0")}
    />
  );
}

/** The pixels of a picture: what is known of it, else those of the small one that is loaded. */
export function sizeOfShown(shown: Shown, measured: PictureSize | undefined, like: PictureSize | null): PictureSize {
  if (shown.size !== null) return shown.size;
  if (measured === undefined) return like ?? { width: 1200, height: 900 };
  // An original of the same shape as its result is of its size as well.
  const isLike = like !== null && Math.abs((measured.width * like.height) / (measured.height * like.width) - 1) < 0.01;
  return isLike ? like : measured;
}
