import type { EditNode } from "@/lib/edits/schema";
import { isFinal } from "@/lib/lifecycle";
import type { Shown } from "./canvas/canvas";
import type { LocalPicture } from "./client/pictures";
import { failureLook } from "./failure/failure-look";
import type { Intent } from "./hooks/use-submission";

type Looked = {
  versions: readonly EditNode[];
  current: EditNode | null;
  draft: LocalPicture | null;
  sources: ReadonlyMap<string, LocalPicture>;
  sourceName: string | null;
};

/** What the stage shows: the source, and the result when there is one. */
export function picturesOf({ versions, current, draft, sources }: Omit<Looked, "sourceName">): {
  before: Shown | null;
  after: Shown | null;
} {
  if (current === null) {
    return { before: draft === null ? null : { src: draft.url, alt: "Your picture", label: "Original" }, after: null };
  }
  const parent = versions.findIndex(({ uuid }) => uuid === current.parent_edit_uuid);
  const label = current.parent_edit_uuid === null ? "Original" : parent < 0 ? "Before" : `v${parent + 1}`;
  const alt =
    label === "Original" ? "Original photo" : `Before this edit: ${versions[parent]?.prompt ?? "earlier version"}`;
  const beforeUrl = sources.get(current.uuid)?.url ?? current.original_preview_url;
  const afterUrl = current.preview_image_url ?? current.edited_image_url;
  const number = versions.findIndex(({ uuid }) => uuid === current.uuid) + 1;
  return {
    before: beforeUrl === null ? null : { src: beforeUrl, alt, label },
    after: afterUrl === null ? null : { src: afterUrl, alt: `Edited photo: ${current.prompt}`, label: `v${number}` },
  };
}

/** What an edit that is sent from here would be made of. */
export function sourceOf(props: Omit<Looked, "versions">): Intent["source"] | null {
  const { current, draft } = props;
  if (current === null) return draft === null ? null : { picture: draft };
  return current.status === "completed" ? { parent: current.uuid } : againOf(props, current);
}

/** What an edit was made of, to make it again. */
export function againOf(
  { sources, sourceName }: Pick<Looked, "sources" | "sourceName">,
  edit: EditNode,
): Intent["source"] {
  if (edit.parent_edit_uuid !== null) return { parent: edit.parent_edit_uuid };
  const picture = sources.get(edit.uuid);
  return picture === undefined
    ? { original: edit.original_image_url ?? "", name: sourceName ?? "picture" }
    : { picture };
}

/** Says in the tab what state the page is in, so that one can look elsewhere meanwhile. */
export function pageTitle(current: EditNode | null, version: number, uploading: boolean): string {
  if (uploading) return "Sending… · Mizual";
  return current === null ? "Mizual" : titleOf(current, version);
}

function titleOf(edit: EditNode, version: number): string {
  const prompt = edit.prompt.length > 40 ? `${edit.prompt.slice(0, 39)}…` : edit.prompt;
  if (!isFinal(edit.status)) return `${edit.progress_percent}% · ${prompt} · Mizual`;
  return `${endOf(edit, version)} · ${prompt} · Mizual`;
}

function endOf(edit: EditNode, version: number): string {
  if (edit.status === "completed") return `✓ v${version}`;
  if (edit.status === "canceled") return "Canceled";
  return failureLook(edit).kind === "uncertain" ? "Uncertain" : "Failed";
}
