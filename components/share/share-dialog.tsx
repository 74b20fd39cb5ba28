"use client";

import { type RefObject, useEffect, useState } from "react";
import { Problem } from "@/components/editor/problem";
import { formatDay } from "@/components/editor/client/formats";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { LinkField } from "./link-field";
import type { OwnShare } from "@/lib/edits/shares";
import { endSharedPage, fetchShares, makeShare } from "./requests";

export type ShareDialogProps = {
  editId: string;
  version: number;
  onClose: () => void;
  /** Gets the focus back. */
  opener: RefObject<HTMLElement | null>;
};

const TIMES = [
  { days: null, label: "As long as the picture is kept" },
  { days: 7, label: "For a week" },
  { days: 1, label: "For a day" },
] as const;

/** Makes links to one edit, shows those that are open, and ends them. */
export default function ShareDialog({ editId, version, onClose, opener }: ShareDialogProps) {
  const [shares, setShares] = useState<readonly OwnShare[] | null>(null);
  const [words, setWords] = useState(true);
  const [days, setDays] = useState<number | null>(null);
  // Before what is open is known, or known not to be had, its late answer would take the place of a new link.
  const [busy, setBusy] = useState(true);
  const [problem, setProblem] = useState<unknown>(null);

  useEffect(() => {
    let isGone = false;
    void fetchShares(editId)
      .then(
        (open) => isGone || setShares(open),
        (error: unknown) => isGone || setProblem(error),
      )
      .then(() => isGone || setBusy(false));
    return () => {
      isGone = true;
    };
  }, [editId]);

  const attempt = async (work: () => Promise<readonly OwnShare[]>) => {
    setBusy(true);
    setProblem(null);
    try {
      setShares(await work());
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  const end = (share: OwnShare) =>
    attempt(async () => {
      await endSharedPage(share.share_id);
      return (shares ?? []).filter(({ share_id: id }) => id !== share.share_id);
    });

  return (
    <AskDialog
      title={`Share version ${version}`}
      text="Everyone who has the link sees this picture beside its original, and can try something with a copy. No search engine lists it, and you can end it at any time."
      leave="Close"
      onClose={onClose}
      opener={opener}
      actions={
        <Button disabled={busy} onClick={() => void attempt(() => makeShare(editId, words, days))}>
          {shares === null || shares.length === 0 ? "Make a link" : "Make another link"}
        </Button>
      }
    >
      {(shares ?? []).map((share) => (
        <LinkField
          key={share.share_id}
          address={`${window.location.origin}${share.path}`}
          note={`${share.words ? "With your words" : "Without your words"}, until ${formatDay(share.expires_at)}`}
          end="End link"
          disabled={busy}
          onEnd={() => void end(share)}
        />
      ))}
      <fieldset className="flex flex-col gap-1 border-t pt-3" disabled={busy}>
        <legend className="sr-only">A new link</legend>
        <label className="flex min-h-11 items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={words}
            onChange={(event) => setWords(event.currentTarget.checked)}
            className="size-4 accent-primary"
          />
          <span>Show the words that I asked with</span>
        </label>
        <label className="flex min-h-11 flex-wrap items-center gap-2 text-sm">
          <span>How long</span>
          <select
            value={String(days)}
            onChange={(event) =>
              setDays(event.currentTarget.value === "null" ? null : Number(event.currentTarget.value))
            }
            className="h-11 rounded-md border border-input bg-card px-2 text-foreground"
          >
            {TIMES.map((time) => (
              <option key={String(time.days)} value={String(time.days)}>
                {time.label}
              </option>
            ))}
          </select>
        </label>
      </fieldset>
      {problem !== null && <Problem error={problem} />}
    </AskDialog>
  );
}
