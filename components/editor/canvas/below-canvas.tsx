import type { EditNode } from "@/lib/edits/schema";
import { LIFECYCLE, nextPercent } from "@/lib/lifecycle";
import { downloadName, formatSize } from "../client/formats";
import { againOf } from "../editor-view";
import { EditFailure } from "../failure/edit-failure";
import { SubmissionFailure } from "../failure/submission-failure";
import type { Sending } from "../hooks/use-submission";
import type { WorkspaceProps } from "../workspace-props";
import { JobCard } from "./job-card";
import { ResultTools } from "./result-tools";

type BelowCanvasProps = WorkspaceProps & {
  version: number;
  running: boolean;
  held: boolean;
  onHold: (held: boolean) => void;
  onCompare: (compare: boolean) => void;
};

/** The one place between picture and versions: progress while it runs, then the tools or what went wrong. */
export function BelowCanvas(props: BelowCanvasProps) {
  const { sending, current, isOwner, version } = props;
  const editPrompt = (words: string) => {
    props.onPrompt(words);
    props.onStop();
    props.input.current?.focus();
  };

  if (sending?.failure) {
    return (
      <SubmissionFailure
        failure={sending.failure}
        onRetry={props.onResubmit}
        onEditPrompt={() => editPrompt(sending.intent.prompt)}
      />
    );
  }
  if (sending !== null) {
    const done = sending.share >= 1 || "parent" in sending.intent.source;
    const sent = sentOf(sending);
    return (
      <JobCard
        key={sending.key}
        message={done ? "Handing over your edit…" : `Sending your picture… ${Math.floor(sending.share * 100)}%`}
        percent={done ? 10 : sending.share * 10}
        waiting={done}
        startedAt={sending.startedAt}
        usualSeconds={null}
        detail={done ? null : sent}
        tab={sent === null ? null : "needed"}
        onCancel={props.onStop}
      />
    );
  }
  if (current === null) return null;
  const checkedAt = props.checkedAt.get(current.uuid) ?? null;
  if (props.running) {
    const checking = checkedAt !== null && current.status === "processing_image";
    return (
      <JobCard
        key={current.uuid}
        message={checking ? "Asking the image service again…" : current.message}
        percent={current.progress_percent}
        until={untilOf(current)}
        waiting
        startedAt={checkedAt ?? Date.parse(current.created_at)}
        stageStartedAt={Date.parse(current.stage_started_at)}
        // What an edit usually takes says nothing about a question.
        usualSeconds={checkedAt === null ? current.usual_seconds : null}
        engine={current.editor_label}
        tab="not needed"
        onCancel={isOwner ? () => props.onCancel(current) : null}
      />
    );
  }
  if (current.status === "completed") {
    const name = downloadName(props.sourceName, version, current.prompt);
    return (
      <ResultTools
        compare={props.compare}
        onCompare={props.onCompare}
        held={props.held}
        onHold={props.onHold}
        download={{ href: `${current.edited_image_url ?? ""}?download=${encodeURIComponent(name)}`, name }}
      />
    );
  }
  return (
    <EditFailure
      key={current.uuid}
      edit={current}
      isOwner={isOwner}
      offers={props.offers}
      checkedAt={checkedAt}
      onCheck={() => props.onCheck(current)}
      onRetry={() => props.onRetry(current)}
      onOther={(editor) =>
        props.onSubmit({
          prompt: current.prompt,
          enhance: props.improve ? "auto" : "off",
          editor,
          path: props.path,
          source: againOf(props, current),
        })
      }
      onEditPrompt={() => editPrompt(current.prompt)}
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
  if (!("picture" in source) || source.picture.file.size < 1024 * 1024) return null;
  const { size } = source.picture.file;
  return `${formatSize(size * share)} of ${formatSize(size)}`;
}
