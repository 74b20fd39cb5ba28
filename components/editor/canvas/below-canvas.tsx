import type { EditNode } from "@/lib/edits/view-schema";
import { formatSize } from "../client/formats";
import { useEditor } from "../editor-context";
import { stageSentence } from "../editor-view";
import { type Sending, sendsPicture, type Version } from "../editor-state";
import { LIFECYCLE, nextPercent } from "@/lib/lifecycle";
import { EditFailure } from "../failure/edit-failure";
import { SubmissionFailure } from "../failure/submission-failure";
import { HalfDone } from "./half-done";
import { JobCard } from "./job-card";

/** The one place between picture and versions: progress while it runs, then what was left out or went wrong. */
export function BelowCanvas() {
  const { view, run, can } = useEditor();
  const { sending, current, phase } = view;
  if (sending?.failure) {
    return (
      <SubmissionFailure
        failure={sending.failure}
        tries={sending.tries}
        onRetry={() => void run("resubmit")}
        onEditPrompt={() => run("editPrompt")}
        onOtherPicture={can("chooseOther") ? () => run("chooseOther") : null}
      />
    );
  }
  if (sending !== null) return <SendingCard sending={sending} />;
  if (current === null) return null;
  if (phase === "running") return <RunningCard key={current.edit.uuid} version={current} />;
  if (phase === "done") {
    return <HalfDone edit={current.edit} />;
  }
  return (
    <EditFailure
      key={current.edit.uuid}
      edit={current.edit}
      isOwner={current.own}
      offers={view.offers}
      checkedAt={current.checkedAt}
      onCheck={async () => await run("check")}
      onRetry={async () => await run("retry")}
      onOther={(engine) => void run("tryWith", engine)}
      onEditPrompt={() => run("editPrompt")}
      onInstead={(prompt) => run("suggest", prompt)}
    />
  );
}

function SendingCard({ sending }: { sending: Sending }) {
  const { run } = useEditor();
  const done = sending.share >= 1 || !sendsPicture(sending.intent.source);
  const sent = sentOf(sending);
  return (
    <JobCard
      key={sending.key}
      message={done ? "Sending your edit…" : `Sending your picture… ${Math.floor(sending.share * 100)}%`}
      percent={done ? 10 : sending.share * 10}
      waiting={done}
      startedAt={sending.startedAt}
      usualSeconds={null}
      detail={done ? null : sent}
      tab={sent === null ? null : "needed"}
      onCancel={(discard) => run("cancel", discard)}
    />
  );
}

function RunningCard({ version: { edit, checkedAt, sentAt, own } }: { version: Version }) {
  const { view, run } = useEditor();
  const checking = checkedAt !== null && edit.status === "processing_image";
  return (
    <JobCard
      message={checking ? "Asking the image service again…" : stageSentence(edit, view)}
      percent={edit.progress_percent}
      until={untilOf(edit)}
      waiting
      startedAt={checkedAt ?? sentAt ?? Date.parse(edit.created_at)}
      stageStartedAt={Date.parse(edit.stage_started_at)}
      // What an edit usually takes says nothing about a question.
      usualSeconds={checkedAt === null ? edit.usual_seconds : null}
      engine={edit.editor_label}
      tab="not needed"
      onCancel={own ? (discard) => run("cancel", discard) : null}
    />
  );
}

/** Where the present stage ends; where the engine says how far it is, its word counts and nothing is guessed. */
function untilOf({ status, progress_percent }: EditNode): number {
  return status === "processing_image" && progress_percent > LIFECYCLE.processing_image.percent
    ? progress_percent
    : nextPercent(status);
}

// Of a small picture nobody wants to know how much has left.
function sentOf({ share, intent: { source } }: Sending): string | null {
  if (!sendsPicture(source) || source.picture.file.size < 1024 * 1024) return null;
  const { size } = source.picture.file;
  return `${formatSize(size * share)} of ${formatSize(size)}`;
}
