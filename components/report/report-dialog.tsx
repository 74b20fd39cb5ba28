"use client";

import { type RefObject, useState } from "react";
import { Alert } from "@/components/editor/alert";
import { sendJson } from "@/components/editor/client/request";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Choices } from "@/components/ui/choices";
import { Textarea } from "@/components/ui/textarea";
import { MAX_REPORT_LENGTH, REPORT_REASONS } from "@/lib/moderation/reasons";

/** By what a person has of a picture. */
export type ReportedPicture = { edit_uuid: string } | { share_key: string };

type ReportDialogProps = {
  of: ReportedPicture;
  onClose: () => void;
  opener: RefObject<HTMLElement | null>;
};

/** Asks why a picture is reported, and sends it. */
export default function ReportDialog({ of: picture, onClose, opener }: ReportDialogProps) {
  const [reason, setReason] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const [state, setState] = useState<"asking" | "sending" | "sent">("asking");
  const [problem, setProblem] = useState<string | null>(null);

  const send = async () => {
    if (reason === null) {
      setProblem("Choose what is wrong with it.");
      return;
    }
    setState("sending");
    setProblem(null);
    try {
      await sendJson("POST", "/api/reports", {
        ...picture,
        reason,
        ...(words.trim() !== "" && { words: words.trim() }),
      });
      setState("sent");
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setState("asking");
    }
  };

  if (state === "sent")
    return (
      <AskDialog
        title="Thank you"
        text="Who runs this server sees your report and decides."
        leave="Close"
        onClose={onClose}
        opener={opener}
        actions={null}
      />
    );
  return (
    <AskDialog
      title="Report this picture"
      text="Who runs this server sees your report and decides whether the picture stays."
      leave="Cancel"
      busy={state === "sending"}
      onClose={onClose}
      opener={opener}
      actions={
        <Button disabled={state === "sending"} onClick={() => void send()}>
          {state === "sending" ? "Sending…" : "Send the report"}
        </Button>
      }
    >
      <Choices
        legend="What is wrong with it"
        options={Object.entries(REPORT_REASONS)}
        value={reason}
        onChange={(chosen) => {
          setReason(chosen);
          setProblem(null);
        }}
      />
      <Textarea
        aria-label="Anything to add, if you like"
        placeholder="Anything to add, if you like"
        dir="auto"
        rows={2}
        maxLength={MAX_REPORT_LENGTH}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {problem !== null && <Alert>{problem}</Alert>}
    </AskDialog>
  );
}
