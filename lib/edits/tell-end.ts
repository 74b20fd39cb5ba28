import type { EditRow } from "@/db/queries/edits";
import type { RunErrorCode } from "@/lib/errors";
import { type FinalStatus, STARTED_COLUMNS, type StartedColumn } from "@/lib/lifecycle";
import { tell } from "@/lib/observe";
import { editLabel } from "./edit-id";

/**
 * Tells those who observe that an edit is over, once what ended it is committed.
 * @param edit its row as it was before that.
 */
export function tellEditEnd(edit: EditRow, status: FinalStatus, code: RunErrorCode | null = null): void {
  const { createdAt } = edit;
  const started = Object.fromEntries(STARTED_COLUMNS.map((column) => [column, edit[column]]));
  tell({
    kind: "edit-ended",
    edit: editLabel(edit.id),
    status,
    code,
    editor: edit.editor ?? edit.requestedEditor,
    model: edit.model,
    times: { createdAt, ...(started as Record<StartedColumn, Date | null>) },
  });
}
