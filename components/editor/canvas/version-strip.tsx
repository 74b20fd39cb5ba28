"use client";

import { CircleHelp, GitBranch, LoaderCircle, TriangleAlert } from "lucide-react";
import type { KeyboardEvent, MouseEvent } from "react";
import { cn } from "@/lib/cn";
import type { EditNode } from "@/lib/edits/schema";
import { useEditor } from "../editor-context";
import { isFinal } from "@/lib/lifecycle";
import { failureLook } from "../failure/failure-look";

/** Every version, in the order in which they were made; a branch says where it comes from. */
export function VersionStrip() {
  const { view, run } = useEditor();
  const edits = view.versions.map(({ edit }) => edit);
  const numbers = new Map(edits.map(({ uuid, version }) => [uuid, version]));

  const open = (event: MouseEvent, id: string) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    run("select", id);
  };

  const walk = (event: KeyboardEvent<HTMLOListElement>) => {
    const links = [...event.currentTarget.querySelectorAll("a")];
    const at = links.findIndex((link) => link === document.activeElement);
    const to = edits[at] === undefined ? -1 : neighbour(edits, at, event.key);
    if (to < 0) return;
    event.preventDefault();
    links[to]?.focus();
  };

  return (
    <nav aria-label="Versions" className="w-full min-w-0">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move between the links within */}
      <ol onKeyDown={walk} className="flex snap-x gap-2 overflow-x-auto px-1 pt-1 pb-2">
        {edits.map((edit, index) => {
          const number = edit.version;
          const from = edit.parent_edit_uuid === null ? undefined : numbers.get(edit.parent_edit_uuid);
          const branch = from !== undefined && from !== edits[index - 1]?.version;
          const here = edit.uuid === view.current?.edit.uuid;
          return (
            <li key={edit.uuid} className="snap-start">
              <a
                href={`/edits/${edit.uuid}`}
                aria-current={here ? "page" : undefined}
                onClick={(event) => open(event, edit.uuid)}
                title={edit.prompt}
                className={cn(
                  "relative flex w-18 flex-col gap-1 rounded-md p-1 text-xs text-muted-foreground hover:bg-accent",
                  here && "bg-accent text-accent-foreground ring-2 ring-primary",
                )}
              >
                <Thumbnail edit={edit} number={number} />
                <span className="flex items-center gap-1 tabular-nums" aria-hidden="true">
                  <span>{`v${number}`}</span>
                  {branch && (
                    <span className="flex items-center gap-0.5">
                      <GitBranch className="size-3" />
                      <span>{`v${from}`}</span>
                    </span>
                  )}
                </span>
                <span className="sr-only">
                  {branch ? `, from version ${from}${stateWords(edit)}` : stateWords(edit)}
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function stateWords(edit: EditNode): string {
  if (!isFinal(edit.status)) return ", in progress";
  if (edit.status === "completed") return "";
  if (edit.status === "canceled") return ", canceled";
  return failureLook(edit).kind === "uncertain" ? ", uncertain" : ", failed";
}

function Thumbnail({ edit, number }: { edit: EditNode; number: number }) {
  const src = edit.thumbnail_url ?? edit.original_thumbnail_url;
  const alt = `Version ${number}: ${edit.prompt}`;
  const End = edit.status === "failed" && failureLook(edit).kind === "uncertain" ? CircleHelp : TriangleAlert;
  return (
    <span className="relative block aspect-square w-full overflow-hidden rounded-sm bg-canvas">
      {src === null ? (
        <span className="sr-only">{alt}</span>
      ) : (
        // oxlint-disable-next-line nextjs/no-img-element -- a thumbnail, streamed by the app itself
        <img
          src={src}
          alt={alt}
          loading="lazy"
          className={cn("size-full object-cover", edit.status !== "completed" && "opacity-45")}
        />
      )}
      {edit.status !== "completed" && (
        <span className="absolute inset-0 grid place-items-center text-foreground" aria-hidden="true">
          {isFinal(edit.status) ? (
            <End className="size-5" />
          ) : (
            <LoaderCircle className="size-5 animate-spin motion-reduce:animate-none" />
          )}
        </span>
      )}
    </span>
  );
}

/** Where an arrow key leads: left and right in time, up to the parent, down to the first follow-up; -1 for nowhere. */
function neighbour(edits: readonly EditNode[], at: number, key: string): number {
  switch (key) {
    case "ArrowLeft":
      return at - 1;
    case "ArrowRight":
      return at + 1 < edits.length ? at + 1 : -1;
    case "ArrowUp":
      return edits.findIndex(({ uuid }) => uuid === edits[at]?.parent_edit_uuid);
    case "ArrowDown":
      return edits.findIndex(({ parent_edit_uuid }) => parent_edit_uuid === edits[at]?.uuid);
    default:
      return -1;
  }
}
