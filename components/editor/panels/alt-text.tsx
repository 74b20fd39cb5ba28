"use client";

import { Captions } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";
import type { EditNode } from "@/lib/edits/view-schema";
import { COMMANDS } from "../commands";
import { copyText } from "../client/secure-context";
import { altTextOf } from "../versions";
import { Fact } from "./fact";

// Most visits never describe anything: the dialog comes when it is asked for.
const AltTextDialog = laterPart(() => import("./alt-text-dialog"));

/** The words that stand for a result where it is not seen, to be changed and to be taken along. */
export function AltText({ edit, onSave }: { edit: EditNode; onSave: (altText: string | null) => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const copy = () =>
    copyText(altTextOf(edit)).then(
      () => setSaid("Copied."),
      () => setSaid("The browser does not let this page copy."),
    );
  return (
    <Fact icon={Captions}>
      <p>
        {"Alt text: "}
        <span dir="auto">{altTextOf(edit)}</span>
      </p>
      <div className="flex flex-wrap gap-x-4">
        <Button ref={button} variant="link" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {COMMANDS.describe.label}
        </Button>
        <Button variant="link" aria-label="Copy alt text" onClick={() => void copy()}>
          Copy
        </Button>
        <span role="status">{said}</span>
      </div>
      {open && (
        <Suspense>
          <AltTextDialog edit={edit} onSave={onSave} opener={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Fact>
  );
}
