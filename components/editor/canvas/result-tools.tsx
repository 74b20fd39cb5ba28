import { ChevronDown, Columns2, Download, Eye, Undo2 } from "lucide-react";
import { type ReactNode } from "react";
import { laterPart } from "@/components/later-part";
import { ShareButton } from "@/components/share/share-button";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { COMMANDS } from "../commands";
import { useEditor } from "../editor-context";
import { downloadOf } from "./downloads";
import { TOOL, TOOL_HEIGHT, TOOL_WIDTH } from "./tool";

// The list comes after the page, which is usable without.
const DownloadFormats = laterPart(() => import("./download-formats"), { meanwhile: Placeholder });

/** What one does with a result: compare it, look at the original, take it away; the original itself is only taken away. */
export function ResultTools() {
  const { view, run, can } = useEditor();
  const download = downloadOf(view);
  const { held } = view.state;
  return (
    <div
      role="group"
      aria-label="Result"
      className="flex flex-wrap items-center justify-center gap-1.5 max-[24rem]:gap-1 max-sm:w-full max-sm:[&>*]:grow"
    >
      {can("compare") && (
        <Button
          variant="outline"
          aria-pressed={view.compare !== null}
          aria-keyshortcuts={COMMANDS.nextMode.shortcut?.keys}
          onClick={() => run("compare")}
          className={cn(TOOL, "aria-pressed:border-primary aria-pressed:bg-accent aria-pressed:text-accent-foreground")}
        >
          <Columns2 aria-hidden="true" className="max-sm:hidden max-[24rem]:block" />
          <span className="max-[24rem]:sr-only">{COMMANDS.compare.label}</span>
        </Button>
      )}
      {can("showOriginal", true) && (
        <HoldButton command="showOriginal" held={held === "original"} onHold={(now) => run("showOriginal", now)}>
          <Eye aria-hidden="true" className="max-sm:hidden" />
          <span aria-hidden="true">Original</span>
        </HoldButton>
      )}
      {can("showBefore") && (
        <HoldButton command="showBefore" held={held === "before"} onHold={(now) => run("showBefore", now)}>
          <Undo2 aria-hidden="true" className="max-sm:hidden" />
          <span aria-hidden="true">Before</span>
        </HoldButton>
      )}
      <span className="inline-flex items-center gap-px">
        <Button asChild className={cn(TOOL, "grow rounded-r-none")}>
          <a href={download?.href} download={download?.name}>
            <Download aria-hidden="true" />
            <span className={cn(can("showBefore") && "max-sm:sr-only")}>{COMMANDS.download.label}</span>
          </a>
        </Button>
        <DownloadFormats view={view} />
      </span>
      {view.current?.own === true && (
        <ShareButton key={view.current.edit.uuid} editId={view.current.edit.uuid} version={view.number} />
      )}
    </div>
  );
}

function Placeholder() {
  return (
    <span
      aria-hidden="true"
      className={cn(
        TOOL_HEIGHT,
        TOOL_WIDTH,
        "inline-flex items-center justify-center rounded-md border px-2.5 opacity-55 [&_svg]:size-4",
      )}
    >
      <ChevronDown />
    </span>
  );
}

type HoldButtonProps = {
  command: "showOriginal" | "showBefore";
  held: boolean;
  onHold: (held: boolean) => void;
  children: ReactNode;
};

/** Shows another picture for as long as the button or its key is held. */
export function HoldButton({ command, held, onHold, children }: HoldButtonProps) {
  const { label, shortcut } = COMMANDS[command];
  return (
    <Button
      variant="outline"
      aria-label={label}
      aria-pressed={held}
      aria-keyshortcuts={shortcut?.keys}
      title={`${label}: this button, or the ${shortcut?.keys ?? ""} key`}
      className={cn(TOOL, "touch-none")}
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
      {children}
    </Button>
  );
}
