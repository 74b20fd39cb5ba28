import type { ImageEditor } from "@/lib/ai/editor/image-editor";
import { AppError } from "@/lib/errors";

/**
 * The editor for an edit: the one that was asked for, else the first that is configured.
 * @throws {AppError} `PROVIDER_NOT_CONFIGURED` when the one asked for is not there (any more).
 */
export function chooseEditor(editors: readonly ImageEditor[], requested: string | null): ImageEditor {
  const editor = requested === null ? editors[0] : editors.find((candidate) => candidate.id === requested);
  if (editor === undefined) throw new AppError("PROVIDER_NOT_CONFIGURED");
  return editor;
}
