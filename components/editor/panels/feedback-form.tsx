"use client";

import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { Problem } from "../problem";
import { RequestFailure } from "../client/request-failure";

type FeedbackFormProps = {
  /** What was said before, if anything. */
  given: 0 | 1 | null;
  /** Answers the server's thanks. */
  onSend: (rating: 0 | 1, text: string) => Promise<string | undefined>;
};

const MAX_TEXT = 1000;

/** Thumbs up is one press; thumbs down asks what went wrong first. Both are answered with thanks. */
export function FeedbackForm({ given, onSend }: FeedbackFormProps) {
  const id = useId();
  const [down, setDown] = useState(false);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [thanks, setThanks] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  const send = async (rating: 0 | 1) => {
    setBusy(true);
    setProblem(null);
    try {
      setThanks((await onSend(rating, text)) ?? null);
    } catch (error) {
      if (error instanceof RequestFailure && error.code === "FEEDBACK_EXISTS")
        setThanks("You have rated this edit already. Thank you!");
      else setProblem(error);
    }
    setBusy(false);
  };

  const said =
    thanks ??
    (given === null
      ? null
      : given === 1
        ? "You liked this edit. Thank you!"
        : "You told us what went wrong. Thank you!");
  return (
    // What takes the focus over when the buttons are gone; the text's place is there before the text, so that it is heard.
    <div role="group" aria-label="Your answer" className="flex flex-col gap-1">
      <p role="status" className="text-sm text-muted-foreground">
        {said}
      </p>
      {said !== null && <p className="text-xs text-muted-foreground">There is one answer for each edit; it stands.</p>}
      {said === null && (
        <form
          aria-label="Feedback"
          className="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() === "") setProblem("Please say in a few words what went wrong.");
            else if (!busy) void send(0);
          }}
        >
          <div className="flex items-center justify-between gap-3">
            <p className="text-sm font-medium">Is this what you wanted?</p>
            <div className="flex gap-1">
              <Button
                variant="ghost"
                size="icon"
                aria-label="Yes, good edit"
                disabled={busy}
                onClick={() => void send(1)}
              >
                <ThumbsUp aria-hidden="true" />
              </Button>
              <Button
                variant="ghost"
                size="icon"
                aria-label="No, something is wrong"
                aria-pressed={down}
                aria-expanded={down}
                disabled={busy}
                onClick={() => setDown(!down)}
              >
                <ThumbsDown aria-hidden="true" />
              </Button>
            </div>
          </div>
          {down && (
            <>
              <label htmlFor={`${id}-text`} className="text-sm">
                What went wrong?
              </label>
              <Textarea
                id={`${id}-text`}
                rows={2}
                maxLength={MAX_TEXT}
                value={text}
                onChange={(event) => setText(event.target.value)}
                aria-describedby={problem === null ? undefined : `${id}-problem`}
                aria-invalid={problem !== null && text.trim() === ""}
              />
              <Button type="submit" variant="secondary" disabled={busy} className="self-end">
                Send feedback
              </Button>
            </>
          )}
          <div id={`${id}-problem`}>{problem !== null && <Problem error={problem} />}</div>
        </form>
      )}
    </div>
  );
}
