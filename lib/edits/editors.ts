import { findBrokenEditors } from "@/db/queries/editor-health";
import type { EditorReason } from "@/db/schema";
import { AppError, type ErrorCode } from "@/lib/errors";
import type { ImageEditor, Size } from "@/lib/providers/port";
import type { Services } from "@/lib/services";
import { budgetLeft } from "@/lib/spend/caps";
import { paidSize, priceOf } from "@/lib/spend/spend";
import { usualTime } from "./progress";
import type { EditorsView } from "./view-schema";
import type { SourceSize } from "./source-size";

export type Choice = {
  editor: ImageEditor;
  /** Columns of the row that say why. */
  why: { editorReason: EditorReason; editorReasonCode: ErrorCode | null; editorInsteadOf: string | null };
};

const PREFERRED = { editorReason: "preferred", editorReasonCode: null, editorInsteadOf: null } as const;

/**
 * The editor for an edit: the one that was asked for, and no other; else the first in order that
 * takes a picture of this size and whose circuit is not open. Where all of them are in trouble, the
 * first after all. A free editor (the local engine) never stands in for a generative one.
 * @throws {AppError} `PROVIDER_NOT_CONFIGURED` when the one asked for is not there (any more).
 */
export async function chooseEditor(
  { editors, db }: Pick<Services, "editors" | "db">,
  edit: SourceSize & { requestedEditor: string | null },
): Promise<Choice> {
  if (edit.requestedEditor !== null) {
    const why = { editorReason: "asked", editorReasonCode: null, editorInsteadOf: null } as const;
    return { editor: findEditor(editors, edit.requestedEditor), why };
  }
  const [first] = editors;
  if (first === undefined) throw new AppError("PROVIDER_NOT_CONFIGURED");
  const generative = editors.filter(({ free }) => !free);
  if (first.free || generative.length === 1) return { editor: first, why: PREFERRED };

  const fitting = generative.filter((editor) => fitsEditor(editor, edit));
  const broken = await findBrokenEditors(
    db,
    fitting.map(({ id }) => id),
  );
  const editor = fitting.find(({ id }) => !broken.includes(id)) ?? fitting[0] ?? first;
  if (editor === first) return { editor, why: PREFERRED };
  return {
    editor,
    why: {
      editorReason: "fallback",
      editorReasonCode: fitting.includes(first) ? "PROVIDER_UNAVAILABLE" : "IMAGE_TOO_LARGE",
      editorInsteadOf: first.id,
    },
  };
}

/**
 * The configured editor with this id.
 * @throws {AppError} `PROVIDER_NOT_CONFIGURED` when it is not there (any more).
 */
export function findEditor(editors: readonly ImageEditor[], id: string | null): ImageEditor {
  const editor = editors.find((candidate) => candidate.id === id);
  if (editor === undefined) throw new AppError("PROVIDER_NOT_CONFIGURED");
  return editor;
}

/** Whether an editor takes a picture of this size. */
export function fitsEditor({ capabilities }: ImageEditor, { originalWidth, originalHeight }: SourceSize): boolean {
  const { maxMegapixels } = capabilities;
  return maxMegapixels === null || ((originalWidth ?? 0) * (originalHeight ?? 0)) / 1e6 <= maxMegapixels;
}

/**
 * Lets a picture pass that the editor takes which will get it.
 * @throws {AppError} `IMAGE_TOO_LARGE` with the editor's limit, which is its memory where it runs in this process.
 */
export function demandFits(editors: readonly ImageEditor[], requested: string | null, { width, height }: Size): void {
  const editor = requested === null ? editors[0] : editors.find(({ id }) => id === requested);
  // Where a generative one comes first, another may stand in for it, by size too.
  if (editor === undefined || (requested === null && !editor.free)) return;
  if (fitsEditor(editor, { originalWidth: width, originalHeight: height })) return;
  const { label, capabilities } = editor;
  throw new AppError("IMAGE_TOO_LARGE", {
    detail: `This picture has ${((width * height) / 1e6).toFixed(1)} megapixels. ${label} takes up to ${capabilities.maxMegapixels} here; make it smaller${editors.length > 1 ? ", or take another editor" : " first"}.`,
  });
}

/** Longest time for asking an editor what an edit will cost, in milliseconds. */
const QUOTE_MS = 3_000;

/**
 * The configured editors as they are shown over HTTP; times from experience where there is any.
 * @param size of the picture that prices are wanted for; `null`: the usual prices.
 * @param clientHash whose budget is shown.
 */
export async function editorsView(services: Services, size: Size | null, clientHash: string): Promise<EditorsView> {
  const editors = services.editors.map(async (editor) => {
    const { id, label, free, capabilities } = editor;
    const usual = size === null ? null : paidSize(size, false);
    const isLarger = size !== null && !free && (usual?.width !== size.width || usual.height !== size.height);
    const [price, full, usualSeconds] = await Promise.all([
      priceOf(editor, usual, QUOTE_MS),
      isLarger ? priceOf(editor, size, QUOTE_MS, true) : null,
      usualTime(services, id, size === null ? null : { originalWidth: size.width, originalHeight: size.height }),
    ]);
    return {
      id,
      label,
      free,
      price_usd: price?.usd ?? null,
      price_estimated: price?.estimated ?? false,
      full_size_price_usd: full?.usd ?? null,
      usual_seconds: usualSeconds,
      capabilities: {
        mask: capabilities.mask,
        references: capabilities.references,
        max_megapixels: capabilities.maxMegapixels,
        aspect_ratios: capabilities.aspectRatios,
        seed: capabilities.seed,
        full_resolution: capabilities.fullResolution,
      },
    };
  });
  const left = await budgetLeft(services, clientHash);
  return {
    editors: await Promise.all(editors),
    budget: left && { remaining_usd: left.remainingUsd, resets_at: left.resetsAt.toISOString() },
  };
}
