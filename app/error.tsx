"use client";

import { Message } from "@/components/message";
import { Button } from "@/components/ui/button";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** The last resort of a page; the digest is what the server's log knows the error by. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const id = error.digest === undefined ? "" : ` If it happens again, report it with this id: ${error.digest}.`;
  return (
    <Message
      title="This page could not be shown"
      text={`Something went wrong. Your pictures and edits are kept.${id}`}
      action={<Button onClick={reset}>Try again</Button>}
    />
  );
}
