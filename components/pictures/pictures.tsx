"use client";

import { LoaderCircle, Search, Trash2 } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { laterPart } from "@/components/later-part";
import { days, formatShortDay } from "@/components/editor/client/formats";
import { MoveButton } from "@/components/handover/move-button";
import { Problem } from "@/components/editor/problem";
import { GRACE_SECONDS } from "@/components/editor/client/deletion";
import { SiteHeader } from "@/components/site-header";
import { Button } from "@/components/ui/button";
import type { OwnPicture, OwnPictures } from "@/lib/edits/own-pictures";
import { UndoBar } from "@/components/undo-bar";
import { PictureThumbnail } from "./picture-thumbnail";
import { useOwnPictures } from "./use-own-pictures";
import { count, storage } from "./words";

const DeletePicturesDialog = laterPart(() => import("./delete-pictures-dialog"));

export type PicturesProps = {
  /** The first page, for these words. */
  first: OwnPictures;
  words: string;
  /** Days for which the server keeps a picture after its last edit. */
  retentionDays: number;
};

/** Everything that this browser made: found by words, opened, deleted. */
export function Pictures({ first, words, retentionDays }: PicturesProps) {
  const { list, more, search, remove, removeAll, deleting, undo, retry } = useOwnPictures(first, words);
  const [asking, setAsking] = useState<OwnPicture | "all" | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { total } = list;
  const isEmpty = total?.pictures === 0 && deleting === null;

  const ask = (what: OwnPicture | "all", from: HTMLElement) => {
    opener.current = from;
    setAsking(what);
  };
  const erase = async (onProgress: (deleted: number) => void) => {
    if (asking === "all") await removeAll(onProgress);
    else if (asking !== null) remove(asking);
    // The button that was pressed is gone with its picture.
    opener.current = heading.current;
  };

  return (
    <div className="flex min-h-dvh flex-col">
      <title>My pictures · Mizual</title>
      <SiteHeader />
      <main className="mx-auto flex w-full max-w-6xl grow flex-col gap-6 px-4 pt-4 pb-12 sm:px-6 sm:pt-8">
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="flex max-w-2xl flex-col gap-1">
            <h1 ref={heading} tabIndex={-1} className="text-3xl font-semibold tracking-tight outline-none">
              My pictures
            </h1>
            <p className="text-sm text-muted-foreground">
              {total !== null && !isEmpty && (
                <span className="font-medium text-foreground">{`${summary(total)} `}</span>
              )}
              <span>
                {`They are listed in this browser alone, and each is deleted ${days(retentionDays)} after its last edit.`}
              </span>
            </p>
          </div>
          {!isEmpty && (
            <div className="flex flex-wrap gap-2">
              <MoveButton />
              <Button variant="outline" onClick={(event) => ask("all", event.currentTarget)}>
                <Trash2 aria-hidden="true" />
                Delete all
              </Button>
            </div>
          )}
        </div>

        {isEmpty ? (
          <Nothing />
        ) : (
          <>
            <SearchBox words={list.words} onWords={search} busy={list.loading === "search"} />
            <PictureGrid pictures={list.pictures} onDelete={ask} />
            <Rest list={list} onMore={more} onRetry={retry} />
          </>
        )}
      </main>
      {asking !== null && (
        <DeletePicturesDialog
          whole={asking === "all" ? "all" : "picture"}
          versions={asking === "all" ? (total?.versions ?? 0) : asking.versions}
          onDelete={erase}
          onClose={() => setAsking(null)}
          opener={opener}
        />
      )}
      {deleting !== null && <UndoBar text={`Deleted: “${deleting.prompt}”`} onUndo={undo} />}
      <p role="status" className="sr-only">
        {deleting !== null && `The picture is deleted. Undo brings it back for ${GRACE_SECONDS} seconds.`}
      </p>
    </div>
  );
}

const summary = ({ pictures, versions, bytes }: NonNullable<OwnPictures["total"]>): string =>
  `${count(pictures, "picture", "pictures")} in ${count(versions, "version", "versions")}, about ${storage(bytes)}.`.replace(
    /^o/,
    "O",
  );

