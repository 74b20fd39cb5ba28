"use client";

import { ChevronDown } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/cn";
import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";
import { type DownloadSizes, fetchSizes } from "../client/sizes";
import { downloadOf, type EditorView } from "../editor-view";
import { TOOL_HEIGHT } from "./tool";

const WHAT: Record<DownloadFormat, string> = {
  jpeg: "opens everywhere",
  png: "every pixel as it is stored",
  webp: "smaller, for the web",
  avif: "smallest, for the web",
};

/** The result in every format that there is, with what each takes, asked for when the list is opened. */
export default function DownloadFormats({ view }: { view: EditorView }) {
  const [open, setOpen] = useState(false);
  const address = view.current?.edit.edited_image_url ?? null;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="outline" aria-label="Download in another format" className={cn(TOOL_HEIGHT, "px-2.5")}>
          <ChevronDown aria-hidden="true" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Download in another format" align="end" className="w-84 max-w-[calc(100vw-1.5rem)]">
        {address !== null && <FormatList key={address} view={view} address={address} onChoice={() => setOpen(false)} />}
      </PopoverContent>
    </Popover>
  );
}

function FormatList({ view, address, onChoice }: { view: EditorView; address: string; onChoice: () => void }) {
  const [sizes, setSizes] = useState<DownloadSizes>({});
  useEffect(() => {
    const controller = new AbortController();
    void fetchSizes(address, controller.signal).then((answer) => {
      if (!controller.signal.aborted) setSizes(answer);
    });
    return () => controller.abort();
  }, [address]);
  return (
    <ul>
      {(Object.keys(DOWNLOAD_FORMATS) as DownloadFormat[]).map((format) => {
        const download = downloadOf(view, format);
        return (
          <li key={format}>
            <a
              href={download?.href}
              download={download?.name}
              onClick={onChoice}
              className="flex min-h-11 items-baseline gap-2 rounded-md px-3 py-2 text-sm hover:bg-accent focus-visible:bg-accent"
            >
              <span className="w-11 shrink-0 font-medium">{DOWNLOAD_FORMATS[format].label}</span>
              <span className="grow text-muted-foreground">{WHAT[format]}</span>
              <span className="shrink-0 whitespace-nowrap text-muted-foreground tabular-nums">
                {sizes[format] ?? ""}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
