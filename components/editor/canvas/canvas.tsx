"use client";

import { ImageOff } from "lucide-react";
import { useEffect, useState } from "react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";
import { isFinal } from "@/lib/lifecycle";
import { useEditor } from "../editor-context";
import type { PictureSize } from "../editor-state";
import type { EditorView } from "../editor-view";
import type { Shown } from "../versions";
import { useAskedAgain } from "../hooks/use-asked-again";
import { Pane } from "./pane";
import { ShownPicture, sizeOfShown } from "./picture";

const Comparing = laterPart(() => import("./comparing"));

/** The picture, as large as there is room; nothing else competes with it. It has the focus for its own keys. */
export function Canvas() {
  const { view, run, lens, dispatch } = useEditor();
  const { current, before, after, first: firstShown, pair, state } = view;
  const [measured, setMeasured] = useState<Readonly<Record<string, PictureSize>>>({});
  const pictures = useAskedAgain();
  const main = after ?? before;
  const busy = view.phase === "sending" || (current !== null && !isFinal(current.edit.status));

  // Another picture is looked at anew; another version of it at the same place.
  const first = firstShown?.src ?? "";
  useEffect(() => lens.show(first), [lens, first]);

  const load = (shown: Shown, { naturalWidth: width, naturalHeight: height }: HTMLImageElement) => {
    if (width === 0) return;
    pictures.loaded(shown.src);
    if (measured[shown.src] !== undefined) return;
    setMeasured((known) => ({ ...known, [shown.src]: { width, height } }));
    if (view.phase === "draft" && shown === main) dispatch({ type: "pictureMeasured", width, height });
  };
  const sizeOf = (shown: Shown) => sizeOfShown(shown, measured[shown.src], view.sourceSize);
  const isWaited = after !== null && measured[after.src] === undefined;
  const comparing = view.compare !== null && view.phase === "done" && pair !== null;
  const shown = inFront(view, isWaited);
  return (
    <div
      data-canvas
      data-ground={state.ground}
      role="group"
      aria-label="Picture"
      {...FOCUSABLE}
      className="relative isolate size-full min-h-0 overflow-hidden bg-canvas -outline-offset-2 focus-visible:after:pointer-events-none focus-visible:after:absolute focus-visible:after:inset-0.5 focus-visible:after:z-20 focus-visible:after:border-2 focus-visible:after:border-background"
    >
      {comparing && view.compare !== null && (
        // It stays as it is beneath what is held over it.
        <div className="absolute inset-0 isolate">
          <Comparing comparison={view.compare} pair={pair} sizeOf={sizeOf} onLoad={load} />
        </div>
      )}
      {shown !== null && (!comparing || state.held !== null) && (
        <Pane lens={lens} size={sizeOf(shown)} busy={busy} onHold={(held) => run("showOriginal", held)}>
          {layersOf(view).map((layer) => (
            <ShownPicture
              key={pictures.keyOf(layer.src)}
              shown={layer}
              lens={lens}
              hidden={layer.src !== shown.src}
              dim={busy}
              onLoad={(image) => load(layer, image)}
              onError={() => pictures.failed(layer.src)}
            />
          ))}
          {state.held !== null && <figcaption className="picture-label top-2 left-2">{shown.label}</figcaption>}
          {(busy || isWaited) && (
            <span
              aria-hidden="true"
              className="pointer-events-none absolute inset-y-0 left-0 w-1/3 animate-drift bg-linear-to-r from-transparent via-white/25 to-transparent motion-reduce:hidden"
            />
          )}
        </Pane>
      )}
      {main !== null && pictures.isBroken(main.src) && <Broken src={main.src} onAgain={pictures.againOf(main.src)} />}
    </div>
  );
}

/** In the place of a picture that could not be loaded. `onAgain`: asks for it anew, where somebody has to. */
function Broken({ src, onAgain }: { src: string; onAgain: (() => void) | null }) {
  return (
    <div className="absolute inset-0 grid place-content-center justify-items-center gap-2 bg-canvas p-4 text-center text-sm text-muted-foreground">
      <ImageOff className="size-6" aria-hidden="true" />
      <p>
        {src.startsWith("blob:")
          ? "Your browser cannot preview this kind of picture. It can still be sent."
          : "The picture could not be loaded."}
      </p>
      {onAgain !== null && (
        <Button variant="outline" onClick={onAgain}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Like whatever scrolls by keys: it has the focus for them. */
const FOCUSABLE = { tabIndex: 0 };

/** All that may come to be seen at once, each but once: the original only when it is asked for. */
function layersOf({ before, after, first, state }: EditorView): Shown[] {
  const layers = [before, after, ...(state.held === "original" ? [first] : [])];
  return layers.filter((shown, index): shown is Shown => {
    return shown !== null && layers.findIndex((other) => other?.src === shown.src) === index;
  });
}

/** The one that is seen. The source stays until the result can be seen: nothing flashes in between. */
function inFront({ before, after, first, state }: EditorView, isWaited: boolean): Shown | null {
  if (after === null) return before;
  if (state.held === "original") return first ?? before ?? after;
  if (state.held === "before") return before ?? after;
  return isWaited ? (before ?? after) : after;
}
