import { Camera, ImagePlus } from "lucide-react";
import type { ChangeEvent } from "react";
import { Button } from "@/components/ui/button";
import { ACCEPTED_PICTURES } from "@/lib/editor-client/accepted-pictures";
import { cn } from "@/lib/cn";

type PictureChoiceProps = { onFiles: (files: File[]) => void; className?: string };

/** Choose a file; on phones and tablets also the camera. Real labels on real inputs. */
export function PictureChoice({ onFiles, className }: PictureChoiceProps) {
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // So that choosing the same file again is a change.
    event.target.value = "";
    if (files.length > 0) onFiles(files);
  };
  return (
    <div className={cn("flex flex-wrap justify-center gap-3", className)}>
      <input
        id="choose-picture"
        type="file"
        accept={ACCEPTED_PICTURES}
        onChange={change}
        className="peer/choose sr-only"
      />
      <Button
        asChild
        size="lg"
        className="peer-focus-visible/choose:outline-2 peer-focus-visible/choose:outline-offset-2 peer-focus-visible/choose:outline-ring"
      >
        <label htmlFor="choose-picture">
          <ImagePlus aria-hidden="true" />
          Choose a picture
        </label>
      </Button>
      <div className="hidden pointer-coarse:contents">
        <input
          id="take-photo"
          type="file"
          accept="image/*"
          capture="environment"
          onChange={change}
          className="peer/take sr-only"
        />
        <Button
          asChild
          size="lg"
          variant="outline"
          className="peer-focus-visible/take:outline-2 peer-focus-visible/take:outline-offset-2 peer-focus-visible/take:outline-ring"
        >
          <label htmlFor="take-photo">
            <Camera aria-hidden="true" />
            Take photo
          </label>
        </Button>
      </div>
    </div>
  );
}
