import { CalendarClock, Image as ImageIcon } from "lucide-react";
import { formatDay } from "@/lib/editor-client/format-time";
import type { EditNode } from "@/lib/edits/schema";
import { isFinal, MAX_CHAIN_LENGTH } from "@/lib/lifecycle";
import { DeleteVersion } from "./delete-version";
import { EngineFacts } from "./engine-facts";
import { Fact } from "./fact";
import { FeedbackForm } from "./feedback-form";
import { PromptPair } from "./prompt-pair";
import { TechnicalDetails } from "./technical-details";

type EditPanelProps = {
  edit: EditNode;
  version: number;
  isOwner: boolean;
  hasFollowUps: boolean;
  onSendMine: (() => void) | null;
  onFeedback: (rating: 0 | 1) => void;
  onDelete: () => Promise<void>;
};

/** Everything about one version besides the picture. */
export function EditPanel({ edit, version, isOwner, hasFollowUps, onSendMine, onFeedback, onDelete }: EditPanelProps) {
  const enhanced = edit.enhanced && edit.enhanced_prompt !== null ? edit.enhanced_prompt : null;
  return (
    <>
      <header className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h1 className="text-lg font-semibold tracking-tight">Version {version}</h1>
        <p className="text-sm text-muted-foreground tabular-nums">
          Edit {edit.chain_position} of {MAX_CHAIN_LENGTH}
        </p>
      </header>
      <PromptPair
        prompt={edit.prompt}
        enhanced={enhanced}
        asWritten={enhanced === null && edit.status === "completed"}
        onSendMine={onSendMine}
      />
      {edit.status === "completed" && (
        <div className="border-t pt-3">
          <FeedbackForm key={edit.uuid} editId={edit.uuid} given={edit.feedback_rating} onGiven={onFeedback} />
        </div>
      )}
      <div className="flex flex-col gap-1.5 border-t pt-3 text-sm text-muted-foreground">
        <EngineFacts edit={edit} />
        {edit.status === "completed" && edit.width !== null && edit.height !== null && (
          <Fact icon={ImageIcon}>
            {edit.width} × {edit.height} pixels, PNG
          </Fact>
        )}
        <Fact icon={CalendarClock}>Kept until {formatDay(edit.expires_at)}, then deleted.</Fact>
        {isOwner && isFinal(edit.status) && (
          <DeleteVersion key={edit.uuid} version={version} hasFollowUps={hasFollowUps} onDelete={onDelete} />
        )}
        <TechnicalDetails ids={[{ label: "Edit id", value: edit.uuid }]} />
      </div>
    </>
  );
}
