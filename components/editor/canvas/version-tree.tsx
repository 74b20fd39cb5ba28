"use client";

import { CircleHelp, GitBranch, Image as ImageIcon, LoaderCircle, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from "react";
import { cn } from "@/lib/cn";
import type { EditNode } from "@/lib/edits/view-schema";
import { isFinal } from "@/lib/lifecycle";
import { capital } from "../client/formats";
import { useEditor } from "../editor-context";
import { type EditorView, ORIGINAL_QUERY } from "../editor-view";
import { failureLook } from "../failure/failure-look";
import { type Branch, branchesOf, ORIGINAL } from "../versions";

/** Every version below what it was made of, the original above all; beside each other where there is no height. */
export function VersionTree() {
  const { view, run } = useEditor();
  const { versions, numbers, current, original, keeper, first } = view;
  const edits = versions.map(({ edit }) => edit);
  const list = useRef<HTMLOListElement>(null);
  const currentId = original ? ORIGINAL : current?.edit.uuid;
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
    const here = (document.activeElement as HTMLElement).dataset["version"];
    const to = here === undefined ? undefined : neighbour(edits, here, event.key);
    const link = event.currentTarget.querySelector<HTMLElement>(`[data-version="${to ?? ""}"]`);
    if (link === null) return;
    event.preventDefault();
    link.focus();
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
            return (
              <li key={ORIGINAL} className="flex shrink-0 snap-start">
                <Lanes branch={branch} lanes={lanes} />
                <OriginalLink keeper={keeper} first={first} here={original} onOpen={(event) => open(event, ORIGINAL)} />
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

type OriginalLinkProps = Pick<EditorView, "keeper" | "first"> & {
  here: boolean;
  onOpen: (event: MouseEvent) => void;
};

/** Version 0; only its name where each version that was made of it has been deleted. */
function OriginalLink({ keeper, first, here, onOpen }: OriginalLinkProps) {
  const look = { keeper, first, here };
  if (keeper === null) {
    return (
      <span className={cn(ROW, "hover:bg-transparent")}>
        <OriginalRow {...look} />
      </span>
    );
  }
  return (
    <a
      href={`/edits/${keeper.edit.uuid}${ORIGINAL_QUERY}`}
      data-version={ORIGINAL}
      aria-current={here ? "page" : undefined}
      onClick={onOpen}
      className={cn(ROW, here && CURRENT)}
    >
      <OriginalRow {...look} />
      <span className="sr-only">Original: where it began</span>
    </a>
  );
}

function OriginalRow({ keeper, first, here }: Omit<OriginalLinkProps, "onOpen">) {
  return (
    <>
      <Thumb src={keeper?.edit.original_thumbnail_url ?? first?.src ?? null} />
      <span aria-hidden="true" className="min-w-0">
        <span className="flex items-center gap-1">
          <span className="font-medium text-foreground">{first?.label ?? "Original"}</span>
          {here && <ShownHere />}
        </span>
        <span className="line-clamp-1">Where it began</span>
      </span>
    </>
  );
}

const CURRENT = "border-primary bg-accent text-accent-foreground forced-colors:outline-2";

const ShownHere = () => <span className="hidden text-xs lg:inline">· shown</span>;

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
      className={cn(ROW, here && CURRENT)}
    >
      <Thumb src={edit.thumbnail_url ?? edit.original_thumbnail_url} edit={edit} />
      <span aria-hidden="true" className="min-w-0">
        <span className="flex items-center gap-1 tabular-nums">
          <span className="font-medium text-foreground">{number === undefined ? capital(state) : `v${number}`}</span>
          {here && <ShownHere />}
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

/**
 * Where an arrow key leads, by the id of a version or `original`: left and right in time, up to the parent, down to the
 * first follow-up.
 */
function neighbour(edits: readonly EditNode[], from: string, key: string): string | undefined {
  const at = edits.findIndex(({ uuid }) => uuid === from);
  const here = edits[at];
  switch (key) {
    case "ArrowLeft":
      return at === 0 ? ORIGINAL : edits[at - 1]?.uuid;
    case "ArrowRight":
      return edits[at + 1]?.uuid;
    case "ArrowUp":
      return here === undefined ? undefined : (here.parent_edit_uuid ?? ORIGINAL);
    case "ArrowDown":
      return edits.find(({ parent_edit_uuid }) => parent_edit_uuid === (here?.uuid ?? null))?.uuid;
    default:
      return undefined;
  }
}
