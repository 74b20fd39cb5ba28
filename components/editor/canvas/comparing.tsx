"use client";

import { Pause, Play } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { useEditor } from "../editor-context";
import type { PictureSize } from "../editor-state";
import type { Shown, Side } from "../versions";
import { type ComparedPicture, type ComparedTwo, isTall } from "./compared";
import { CompareSlider } from "./compare-slider";
import type { Comparison } from "./comparison";
import { Pane } from "./pane";
import { ShownPicture } from "./picture";

type ComparingProps = {
  comparison: Comparison;
  pair: readonly [Side, Side];
  sizeOf: (shown: Shown) => PictureSize;
  onLoad: (shown: Shown, image: HTMLImageElement) => void;
};

/** Two pictures, in the way that the address says. Each keeps its own shape: what has no counterpart shows as such. */
export default function Comparing({ comparison: { mode }, pair, sizeOf, onLoad }: ComparingProps) {
  const { lens, view } = useEditor();
  const [before, after] = pair.map(({ shown }): ComparedPicture => ({ shown, size: sizeOf(shown) }));
  if (before === undefined || after === undefined) return null;
  const { turned } = view.state;
  const two = { before, after, lens, onLoad };
  return (
    <>
      {mode === "slider" && <CompareSlider {...two} across={isTall(after.size) !== turned} />}
      {mode === "side" && <SideBySide {...two} stacked={turned} />}
      {mode === "difference" && <Difference {...two} />}
      {mode === "blink" && <Blink {...two} />}
      {!isSameSize(before.size, after.size) && (
        <p className="picture-label inset-x-0 bottom-2 mx-auto w-fit">{sizesDiffer(before, after)}</p>
      )}
    </>
  );
}

const isSameSize = (one: PictureSize, other: PictureSize): boolean =>
  one.width === other.width && one.height === other.height;

function sizesDiffer(before: ComparedPicture, after: ComparedPicture): string {
  const [one, other] = [before, after].map(({ shown, size }) => `${shown.label} ${size.width} × ${size.height}`);
  return `Sizes differ: ${one}, ${other}. Each is fitted as a whole.`;
}

function SideBySide({ before, after, lens, onLoad, stacked }: ComparedTwo & { stacked: boolean }) {
  return (
    <div className={cn("grid size-full gap-0.5", stacked ? "grid-rows-2" : "grid-cols-2")}>
      {[before, after].map(({ shown, size }) => (
        <div key={shown.src} className="relative min-h-0 min-w-0">
          <Pane lens={lens} size={size}>
            <ShownPicture shown={shown} lens={lens} onLoad={(image) => onLoad(shown, image)} />
          </Pane>
          <span className="picture-label top-2 left-2">{shown.label}</span>
        </div>
      ))}
    </div>
  );
}

function Difference({ before, after, lens, onLoad }: ComparedTwo) {
  return (
    <>
      {/* Each with its ground first, so that what became transparent differs as well. */}
      <div className="absolute inset-0 isolate brightness-800">
        <Pane lens={lens} size={before.size}>
          <ShownPicture shown={before.shown} lens={lens} onLoad={(image) => onLoad(before.shown, image)} />
        </Pane>
        <Pane lens={lens} size={after.size} className="mix-blend-difference">
          <ShownPicture shown={after.shown} lens={lens} onLoad={(image) => onLoad(after.shown, image)} />
        </Pane>
      </div>
      <span className="picture-label top-2 left-2">
        {`${before.shown.label} and ${after.shown.label}: black where they are the same, differences eight times as strong`}
      </span>
    </>
  );
}

/** Slow enough that nothing flashes. */
const BLINK_MS = 800;

function Blink({ before, after, lens, onLoad }: ComparedTwo) {
  const [isFirst, setIsFirst] = useState(true);
  const [playing, setPlaying] = useState(() => !window.matchMedia("(prefers-reduced-motion: reduce)").matches);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setIsFirst((now) => !now), BLINK_MS);
    return () => clearInterval(timer);
  }, [playing]);
  const { label } = (isFirst ? before : after).shown;
  return (
    <>
      {[before, after].map(({ shown, size }, index) => (
        <Pane key={shown.src} lens={lens} size={size} className={cn((index === 0) !== isFirst && "invisible")}>
          <ShownPicture shown={shown} lens={lens} onLoad={(image) => onLoad(shown, image)} />
        </Pane>
      ))}
      <span className="picture-label top-2 left-2">{label}</span>
      <div className="absolute right-2 bottom-2 flex gap-1">
        <Button
          variant="outline"
          onClick={() => {
            setPlaying(false);
            setIsFirst(!isFirst);
          }}
        >
          Show the other
        </Button>
        <Button
          variant="outline"
          size="icon"
          aria-label={playing ? "Pause" : "Play"}
          onClick={() => setPlaying(!playing)}
        >
          {playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        </Button>
      </div>
    </>
  );
}
