import type { EditNode } from "@/lib/edits/schema";
import type { LocalPicture } from "./local-picture";
import type { Shown } from "./stage";

type Looked = {
  versions: readonly EditNode[];
  current: EditNode | null;
  draft: LocalPicture | null;
  sources: ReadonlyMap<string, LocalPicture>;
};

/** What the stage shows: the source, and the result when there is one. */
export function picturesOf({ versions, current, draft, sources }: Looked): {
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
