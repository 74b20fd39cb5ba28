import type { ImageEditor } from "@/lib/providers/port";
import { AppError } from "@/lib/errors";

/**
 * The configured editor with this id.
 * @throws {AppError} `PROVIDER_NOT_CONFIGURED` when it is not there (any more).
 */
export function findEditor(editors: readonly ImageEditor[], id: string | null): ImageEditor {
  const editor = editors.find((candidate) => candidate.id === id);
  if (editor === undefined) throw new AppError("PROVIDER_NOT_CONFIGURED");
  return editor;
}
