import type { EditNode } from "@/lib/edits/view-schema";
import { isFinal } from "@/lib/lifecycle";
import type { PictureSize, Version } from "./editor-state";

/** One picture on the canvas. */
export type Shown = {
  /** A small one, which comes first. */
  src: string;
  alt: string;
  label: string;
  /** The picture at its full size; `null` where `src` is all there is. */
  full: string | null;
  /** Pixels of the full size, where they are known before it is loaded. */
  size: PictureSize | null;
};

/** What stands for the original of a picture where versions are named by their ids. */
export const ORIGINAL = "original";

/** A picture that can be compared: the original, or the result of a version, by its id. */
export type Side = { id: string; shown: Shown; /** What was asked for; not there for the original. */ words?: string };

/** The numbers by which people know versions, by id, as the server gave them. What failed or was canceled shows none. */
export function numberVersions(versions: readonly Version[]): ReadonlyMap<string, number> {
  const counted = versions.filter(({ edit }) => !isFinal(edit.status) || edit.status === "completed");
  return new Map(counted.map(({ edit }) => [edit.uuid, edit.version]));
}

/** What a version is called: by its number, or by what became of it. */
export function nameVersion({ edit }: Version, number: number): string {
  if (number > 0) return `Version ${number}`;
  return edit.status === "canceled" ? "Canceled edit" : "Failed edit";
}

/** The version that keeps the original that all came from; `null` where each that was made of it has been deleted. */
export const keeperOf = (versions: readonly Version[]): Version | null =>
  versions.find(({ edit }) => edit.parent_edit_uuid === null) ?? null;

/** The picture that all versions came from; `null` where it is not at hand. */
export function originalShown(versions: readonly Version[]): Shown | null {
  const keeper = keeperOf(versions);
  // Versions that were deleted have taken the original with them: what is left is what came out of it.
  const { edit, source, sourceSize = null } = keeper ?? versions[0] ?? {};
  const src = source?.url ?? edit?.original_preview_url;
  if (edit === undefined || src === undefined || src === null) return null;
  const [label, alt] = keeper === null ? ["Before", "Before these edits"] : ["Original", "Original photo"];
  return { src, alt, label, full: edit.original_image_url, size: sourceSize };
}

/** What stands for a result where it is not seen: what its owner says it shows, else what was asked for. */
export const altTextOf = ({ alt_text, prompt }: EditNode): string => alt_text ?? `Edited photo: ${prompt}`;

/** The result of a version; `null` while there is none. */
export function resultOf({ edit }: Version, number: number): Shown | null {
  const src = edit.preview_image_url ?? edit.edited_image_url;
  const { width, height } = edit;
  const size = width === null || height === null ? null : { width, height };
  const label = `v${number}`;
  return src === null ? null : { src, alt: altTextOf(edit), label, full: edit.edited_image_url, size };
}

/** All that can be compared with each other: the original first, then every finished version. */
export function sidesOf(versions: readonly Version[], numbers: ReadonlyMap<string, number>): readonly Side[] {
  const original = originalShown(versions);
  const results = versions.flatMap((version): Side[] => {
    const shown = version.edit.status === "completed" ? resultOf(version, numbers.get(version.edit.uuid) ?? 0) : null;
    return shown === null ? [] : [{ id: version.edit.uuid, shown, words: version.edit.prompt }];
  });
  return original === null ? results : [{ id: ORIGINAL, shown: original }, ...results];
}

/** One line of the tree of versions. */
export type Branch = {
  /** `null`: the original, which stands above all. */
  version: Version | null;
  /** How far in it stands: what first went on from a version stays below it, every other branch moves in. */
  lane: number;
  /** Lanes that pass it by, to branches further down. */
  passing: readonly number[];
  /** Lanes of the branches that come off here. */
  opening: readonly number[];
  /** Something was made of it, and stands below it. */
  goesOn: boolean;
};

/**
 * The original and the versions as a tree, each below what it was made of: first what came first. Those whose parent
 * is not there hang from the original.
 */
export function branchesOf(versions: readonly Version[]): readonly Branch[] {
  const ids = new Set(versions.map(({ edit }) => edit.uuid));
  const children = new Map<string, Version[]>();
  for (const version of versions) {
    const { parent_edit_uuid: parent } = version.edit;
    const above = parent !== null && ids.has(parent) ? parent : ORIGINAL;
    children.set(above, [...(children.get(above) ?? []), version]);
  }
  const branches: Branch[] = [];
  const walk = (version: Version | null, lane: number, passing: readonly number[]) => {
    const [first, ...others] = children.get(version?.edit.uuid ?? ORIGINAL) ?? [];
    const opening: number[] = [];
    for (let free = 0; opening.length < others.length; free++)
      if (free !== lane && !passing.includes(free)) opening.push(free);
    branches.push({ version, lane, passing, opening, goesOn: first !== undefined });
    if (first !== undefined) walk(first, lane, [...passing, ...opening]);
    for (const [index, other] of others.entries())
      walk(other, opening[index] ?? lane, [...passing, ...opening.slice(index + 1)]);
  };
  walk(null, 0, []);
  return branches;
}
