"use client";

import "./globals.css";
import { Message } from "@/components/message";
import { Button } from "@/components/ui/button";

type GlobalErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** Where not even the frame of the page could be made. */
export default function GlobalError({ error, reset }: GlobalErrorProps) {
  const id = error.digest === undefined ? "" : ` If it happens again, report it with this id: ${error.digest}.`;
  return (
    <html lang="en">
      <body>
        <Message
          title="This page could not be shown"
          text={`Something went wrong on our side. Your pictures and edits are kept.${id}`}
          action={<Button onClick={reset}>Try again</Button>}
        />
      </body>
    </html>
  );
}
