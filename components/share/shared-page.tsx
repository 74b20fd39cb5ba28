"use client";

import { type FormEvent, useState } from "react";
import { Problem } from "@/components/editor/problem";
import { CompareSlider } from "@/components/editor/canvas/compare-slider";
import { isTall } from "@/components/editor/canvas/compared";
import { sizeOfShown } from "@/components/editor/canvas/picture";
import { createLens } from "@/components/editor/canvas/lens";
import { formatDay } from "@/components/editor/client/formats";
import type { PictureSize } from "@/components/editor/editor-state";
import type { Shown } from "@/components/editor/versions";
import { ReportButton } from "@/components/report/report-button";
import { SiteHeader } from "@/components/site-header";
import { Button } from "@/components/ui/button";
import { Choices } from "@/components/ui/choices";
import { Textarea } from "@/components/ui/textarea";
import { MAX_PROMPT_LENGTH } from "@/lib/lifecycle";
import type { SharedSide } from "@/lib/edits/shares";
import { remix } from "./requests";

export type SharedPageProps = {
  shareKey: string;
  /** What was asked for; `null` where the owner does not show it. */
  words: string | null;
  /** What the owner says it shows; `null`: nothing. */
  altText: string | null;
  /** Of the result, in pixels. */
  size: { width: number; height: number };
  expiresAt: string;
};

/** A shared picture: what it was and what it became, with a way to try something oneself. */
export function SharedPage({ shareKey, words, altText, size, expiresAt }: SharedPageProps) {
  const address = (side: SharedSide) => `/api/shared/${shareKey}/${side}`;
  return (
    <div className="flex min-h-dvh flex-col">
      <title>A shared picture · Mizual</title>
      <SiteHeader />
      <main className="mx-auto flex w-full max-w-6xl grow flex-col gap-5 px-4 pt-2 pb-10 sm:px-6 lg:grid lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start lg:gap-8">
        <div
          className="relative mx-auto max-h-[72dvh] w-full overflow-hidden rounded-lg bg-canvas"
          style={{
            aspectRatio: `${size.width} / ${size.height}`,
            maxWidth: `calc(72dvh * ${size.width / size.height})`,
          }}
        >
          <SharedPictures
            original={{ ...AT_ONCE, src: address("original"), alt: "The picture as it was", label: "Original" }}
            result={{
              ...AT_ONCE,
              src: address("result"),
              alt: altText ?? (words === null ? "The edited picture" : `Edited picture: ${words}`),
              label: "Edited",
              size,
            }}
          />
        </div>
        <div className="flex flex-col gap-5">
          <div className="flex flex-col gap-1.5">
            <h1 className="text-xl font-semibold tracking-tight">A shared picture</h1>
            {words !== null && (
              <p dir="auto" className="text-lg text-balance">
                {`“${words}”`}
              </p>
            )}
            <p className="text-sm text-muted-foreground">{`This page is there until ${formatDay(expiresAt)} at the latest.`}</p>
          </div>
          <RemixForm shareKey={shareKey} />
          <ReportButton of={{ share_key: shareKey }} />
        </div>
      </main>
    </div>
  );
}

/** There is no other size of them. */
const AT_ONCE = { full: null, size: null };

/** The original under its result, each in its own shape. */
function SharedPictures({ original, result }: { original: Shown; result: Shown & { size: PictureSize } }) {
  const [lens] = useState(createLens);
  const [measured, setMeasured] = useState<PictureSize>();
  const load = ({ src }: Shown, { naturalWidth: width, naturalHeight: height }: HTMLImageElement) => {
    if (src === original.src && width > 0 && measured?.width !== width) setMeasured({ width, height });
  };
  return (
    <CompareSlider
      before={{ shown: original, size: sizeOfShown(original, measured, result.size) }}
      after={{ shown: result, size: result.size }}
      lens={lens}
      onLoad={load}
      across={isTall(result.size)}
    />
  );
}

const SIDES: ReadonlyArray<readonly [SharedSide, string]> = [
  ["result", "Go on from the edited one"],
  ["original", "Begin with the original"],
];

/** Asks for an edit of one's own, of either picture: the shared ones stay as they are. */
function RemixForm({ shareKey }: { shareKey: string }) {
  const [prompt, setPrompt] = useState("");
  const [side, setSide] = useState<SharedSide>("result");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const canSend = prompt.trim() !== "" && !busy;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!canSend) return;
    setBusy(true);
    setProblem(null);
    try {
      window.location.assign(`/edits/${await remix({ shareKey, side, prompt: prompt.trim() })}`);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };

  return (
    <form
      aria-label="Try it yourself"
      onSubmit={(event) => void send(event)}
      className="flex flex-col gap-3 border-t pt-4"
    >
      <h2 className="font-semibold">Try it yourself</h2>
      <Textarea
        aria-label="What should change?"
        placeholder="Say what to change, such as “make it warmer”"
        dir="auto"
        rows={2}
        maxLength={MAX_PROMPT_LENGTH}
        value={prompt}
        onChange={(event) => setPrompt(event.currentTarget.value)}
      />
      <Choices legend="Which picture" options={SIDES} value={side} onChange={setSide} />
      {problem !== null && <Problem error={problem} />}
      <Button type="submit" disabled={!canSend}>
        {busy ? "Sending…" : "Make my own"}
      </Button>
      <p className="text-sm text-muted-foreground">
        What you make is yours alone: a copy, which the person who shared this does not see.
      </p>
    </form>
  );
}
