"use client";

import { CircleHelp, GitBranch, Image as ImageIcon, LoaderCircle, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from "react";
import { cn } from "@/lib/cn";
import type { EditNode } from "@/lib/edits/view-schema";
import { isFinal } from "@/lib/lifecycle";
import { capital } from "../client/formats";
import { useEditor } from "../editor-context";
import { failureLook } from "../failure/failure-look";
import { type Branch, branchesOf, ORIGINAL } from "../versions";

/** Every version below what it was made of, the original above all; beside each other where there is no height. */
export function VersionTree() {
  const { view, run } = useEditor();
  const { versions, numbers, current, original, compare } = view;
  const edits = versions.map(({ edit }) => edit);
  const list = useRef<HTMLOListElement>(null);
  const currentId = current?.edit.uuid;
  const count = versions.length;

  // Without moving the page, which shows the picture.
  useEffect(() => {
    const frame = list.current;
    const here = frame?.querySelector<HTMLElement>(`[data-version="${currentId ?? ""}"]`);
    if (count === 0 || frame === null || here === null || here === undefined) return;
    const [outer, inner] = [frame.getBoundingClientRect(), here.getBoundingClientRect()];
    frame.scrollBy({
      top: inner.top + inner.height / 2 - outer.top - outer.height / 2,
      left: inner.left + inner.width / 2 - outer.left - outer.width / 2,
    });
  }, [currentId, count]);

  const open = (event: MouseEvent, id: string) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (event.altKey) run("compareWith", id);
    else run("select", id);
  };

  const walk = (event: KeyboardEvent<HTMLOListElement>) => {
    const at = edits.findIndex(({ uuid }) => uuid === (document.activeElement as HTMLElement).dataset["version"]);
    const to = edits[at] === undefined ? -1 : neighbour(edits, at, event.key);
    if (to < 0) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-version="${edits[to]?.uuid ?? ""}"]`)?.focus();
  };

  const branches = branchesOf(versions);
  const lanes = Math.max(...branches.map(({ lane, opening }) => Math.max(lane, ...opening))) + 1;
  return (
    <nav aria-label="Versions" className="min-w-0">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move between the links within */}
      <ol
        ref={list}
        onKeyDown={walk}
        className="relative flex snap-x gap-1.5 overflow-x-auto p-1 lg:max-h-[32dvh] lg:snap-none lg:flex-col lg:gap-0 lg:overflow-x-hidden lg:overflow-y-auto"
      >
        {branches.map((branch) => {
          const { version } = branch;
          if (version === null) {
            const isCompared = compare?.other === ORIGINAL;
            return (
              <li key={ORIGINAL} className="flex shrink-0 snap-start">
                <Lanes branch={branch} lanes={lanes} />
                <button
                  type="button"
                  aria-pressed={isCompared}
                  title="Compare with the original"
                  disabled={view.pair === null || view.phase !== "done"}
                  onClick={() => run(isCompared ? "stopComparing" : "compareWith", ORIGINAL)}
                  className={cn(ROW, "text-left disabled:pointer-events-none", isCompared && "bg-accent")}
                >
                  <Thumb src={edits[0]?.original_thumbnail_url ?? original?.src ?? null} />
                  <span className="min-w-0">
                    <span className="block font-medium text-foreground">Original</span>
                    <span className="hidden truncate lg:block">Where it began</span>
                  </span>
                </button>
              </li>
            );
          }
          const { edit } = version;
          const from = edit.parent_edit_uuid === null ? undefined : numbers.get(edit.parent_edit_uuid);
          const isBranch = edits.some(
            (other) => other.parent_edit_uuid === edit.parent_edit_uuid && other.created_at < edit.created_at,
          );
          return (
            <li key={edit.uuid} className="flex shrink-0 snap-start">
              <Lanes branch={branch} lanes={lanes} />
              <VersionLink
                edit={edit}
                number={numbers.get(edit.uuid)}
                from={isBranch ? from : undefined}
                here={edit.uuid === currentId}
                onOpen={(event) => open(event, edit.uuid)}
              />
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

const ROW =
  "relative flex w-20 flex-col gap-1 rounded-md border-2 border-transparent p-1 text-xs text-muted-foreground hover:bg-accent lg:my-0.5 lg:w-auto lg:min-w-0 lg:grow lg:flex-row lg:items-center lg:gap-2.5";

type VersionLinkProps = {
  edit: EditNode;
  number: number | undefined;
  /** Number of what it branches off from; absent where it simply goes on. */
  from: number | undefined;
  here: boolean;
  onOpen: (event: MouseEvent) => void;
};

function VersionLink({ edit, number, from, here, onOpen }: VersionLinkProps) {
  const state = stateWords(edit);
  return (
    <a
      href={`/edits/${edit.uuid}`}
      data-version={edit.uuid}
      aria-current={here ? "page" : undefined}
      onClick={onOpen}
      title={edit.prompt}
      className={cn(ROW, here && "border-primary bg-accent text-accent-foreground forced-colors:border-[Highlight]")}
    >
      <Thumb src={edit.thumbnail_url ?? edit.original_thumbnail_url} edit={edit} />
      <span aria-hidden="true" className="min-w-0">
        <span className="flex items-center gap-1 tabular-nums">
          <span className="font-medium text-foreground">{number === undefined ? capital(state) : `v${number}`}</span>
          {here && <span className="hidden text-xs lg:inline">· shown</span>}
          {number !== undefined && state !== "" && <span className="truncate">{`· ${state}`}</span>}
          {from !== undefined && (
            <span className="flex items-center gap-0.5 lg:hidden">
              <GitBranch className="size-3" />
              <span>{`v${from}`}</span>
            </span>
          )}
        </span>
        <span className="line-clamp-1 lg:line-clamp-2" dir="auto">
          {edit.prompt}
        </span>
      </span>
      <span className="sr-only">{spokenName(edit, number, from)}</span>
    </a>
  );
}

function spokenName(edit: EditNode, number: number | undefined, from: number | undefined): string {
  const state = stateWords(edit);
  const name = number === undefined ? `${capital(state)} edit: ${edit.prompt}` : `Version ${number}: ${edit.prompt}`;
  const branch = from === undefined ? "" : `, from version ${from}`;
  return `${name}${branch}${number === undefined || state === "" ? "" : `, ${state}`}`;
}

/** What became of an edit that has no result; empty where it has one. */
function stateWords(edit: EditNode): string {
  if (!isFinal(edit.status)) return "in progress";
  if (edit.status === "completed") return "";
  if (edit.status === "canceled") return "canceled";
  return failureLook(edit).kind === "uncertain" ? "uncertain" : "failed";
}

function Thumb({ src, edit = null }: { src: string | null; edit?: EditNode | null }) {
  const isDone = edit === null || edit.status === "completed";
  const End = edit?.status === "failed" && failureLook(edit).kind === "uncertain" ? CircleHelp : TriangleAlert;
  return (
    <span className="relative block aspect-square w-full shrink-0 overflow-hidden rounded-sm bg-canvas lg:w-11">
      {src === null ? (
        <ImageIcon className="m-auto size-full p-3" aria-hidden="true" />
      ) : (
        // oxlint-disable-next-line nextjs/no-img-element -- a thumbnail, streamed by the app itself
        <img src={src} alt="" loading="lazy" className={cn("size-full object-cover", !isDone && "opacity-45")} />
      )}
      {!isDone && (
        <span className="absolute inset-0 grid place-items-center text-foreground" aria-hidden="true">
          {edit !== null && isFinal(edit.status) ? (
            <End className="size-5" />
          ) : (
            <LoaderCircle className="size-5 animate-spin motion-reduce:animate-none" />
          )}
        </span>
      )}
    </span>
  );
}

/** Pixels of a lane, and of half a row's height above its dot. */
const LANE = 12;
const HALF = 50;

/** The lines of the tree beside one row; for the eyes alone, the names say the same. */
function Lanes({ branch: { version, lane, passing, opening, goesOn }, lanes }: { branch: Branch; lanes: number }) {
  const x = (at: number) => at * LANE + LANE / 2;
  const line = { vectorEffect: "non-scaling-stroke", strokeWidth: 2, stroke: "currentColor", fill: "none" } as const;
  return (
    <span
      aria-hidden="true"
      className="relative hidden shrink-0 self-stretch text-input lg:block forced-colors:text-[CanvasText]"
      style={{ width: lanes * LANE }}
    >
      <svg viewBox={`0 0 ${lanes * LANE} 100`} preserveAspectRatio="none" className="absolute inset-0 size-full">
        {passing.map((at) => (
          <path key={at} d={`M${x(at)} 0V100`} {...line} />
        ))}
        {version !== null && <path d={`M${x(lane)} 0V${HALF}`} {...line} />}
        {goesOn && <path d={`M${x(lane)} ${HALF}V100`} {...line} />}
        {opening.map((at) => (
          <path key={at} d={`M${x(lane)} ${HALF}C${x(lane)} 80 ${x(at)} 70 ${x(at)} 100`} {...line} />
        ))}
        <path d={`M${x(lane)} ${HALF}v0.01`} {...line} strokeWidth={8} strokeLinecap="round" />
      </svg>
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