/** A form, so that it works before the page is awake: then it asks for the page anew. */
function SearchBox({ words, onWords, busy }: { words: string; onWords: (words: string) => void; busy: boolean }) {
  return (
    <form
      role="search"
      action="/pictures"
      method="get"
      onSubmit={(event) => event.preventDefault()}
      className="relative max-w-md"
    >
      <Search className="pointer-events-none absolute top-3 left-3 size-5 text-muted-foreground" aria-hidden="true" />
      <input
        type="search"
        name="q"
        dir="auto"
        maxLength={200}
        value={words}
        onChange={(event) => onWords(event.currentTarget.value)}
        aria-label="Search by your words"
        placeholder="Search by your words"
        className="h-11 w-full rounded-md border border-input bg-card px-10 text-base placeholder:text-muted-foreground sm:text-sm"
      />
      {busy && (
        <LoaderCircle
          className="absolute top-3 right-3 size-5 animate-spin text-muted-foreground motion-reduce:animate-none"
          aria-hidden="true"
        />
      )}
    </form>
  );
}

type PictureGridProps = { pictures: readonly OwnPicture[]; onDelete: (picture: OwnPicture, from: HTMLElement) => void };

/** As many as there are: what is out of sight is neither laid out nor painted. */
function PictureGrid({ pictures, onDelete }: PictureGridProps) {
  return (
    <ul aria-label="Pictures" className="grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-4 lg:grid-cols-4 xl:grid-cols-5">
      {pictures.map((picture) => (
        <li
          key={picture.key}
          className="relative flex flex-col overflow-hidden rounded-lg border bg-card [contain-intrinsic-size:auto_17rem] [content-visibility:auto]"
        >
          <a href={`/edits/${picture.edit_uuid}`} className="group flex grow flex-col -outline-offset-2">
            <PictureThumbnail picture={picture} className="aspect-4/3" />
            <span className="flex flex-col gap-1 px-3 pt-2.5">
              <span dir="auto" className="line-clamp-2 text-sm leading-snug font-medium group-hover:underline">
                {picture.prompt}
              </span>
              <span className="text-xs text-muted-foreground">{stateOf(picture)}</span>
            </span>
          </a>
          <div className="flex items-center justify-between gap-2 pr-1 pb-1 pl-3 text-xs text-muted-foreground">
            <span>{`Kept until ${formatShortDay(picture.expires_at)}`}</span>
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Delete picture: ${picture.prompt}`}
              onClick={(event) => onDelete(picture, event.currentTarget)}
            >
              <Trash2 aria-hidden="true" />
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

function stateOf({ status, versions, bytes }: OwnPicture): string {
  const state =
    status === "completed" ? [] : [status === "failed" ? "failed" : status === "canceled" ? "canceled" : "in progress"];
  return [...state, count(versions, "version", "versions"), storage(bytes)].join(" · ");
}

type RestProps = {
  list: ReturnType<typeof useOwnPictures>["list"];
  onMore: () => void;
  onRetry: () => void;
};

/** What stands below the pictures: more of them when they come near, or why there are none. */
function Rest({ list, onMore, onRetry }: RestProps) {
  const { pictures, next, loading, problem, words } = list;
  return (
    <div className="flex min-h-11 flex-col items-center gap-3">
      <End key={pictures.length} onNear={onMore} />
      {problem !== null && (
        <>
          <Problem error={problem} />
          <Button variant="outline" onClick={onRetry}>
            Try again
          </Button>
        </>
      )}
      {problem === null && next !== null && (
        <Button variant="outline" onClick={onMore} aria-disabled={loading !== null}>
          {loading === "more" ? "Loading more…" : "Show more"}
        </Button>
      )}
      <p role="status" className="text-sm text-muted-foreground">
        {said({ pictures: pictures.length, isAll: next === null, loading, words, problem })}
      </p>
    </div>
  );
}

type Said = { pictures: number; isAll: boolean; loading: string | null; words: string; problem: unknown };

function said({ pictures, isAll, loading, words, problem }: Said): string {
  if (loading !== null || problem !== null) return "";
  if (pictures === 0) return words.trim() === "" ? "" : `No picture has “${words.trim()}” in its words.`;
  return isAll && words.trim() !== "" ? `${count(pictures, "picture", "pictures")} found.` : "";
}

/** Calls when it comes near to what is in sight. A new one for each page, since one that stays in sight calls once. */
function End({ onNear }: { onNear: () => void }) {
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onNear();
      },
      { rootMargin: "800px" },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [onNear]);
  return <span ref={element} />;
}

function Nothing() {
  return (
    <div className="flex grow flex-col items-center justify-center gap-4 py-16 text-center">
      <p className="max-w-md text-balance text-muted-foreground">
        Nothing here yet. What you edit in this browser is listed here, to be found again and gone on with. To bring
        pictures from another device, open this page there and choose “Use on another device”.
      </p>
      <Button asChild>
        <Link href="/" prefetch={false}>
          Start with a picture
        </Link>
      </Button>
    </div>
  );
}
