import { Coins, Cpu } from "lucide-react";
import { costSentence } from "@/lib/editor-client/cost-sentence";
import type { EditNode } from "@/lib/edits/schema";

/** Who made this version, why that one, and what it cost. */
export function EngineFacts({ edit }: { edit: EditNode }) {
  const cost = costSentence(edit);
  return (
    <>
      {edit.editor !== null && (
        <div className="flex items-start gap-2">
          <Cpu className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          <div className="min-w-0">
            <p>{madeBy(edit)}</p>
            {edit.editor_note !== null && <p>{edit.editor_note}</p>}
          </div>
        </div>
      )}
      {cost !== null && (
        <p className="flex items-center gap-2 tabular-nums">
          <Coins className="size-4 shrink-0" aria-hidden="true" />
          {cost}
        </p>
      )}
    </>
  );
}

function madeBy({ status, editor, editor_label, model }: EditNode): string {
  if (editor === "local") return "Local engine: computed here by rules, no AI model";
  const label = editor_label ?? editor ?? "";
  // A label may be the model's own name.
  const name = model === null || label.toLowerCase() === model.toLowerCase() ? label : `${label}, model ${model}`;
  return `${status === "completed" ? "Edited by" : "Engine:"} ${name}`;
}
