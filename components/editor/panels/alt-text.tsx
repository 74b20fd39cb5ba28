"use client";

import { Captions } from "lucide-react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";
import { useOpener } from "@/components/ui/use-opener";
import type { EditNode } from "@/lib/edits/view-schema";
import { COMMANDS } from "../commands";
import { CopyButton } from "../technical-details";
import { altTextOf } from "../versions";
import { Fact } from "./fact";

// Most visits never describe anything: the dialog comes when it is asked for.
const AltTextDialog = laterPart(() => import("./alt-text-dialog"));

/** The words that stand for a result where it is not seen, to be changed and to be taken along. */
export function AltText({ edit, onSave }: { edit: EditNode; onSave: (altText: string | null) => Promise<void> }) {
  const { opens, opened } = useOpener();
  return (
    <Fact icon={Captions}>
      <p>
        {"Alt text: "}
        <span dir="auto">{altTextOf(edit)}</span>
      </p>
      <div className="flex flex-wrap items-center gap-x-4">
        <Button variant="link" {...opens}>
          {COMMANDS.describe.label}
        </Button>
        <CopyButton text={altTextOf(edit)} label="alt text" />
      </div>
      {opened !== null && <AltTextDialog edit={edit} onSave={onSave} {...opened} />}
    </Fact>
  );
}
