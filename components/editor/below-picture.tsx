import { downloadName } from "@/lib/editor-client/download-name";
import { FailureCard } from "./failure-card";
import { JobCard } from "./job-card";
import { ResultTools } from "./result-tools";
import type { WorkspaceProps } from "./workspace-props";

type BelowPictureProps = WorkspaceProps & {
  version: number;
  running: boolean;
  held: boolean;
  onHold: (held: boolean) => void;
  onCompare: (compare: boolean) => void;
};

/** The one place between picture and versions: progress while it runs, then the tools or what went wrong. */
export function BelowPicture(props: BelowPictureProps) {
  const { sending, current, isOwner, version } = props;
  const editPrompt = (words: string) => {
    props.onPrompt(words);
    props.onStop();
    props.input.current?.focus();
  };

  if (sending?.failure) {
    const { message, requestId, code, retryable } = sending.failure;
    return (
      <FailureCard
        title={code === "NETWORK" ? "This was not sent" : "This was not accepted"}
        message={message}
        onRetry={retryable ? props.onResubmit : null}
        onEditPrompt={() => editPrompt(sending.intent.prompt)}
        ids={requestId === null ? [] : [{ label: "Request id", value: requestId }]}
      />
    );
  }
  if (sending !== null) {
    const done = sending.share >= 1 || "parent" in sending.intent.source;
    return (
      <JobCard
        key={sending.key}
        message={done ? "Handing over your edit…" : `Sending your picture… ${Math.floor(sending.share * 100)}%`}
        percent={done ? 10 : sending.share * 10}
        waiting={done}
        startedAt={sending.startedAt}
        usualSeconds={null}
        onCancel={props.onStop}
        uploading
      />
    );
  }
  if (current === null) return null;
  if (props.running) {
    return (
      <JobCard
        key={current.uuid}
        message={current.message}
        percent={current.progress_percent}
        waiting
        startedAt={Date.parse(current.created_at)}
        usualSeconds={current.usual_seconds}
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
  const canceled = current.status === "canceled";
  return (
    <FailureCard
      key={current.uuid}
      title={canceled ? "Edit canceled" : "This edit did not work out"}
      message={canceled ? current.message.replace(/^Edit canceled\.\s*/, "") : current.message}
      calm={canceled}
      onRetry={isOwner && (canceled || current.retryable) ? () => props.onRetry(current) : null}
      onEditPrompt={() => editPrompt(current.prompt)}
      ids={canceled ? [] : [{ label: "Error", value: current.error_code ?? "INTERNAL" }]}
    />
  );
}
