"use client";

import { ImageOff } from "lucide-react";
import { type CSSProperties, useState } from "react";
import { cn } from "@/lib/cn";
import type { Shown } from "../editor-view";
import { CompareSlider } from "./compare-slider";

type CanvasProps = {
  /** What is underneath: the source of the edit. */
  before: Shown | null;
  /** The result, once there is one. */
  after: Shown | null;
  /** Pixels, for the shape of the frame; `null` until the picture itself tells. */
  size: { width: number; height: number } | null;
  mode: "result" | "compare" | "before";
  /** The picture is being worked on. */
  busy: boolean;
  /** Called with a picture's own size once it is decoded. */
  onSize?: (width: number, height: number) => void;
};

/** The picture, as large as there is room; nothing else competes with it. */
export function Canvas({ before, after, size, mode, busy, onSize }: CanvasProps) {
  const [measured, setMeasured] = useState<{ src: string; width: number; height: number } | null>(null);
  const [ready, setReady] = useState<string | null>(null);
  const [broken, setBroken] = useState<string | null>(null);
  const main = after ?? before;
  const shape = size ?? (measured?.src === main?.src ? measured : null) ?? { width: 1200, height: 900 };
  const style = { "--picture-ratio": shape.width / shape.height, "--picture-width": shape.width } as CSSProperties;

  const load = (shown: Shown, image: HTMLImageElement) => {
    if (shown !== main || image.naturalWidth === 0 || measured?.src === shown.src) return;
    setReady(shown.src);
    setMeasured({ src: shown.src, width: image.naturalWidth, height: image.naturalHeight });
    onSize?.(image.naturalWidth, image.naturalHeight);
  };

  const comparing = mode === "compare" && before !== null && after !== null;
  const isWaited = after !== null && ready !== after.src;
  return (
    <div className="@container-[size] relative grid min-h-0 w-full grow place-items-center overflow-hidden rounded-lg bg-canvas">
      <figure className="picture-fit relative overflow-hidden rounded-sm" style={style} aria-busy={busy}>
        {comparing ? (
          <CompareSlider before={before} after={after} />
        ) : (
          <Layers
            before={before}
            after={after}
            // The source stays until the result can be seen: nothing flashes in between.
            showBefore={after === null || mode === "before" || (before !== null && isWaited)}
            named={mode === "before"}
            dim={busy}
            onLoad={load}
            onError={(shown) => setBroken(shown.src)}
          />
        )}
        {(busy || (isWaited && !comparing)) && (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 left-0 w-1/3 animate-drift bg-linear-to-r from-transparent via-white/25 to-transparent motion-reduce:hidden"
          />
        )}
        {main !== null && broken === main.src && (
          <p className="absolute inset-0 grid place-content-center justify-items-center gap-2 bg-canvas p-4 text-center text-sm text-muted-foreground">
            <ImageOff className="size-6" aria-hidden="true" />
            <span>
              {main.src.startsWith("blob:")
                ? "Your browser cannot preview this kind of picture. It can still be sent."
                : "The picture could not be loaded."}
            </span>
          </p>
        )}
      </figure>
    </div>
  );
}

type LayersProps = Pick<CanvasProps, "before" | "after"> & {
  showBefore: boolean;
  /** Says which one is shown where it is not the result. */
  named: boolean;
  dim: boolean;
  onLoad: (shown: Shown, image: HTMLImageElement) => void;
  onError: (shown: Shown) => void;
};

/** The source and the result, one of them to be seen. */
function Layers({ before, after, showBefore, named, dim, onLoad, onError }: LayersProps) {
  return (
    <>
      {before !== null && (
        <Picture
          shown={before}
          hidden={!showBefore}
          dim={dim}
          onLoad={(image) => onLoad(before, image)}
          onError={() => onError(before)}
        />
      )}
      {after !== null && (
        <Picture
          shown={after}
          hidden={showBefore}
          dim={dim}
          isResult
          onLoad={(image) => onLoad(after, image)}
          onError={() => onError(after)}
        />
      )}
      {named && after !== null && before !== null && (
        <figcaption className="absolute top-2 left-2 rounded-sm bg-black/70 px-2 py-1 text-xs font-medium text-white">
          {before.label}
        </figcaption>
      )}
    </>
  );
}

type PictureProps = {
  shown: Shown;
  hidden: boolean;
  dim: boolean;
  isResult?: boolean;
  onLoad: (image: HTMLImageElement) => void;
  onError: () => void;
};

function Picture({ shown, hidden, dim, isResult = false, onLoad, onError }: PictureProps) {
  return (
    // oxlint-disable-next-line nextjs/no-img-element -- a preview of the right size, streamed by the app itself
    <img
      key={shown.src}
      src={shown.src}
      alt={shown.alt}
      aria-hidden={hidden}
      ref={(image) => {
        // Loaded before the page came alive: the event is past.
        if (image?.complete === true) onLoad(image);
      }}
      onLoad={(event) => onLoad(event.currentTarget)}
      onError={onError}
      className={cn(
        "absolute inset-0 size-full object-contain transition-[opacity,filter] duration-300",
        hidden && "opacity-0",
        dim && "opacity-75",
        isResult && "picture-ground",
      )}
    />
  );
}
