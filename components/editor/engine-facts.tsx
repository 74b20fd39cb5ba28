import { Coins, Cpu } from "lucide-react";
import { costSentence } from "@/lib/editor-client/cost-sentence";
import type { EditNode } from "@/lib/edits/schema";
import { Fact } from "./fact";

/** Who made this version, why that one, and what it cost. */
export function EngineFacts({ edit }: { edit: EditNode }) {
  const cost = costSentence(edit);
  return (
    <>
      {edit.editor !== null && (
        <Fact icon={Cpu}>
          <p>{madeBy(edit)}</p>
          {edit.editor_note !== null && <p className="text-foreground">{edit.editor_note}</p>}
        </Fact>
      )}
      {cost !== null && <Fact icon={Coins}>{cost}</Fact>}
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
