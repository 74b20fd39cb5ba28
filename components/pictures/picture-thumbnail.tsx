import { LoaderCircle, TriangleAlert } from "lucide-react";
import { cn } from "@/lib/cn";
import type { OwnPicture } from "@/lib/edits/own-pictures";
import { isFinal } from "@/lib/lifecycle";

/** How a picture looks now, small; dimmed, with a sign, where it is not made yet or did not work out. Its words stand beside it. */
export function PictureThumbnail({ picture, className }: { picture: OwnPicture; className?: string }) {
  const { thumbnail_url: src, status } = picture;
  const Sign = isFinal(status) ? TriangleAlert : LoaderCircle;
  return (
    <span className={cn("relative block w-full overflow-hidden bg-canvas", className)}>
      {src !== null && (
        // oxlint-disable-next-line nextjs/no-img-element -- a thumbnail, streamed by the app itself
        <img
          src={src}
          alt=""
          loading="lazy"
          decoding="async"
          className={cn("size-full object-cover", status !== "completed" && "opacity-45")}
        />
      )}
      {status !== "completed" && (
        <span className="absolute inset-0 grid place-items-center text-foreground" aria-hidden="true">
          <Sign className={cn("size-5", !isFinal(status) && "animate-spin motion-reduce:animate-none")} />
        </span>
      )}
    </span>
  );
}
