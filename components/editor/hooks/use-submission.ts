import { useRef, useState } from "react";
import { type LocalPicture, fetchPicture } from "../client/pictures";
import { RequestFailure, networkFailure } from "../client/request";
import { type Submission, submitEdit } from "../client/submit";

/** What the person wants made, and of what: a picture, the original of an edit, or the result of one. */
export type Intent = {
  prompt: string;
  enhance: "auto" | "off";
  /** Id of the engine that the person picked; `null`: the server's order. */
  editor: string | null;
  /** Address of the page that it was sent from, where its progress is shown. */
  path: string;
  source: { picture: LocalPicture } | { original: string; name: string } | { parent: string };
};

/** What is on its way to the server, or came back refused. */
export type Sending = {
  intent: Intent;
  /** One per intent, kept over retries. */
  key: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Share of the upload that has left, 0 to 1. */
  share: number;
  failure: RequestFailure | null;
};

type Accepted = (id: string, picture: LocalPicture | null) => void;

/** One submission at a time, from the press of the button to the server's answer. */
export function useSubmission() {
  const [sending, setSending] = useState<Sending | null>(null);
  const flight = useRef<AbortController>(null);

  const run = async (start: Sending, onAccepted: Accepted) => {
    if (flight.current !== null) return;
    const controller = new AbortController();
    flight.current = controller;
    setSending(start);
    try {
      const { source, prompt, enhance, editor } = start.intent;
      const picture = await pictureOf(source);
      const submission: Submission = {
        key: start.key,
        prompt,
        enhance,
        editor,
        source: "parent" in source ? source : { picture: picture?.file ?? new Blob() },
      };
      const id = await submitEdit(submission, {
        signal: controller.signal,
        onProgress: (share) => setSending((now) => now && { ...now, share: Math.max(now.share, share) }),
      });
      setSending(null);
      onAccepted(id, picture);
    } catch (error) {
      const failure = error instanceof RequestFailure ? error : networkFailure();
      setSending(failure.code === "ABORTED" ? null : { ...start, failure });
    }
    flight.current = null;
  };

  return {
    sending,
    /** Ignored while another is under way, so that no second press sends twice. */
    send: (intent: Intent, onAccepted: Accepted) =>
      run({ intent, key: crypto.randomUUID(), startedAt: Date.now(), share: 0, failure: null }, onAccepted),
    /** Sends a refused one again, under the same key: if the first arrived after all, it stays one edit. */
    again: async (onAccepted: Accepted) => {
      if (sending !== null) await run({ ...sending, startedAt: Date.now(), share: 0, failure: null }, onAccepted);
    },
    /** Stops an upload, or puts a refused one away. */
    stop: () => {
      if (flight.current === null) setSending(null);
      else flight.current.abort();
    },
  };
}

async function pictureOf(source: Intent["source"]): Promise<LocalPicture | null> {
  if ("parent" in source) return null;
  return "picture" in source ? source.picture : fetchPicture(source.original, source.name);
}
