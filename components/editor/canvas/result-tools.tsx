import { ChevronDown, Columns2, Download, Eye } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button } from "@/components/ui/button";
import { COMMANDS } from "../commands";
import { useEditor } from "../editor-context";
import { downloadOf } from "../editor-view";

// The list comes after the page, which is usable without.
const DownloadFormats = lazy(() => import("./download-formats"));

/** What one does with a result: compare it, look at the original, take it away. */
export function ResultTools() {
  const { view, run } = useEditor();
  const download = downloadOf(view);
  return (
    <div
      role="group"
      aria-label="Result"
      className="flex w-full flex-wrap items-center justify-center gap-1.5 max-sm:[&>*]:grow max-sm:[&>*]:px-2 sm:gap-2"
    >
      <Button
        variant="outline"
        aria-pressed={view.compare}
        onClick={() => run("compare")}
        className="aria-pressed:border-primary aria-pressed:bg-accent aria-pressed:text-accent-foreground"
      >
        <Columns2 aria-hidden="true" />
        {COMMANDS.compare.label}
      </Button>
      <HoldButton held={view.state.held} onHold={(held) => run("showOriginal", held)} />
      <span className="inline-flex items-center gap-px">
        <Button asChild variant="outline" className="grow">
          <a href={download?.href} download={download?.name}>
            <Download aria-hidden="true" />
            {COMMANDS.download.label}
          </a>
        </Button>
        <Suspense fallback={<Placeholder />}>
          <DownloadFormats view={view} />
        </Suspense>
      </span>
    </div>
  );
}

function Placeholder() {
  return (
    <span
      aria-hidden="true"
      className="inline-flex h-11 items-center rounded-md border px-2.5 opacity-55 [&_svg]:size-4"
    >
      <ChevronDown />
    </span>
  );
}

/** Shows the picture as it was, for as long as the button or the `\` key is held. */
export function HoldButton({ held, onHold }: { held: boolean; onHold: (held: boolean) => void }) {
  return (
    <Button
      variant="outline"
      aria-pressed={held}
      aria-keyshortcuts={COMMANDS.showOriginal.shortcut?.keys}
      title="Hold, or hold the \ key"
      className="touch-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        onHold(true);
      }}
      onPointerUp={() => onHold(false)}
      onPointerCancel={() => onHold(false)}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === " " || event.key === "Enter") onHold(true);
      }}
      onKeyUp={() => onHold(false)}
      onBlur={() => onHold(false)}
    >
      <Eye aria-hidden="true" />
      <span className="max-sm:sr-only">{COMMANDS.showOriginal.label}</span>
      <span aria-hidden="true" className="sm:hidden">
        Original
      </span>
    </Button>
  );
}
