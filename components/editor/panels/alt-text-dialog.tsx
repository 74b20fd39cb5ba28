"use client";

import { type RefObject, useId, useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import type { EditNode } from "@/lib/edits/view-schema";
import { MAX_ALT_TEXT_LENGTH } from "@/lib/lifecycle";
import { Problem } from "../problem";

type AltTextDialogProps = {
  edit: EditNode;
  onSave: (altText: string | null) => Promise<void>;
  onClose: () => void;
  /** Gets the focus back. */
  opener: RefObject<HTMLElement | null>;
};

/** Where the owner says what a result shows. */
export default function AltTextDialog({ edit, onSave, onClose, opener }: AltTextDialogProps) {
  const id = useId();
  const [text, setText] = useState(edit.alt_text ?? "");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const save = async (altText: string | null) => {
    setBusy(true);
    setProblem(null);
    try {
      await onSave(altText);
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <AskDialog
      title="Alt text"
      text="What the picture shows, for who does not see it. It is read aloud here and on pages that share the picture, and everyone with a link may read it."
      leave="Cancel"
      busy={busy}
      onClose={onClose}
      opener={opener}
      actions={
        <Button disabled={busy || text.trim() === ""} onClick={() => void save(text.trim())}>
          Save
        </Button>
      }
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-text`} className="text-sm">
          What can be seen?
        </label>
        <Textarea
          id={`${id}-text`}
          rows={3}
          maxLength={MAX_ALT_TEXT_LENGTH}
          dir="auto"
          value={text}
          placeholder={edit.prompt}
          aria-describedby={`${id}-count ${id}-problem`}
          onChange={(event) => setText(event.target.value)}
        />
        <p id={`${id}-count`} className="text-xs text-muted-foreground tabular-nums">
          {`${text.trim().length} of ${MAX_ALT_TEXT_LENGTH} characters`}
        </p>
        {edit.alt_text !== null && (
          <Button variant="link" className="self-start" disabled={busy} onClick={() => void save(null)}>
            Use what was asked for
          </Button>
        )}
        <div id={`${id}-problem`}>{problem !== null && <Problem error={problem} />}</div>
      </div>
    </AskDialog>
  );
}
