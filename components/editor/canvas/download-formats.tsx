"use client";

import { ChevronDown, Columns2, Copy } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/cn";
import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";
import { Alert } from "../alert";
import { type DownloadSizes, type DownloadWish, fetchSizes } from "../client/sizes";
import { COMMANDS } from "../commands";
import { useEditor } from "../editor-context";
import type { EditorView } from "../editor-view";
import { downloadOf, takenOf } from "./downloads";
import { TOOL_HEIGHT, TOOL_WIDTH } from "./tool";
import { sentenceOf } from "../client/request-failure";

const WHAT: Record<DownloadFormat, string> = {
  jpeg: "opens everywhere",
  png: "every pixel as it is stored",
  webp: "smaller, for the web",
  avif: "smallest, for the web",
};

/** The result in every format that there is, with what each takes, asked for when the list is opened. */
export default function DownloadFormats({ view }: { view: EditorView }) {
  const [open, setOpen] = useState(false);
  const address = takenOf(view)?.address ?? null;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="outline"
          aria-label="Download in another format"
          className={cn(TOOL_HEIGHT, TOOL_WIDTH, "rounded-l-none px-2.5")}
        >
          <ChevronDown aria-hidden="true" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Download in another format" align="end" className="w-88 max-w-[calc(100vw-1.5rem)]">
        {address !== null && <Sheet key={address} view={view} address={address} onChoice={() => setOpen(false)} />}
      </PopoverContent>
    </Popover>
  );
}

/** Pixels of the longer side that are offered beside its own. */
const SIDES = [4096, 2560, 1920, 1280, 800];

/** How long nothing is asked while somebody still moves the quality. */
const CALM_MS = 350;

type SheetProps = { view: EditorView; address: string; onChoice: () => void };

function Sheet({ view, address, onChoice }: SheetProps) {
  const [wish, setWish] = useState<DownloadWish>({});
  const sizes = useSizes(address, wish);
  return (
    <div className="flex flex-col gap-1">
      <ul>
        {(Object.keys(DOWNLOAD_FORMATS) as DownloadFormat[]).map((format) => {
          const download = downloadOf(view, format, wish);
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
      <div className="flex flex-col gap-3 border-t p-3 text-sm">
        <WishFields view={view} wish={wish} onWish={setWish} />
        <p className="text-muted-foreground">
          No metadata goes along: where and with what a photo was taken is removed when it is sent. Colours are sRGB.
        </p>
      </div>
      <OtherWays />
    </div>
  );
}

/** What the formats take, as they are wanted now. */
function useSizes(address: string, wish: DownloadWish): DownloadSizes {
  const [sizes, setSizes] = useState<DownloadSizes>({});
  const { quality, longest } = wish;
  const isUsual = quality === undefined && longest === undefined;
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(
      () => {
        void fetchSizes(address, { quality, longest }, controller.signal).then((answer) => {
          if (!controller.signal.aborted) setSizes(answer);
        });
      },
      isUsual ? 0 : CALM_MS,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [address, quality, longest, isUsual]);
  return sizes;
}

type WishFieldsProps = { view: EditorView; wish: DownloadWish; onWish: (wish: DownloadWish) => void };

function WishFields({ view, wish, onWish }: WishFieldsProps) {
  const id = useId();
  const { width = 0, height = 0 } = takenOf(view)?.size ?? {};
  const own = Math.max(width, height);
  return (
    <>
      <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1">
        <label htmlFor={`${id}-quality`}>Quality</label>
        <input
          id={`${id}-quality`}
          type="range"
          min={30}
          max={100}
          step={5}
          value={wish.quality ?? 95}
          aria-valuetext={wish.quality === undefined ? "as usual" : `${wish.quality}`}
          onChange={(event) => onWish({ ...wish, quality: Number(event.target.value) })}
          className="h-11 w-full accent-primary"
        />
        <output htmlFor={`${id}-quality`} className="w-16 text-right text-muted-foreground tabular-nums">
          {wish.quality === undefined ? "as usual" : `${wish.quality}`}
        </output>
      </div>
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={`${id}-longest`}>Longest side</label>
        <select
          id={`${id}-longest`}
          value={wish.longest ?? ""}
          onChange={({ target: { value } }) =>
            onWish({
              ...(wish.quality === undefined ? {} : { quality: wish.quality }),
              ...(value === "" ? {} : { longest: Number(value) }),
            })
          }
          className="h-11 rounded-md border border-input bg-card px-2 outline-offset-2"
        >
          <option value="">{own === 0 ? "its own" : `${own} pixels, its own`}</option>
          {SIDES.filter((side) => side < own).map((side) => (
            <option key={side} value={side}>
              {`${side} pixels`}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}

/** Ways to take the picture along that are no download of it. */
function OtherWays() {
  const { run, can } = useEditor();
  const [said, setSaid] = useState<{ text: string; isError: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const take = async (work: Promise<string> | undefined) => {
    setBusy(true);
    setSaid(null);
    try {
      setSaid({ text: (await work) ?? "", isError: false });
    } catch (error) {
      setSaid({ text: sentenceOf(error), isError: true });
    }
    setBusy(false);
  };
  return (
    <div className="flex flex-col gap-1 border-t p-1">
      <Button
        variant="ghost"
        disabled={busy || !can("copy")}
        aria-keyshortcuts={COMMANDS.copy.shortcut?.keys}
        className="justify-start"
        onClick={() => void take(run("copy"))}
      >
        <Copy aria-hidden="true" />
        {COMMANDS.copy.label}
      </Button>
      <Button
        variant="ghost"
        disabled={busy || !can("saveComparison")}
        className="justify-start"
        onClick={() => void take(run("saveComparison"))}
      >
        <Columns2 aria-hidden="true" />
        {COMMANDS.saveComparison.label}
      </Button>
      {said !== null &&
        (said.isError ? (
          <Alert className="px-3 pb-2">{said.text}</Alert>
        ) : (
          <p className="px-3 pb-2 text-sm">{said.text}</p>
        ))}
    </div>
  );
}
