import Link from "next/link";
import type { OwnPicture } from "@/lib/edits/own-pictures";
import { PictureThumbnail } from "./picture-thumbnail";

type LatestPicturesProps = {
  pictures: readonly OwnPicture[];
  /** There are others besides. */
  more: boolean;
};

/** The pictures that this browser made last, to go on with; nothing where there are none. */
export function LatestPictures({ pictures, more }: LatestPicturesProps) {
  if (pictures.length === 0) return null;
  return (
    <section aria-labelledby="latest" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-center gap-x-4">
        <h2 id="latest" className="text-center text-sm font-medium text-muted-foreground">
          Go on with what you made last
        </h2>
        <Link
          href="/pictures"
          prefetch={false}
          className="inline-flex min-h-8 items-center text-sm underline underline-offset-4 hover:no-underline max-sm:min-h-11"
        >
          {more ? "All my pictures" : "My pictures"}
        </Link>
      </div>
      <ul className="mx-auto flex max-w-full gap-3 overflow-x-auto px-1 py-1">
        {pictures.map((picture) => (
          <li key={picture.key} className="w-24 shrink-0 sm:w-28">
            <Link
              href={`/edits/${picture.edit_uuid}`}
              prefetch={false}
              className="flex flex-col gap-1.5 rounded-md text-xs leading-snug text-muted-foreground hover:text-foreground"
            >
              <PictureThumbnail picture={picture} className="aspect-square rounded-md" />
              <span dir="auto" className="line-clamp-2 px-0.5">
                {picture.prompt}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
