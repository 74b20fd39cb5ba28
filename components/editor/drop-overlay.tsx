import { ImageDown } from "lucide-react";

/** Covers the window while a file is dragged over it; for the eyes of who drags, and nobody else. */
export function DropOverlay() {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none fixed inset-0 z-40 grid place-items-center bg-background/85 p-4 backdrop-blur-sm"
    >
      <div className="grid size-full place-items-center rounded-xl border-2 border-dashed border-primary">
        <p className="flex flex-col items-center gap-3 text-xl font-medium">
          <ImageDown className="size-10 text-primary" aria-hidden="true" />
          Drop your picture anywhere
        </p>
      </div>
    </div>
  );
}
