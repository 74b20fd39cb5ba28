import type { EditNode } from "@/lib/edits/schema";
import type { LocalPicture } from "./local-picture";
import type { Intent } from "./use-submission";

type Looked = {
  current: EditNode | null;
  draft: LocalPicture | null;
  sources: ReadonlyMap<string, LocalPicture>;
  sourceName: string | null;
};

/** What an edit that is sent from here would be made of. */
export function sourceOf(props: Looked): Intent["source"] | null {
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
