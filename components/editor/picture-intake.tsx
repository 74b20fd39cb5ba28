import { Camera, ImagePlus, Link2 } from "lucide-react";
import { type ChangeEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { CHOOSER_ACCEPT } from "@/lib/picture-formats";
import { CHOOSER_ID } from "./client/pictures";
import { COMMANDS } from "./commands";

/** Pictures from anywhere on the window: dropped, or pasted outside of text. */
export function usePictureIntake(onFiles: (files: File[]) => void): { dragging: boolean } {
  const [dragging, setDragging] = useState(false);
  const take = useEffectEvent(onFiles);

  useEffect(() => {
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setDragging(true);
    };
    const over = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setDragging(false);
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setDragging(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      take([...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      const isText = event.clipboardData?.types.includes("text/plain") === true && isTextField(event.target);
      if (files.length === 0 || isText) return;
      event.preventDefault();
      take(files);
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
    };
  }, []);

  return { dragging };
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}

// Nothing of it before it is asked for.
const AddressForm = laterPart(() => import("./address-form"));

type PictureChoiceProps = {
  onFiles: (files: File[]) => void;
  /** There is a picture already. */
  isOther?: boolean;
  className?: string;
};

/** Choose a file; on phones and tablets also the camera; or say where it lies on the web. Real labels on real inputs. */
export function PictureChoice({ onFiles, isOther = false, className }: PictureChoiceProps) {
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // So that choosing the same file again is a change.
    event.target.value = "";
    if (files.length > 0) onFiles(files);
  };
  const [isAsking, setIsAsking] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    // Chosen before the page had come alive: the event is past, the files are there.
    const files = [chooser, camera].flatMap(({ current }) => [...(current?.files ?? [])]);
    for (const { current } of [chooser, camera]) if (current !== null) current.value = "";
    if (files.length > 0) take(files);
  }, []);
  const look = isOther
    ? ({ size: "default", variant: "outline" } as const)
    : ({ size: "lg", variant: "default" } as const);
  return (
    <div className={cn("relative flex flex-wrap justify-center gap-3", className)}>
      <input
        ref={chooser}
        id={CHOOSER_ID}
        type="file"
        accept={CHOOSER_ACCEPT}
        onChange={change}
        className="peer/choose sr-only scroll-my-14"
      />
      <Button
        asChild
        {...look}
        className="h-auto min-h-11 shrink py-2 text-left whitespace-normal peer-focus-visible/choose:outline-2 peer-focus-visible/choose:outline-offset-2 peer-focus-visible/choose:outline-ring"
      >
        <label htmlFor={CHOOSER_ID}>
          <ImagePlus aria-hidden="true" />
          <span>{isOther ? COMMANDS.chooseOther.label : COMMANDS.takeFiles.label}</span>
        </label>
      </Button>
      <div className="hidden pointer-coarse:contents">
        <input
          ref={camera}
          id="take-photo"
          type="file"
          accept="image/*"
          capture="environment"
          onChange={change}
          className="peer/take sr-only scroll-my-14"
        />
        <Button
          asChild
          size={look.size}
          variant="outline"
          className="h-auto min-h-11 shrink py-2 text-left whitespace-normal peer-focus-visible/take:outline-2 peer-focus-visible/take:outline-offset-2 peer-focus-visible/take:outline-ring"
        >
          <label htmlFor="take-photo">
            <Camera aria-hidden="true" />
            Take photo
          </label>
        </Button>
      </div>
      {isAsking ? (
        <AddressForm onFiles={onFiles} />
      ) : (
        <Button
          variant="ghost"
          size={look.size}
          className="h-auto min-h-11 shrink py-2 text-left whitespace-normal"
          onClick={() => setIsAsking(true)}
        >
          <Link2 aria-hidden="true" />
          From a web address
        </Button>
      )}
    </div>
  );
}

/** Covers the window while a file is dragged over it; for the eyes of who drags, and nobody else. */
export function DropOverlay() {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none fixed inset-0 z-40 grid place-items-center bg-background/85 p-4 backdrop-blur-sm"
    >
      <div className="grid size-full place-items-center rounded-xl border-2 border-dashed border-primary">
        <p className="flex flex-col items-center gap-3 text-xl font-medium">
          <ImagePlus className="size-10 text-primary" aria-hidden="true" />
          Drop your picture anywhere
        </p>
      </div>
    </div>
  );
}
