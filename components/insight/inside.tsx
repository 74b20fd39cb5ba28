"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert } from "@/components/editor/alert";
import { sendJson } from "@/components/editor/client/request";
import { Button } from "@/components/ui/button";
import type { Content, InsideView } from "@/lib/insight/edits";
import { Card, Nothing } from "./frame";
import { dollars, timeWord } from "./words";

type Action = "replay" | "check" | "take-down" | "dismiss" | "look";

const ACTIONS = {
  check: {
    label: "Check again",
    asks: null,
    done: "It is looked for once more. Nothing is submitted, and nothing charged.",
  },
  replay: {
    label: "Replay",
    asks: "Run this edit once more from its beginning? A paid editor may be paid again, within today's caps.",
    done: "It runs once more. Reload to see what becomes of it.",
  },
  "take-down": {
    label: "Take down",
    asks: "Take this picture down? Pictures and words are gone for good; whoever asks for it hears that.",
    done: "It is taken down.",
  },
  dismiss: { label: "Dismiss the reports", asks: null, done: "The reports are dismissed." },
} as const satisfies Partial<Record<Action, { label: string; asks: string | null; done: string }>>;

type ActionName = keyof typeof ACTIONS;

/** `paysTwice`: what a replay submits may be paid for already. */
export type EditActionsProps = { id: string; actions: readonly ActionName[]; paysTwice?: boolean };

const PAYS_TWICE =
  "This edit is paid for already, or may be. Run it once more from its beginning all the same? It may be paid a second time, within today's caps.";

/** What the operator can do with one edit; what costs or is for good is asked about first. */
export function EditActions({ id, actions, paysTwice = false }: EditActionsProps) {
  const router = useRouter();
  const [asking, setAsking] = useState<ActionName | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<string | null>(null);

  const carryOut = async (action: ActionName) => {
    setAsking(null);
    setBusy(true);
    setProblem(null);
    setSaid("");
    try {
      await sendJson("POST", `/api/insight/edits/${id}/${action}`);
      setSaid(ACTIONS[action].done);
      router.refresh();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        {actions.map((action) => (
          <Button
            key={action}
            variant={action === "take-down" ? "destructive" : "outline"}
            disabled={busy}
            onClick={() => (ACTIONS[action].asks === null ? void carryOut(action) : setAsking(action))}
          >
            {ACTIONS[action].label}
          </Button>
        ))}
      </div>
      {asking !== null && (
        <div role="group" aria-label={ACTIONS[asking].label} className="flex flex-col gap-3 rounded-md border p-3">
          <p className="text-sm">{asking === "replay" && paysTwice ? PAYS_TWICE : ACTIONS[asking].asks}</p>
          <div className="flex gap-2">
            <Button variant={asking === "take-down" ? "destructive" : "default"} onClick={() => void carryOut(asking)}>
              {`Yes, ${ACTIONS[asking].label.toLowerCase()}`}
            </Button>
            <Button variant="ghost" onClick={() => setAsking(null)}>
              No
            </Button>
          </div>
        </div>
      )}
      <p role="status" className="text-sm empty:hidden">
        {said}
      </p>
      {problem !== null && <Alert>{problem}</Alert>}
    </div>
  );
}

/** Words and pictures, once they are asked for: each look is written down. */
export function ContentLook({ id }: { id: string }) {
  const [content, setContent] = useState<Content | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = async () => {
    setProblem(null);
    try {
      setContent((await sendJson("POST", `/api/insight/edits/${id}/look`)) as Content);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  if (content === null)
    return (
      <div className="flex flex-col items-start gap-2">
        <Button variant="outline" onClick={() => void look()}>
          Look at words and pictures
        </Button>
        <p className="text-sm text-muted-foreground">That you looked is written down.</p>
        {problem !== null && <Alert>{problem}</Alert>}
      </div>
    );
  const { prompt, enhancedPrompt, detail, feedback, said, reported, original, result } = content;
  const words = [
    ["Asked for", prompt],
    ["Sent to the editor", enhancedPrompt],
    ["What was said of the failure", detail],
    ...said.map(({ number, editor, words: text }) => [`What ${editor} said of attempt ${number}`, text] as const),
    ["Feedback", feedback],
    ...reported.map((text, at) => [`Reported, ${at + 1}`, text] as const),
  ] as const;
  const pictures = (
    [
      ["The picture as it was", original],
      ["What was made of it", result],
    ] as const
  ).flatMap(([alt, src]) => (src === null ? [] : [[alt, src] as const]));
  return (
    <div className="flex flex-col gap-4">
      {pictures.length > 0 && (
        <div className="grid gap-3 sm:grid-cols-2">
          {pictures.map(([alt, src]) => (
            // oxlint-disable-next-line nextjs/no-img-element
            <img key={alt} src={src} alt={alt} className="max-h-80 w-full rounded-md bg-canvas object-contain" />
          ))}
        </div>
      )}
      <dl className="flex flex-col gap-2 text-sm">
        {words.map(([what, text]) =>
          text === null ? null : (
            <div key={what}>
              <dt className="text-muted-foreground">{what}</dt>
              <dd dir="auto">{text}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}

/** All that is known of one edit. */
export function Inside({ view }: { view: InsideView }) {
  const { id, can } = view;
  const actions = [can.check ? "check" : null, can.replay ? "replay" : null, can.takeDown ? "take-down" : null].filter(
    (action) => action !== null,
  ) as ActionName[];
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Card
        title="What became of it"
        note={view.isTakenDown ? "Taken down." : view.isDeleted ? "Deleted by its owner." : undefined}
      >
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-sm">
          {factsOf(view).map(([what, value]) => (
            <div key={what} className="contents">
              <dt className="text-muted-foreground">{what}</dt>
              <dd className="text-right">{value}</dd>
            </div>
          ))}
        </dl>
        {actions.length > 0 && <EditActions id={id} actions={actions} paysTwice={can.paysTwice} />}
      </Card>
      <Card title="Words and pictures">
        {can.look ? (
          <ContentLook id={id} />
        ) : (
          <Nothing>
            {view.isDeleted
              ? "They are gone."
              : "This server does not show them to its operator: INSIGHT_SHOWS_CONTENT is off."}
          </Nothing>
        )}
      </Card>
      <Card title="Attempts" note="Each try to have an editor make the picture." className="lg:col-span-2">
        {view.attempts.length === 0 ? <Nothing>No editor was asked.</Nothing> : <Attempts attempts={view.attempts} />}
      </Card>
      <Card title="What the operator did" className="lg:col-span-2">
        {view.actions.length === 0 ? (
          <Nothing>Nothing.</Nothing>
        ) : (
          <ul className="flex flex-col gap-1 text-sm">
            {view.actions.map(({ at, action }) => (
              <li key={`${at} ${action}`} className="flex gap-4">
                <span className="text-muted-foreground tabular-nums">{timeWord(at)}</span>
                <span>{action.replaceAll("_", " ")}</span>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}

function factsOf(view: InsideView): ReadonlyArray<readonly [string, string]> {
  const { error, size } = view;
  return [
    ["Status", view.status.replaceAll("_", " ")],
    ...(error === null
      ? []
      : [
          ["Code", error.code] as const,
          ["Charged", error.charge === "none" ? "nothing" : error.charge === "made" ? "yes" : "perhaps"] as const,
          ["Trying again can help", error.retryable ? "yes" : "no"] as const,
        ]),
    ["Editor", [view.editor, view.model].filter(Boolean).join(", ") || "none chosen"],
    ["Kinds", view.kinds.join(", ") || "not told"],
    ...(size === null ? [] : [["Picture", `${size.width} × ${size.height}`] as const]),
    ...view.times.map(({ what, at }) => [what, `${timeWord(at)} UTC`] as const),
    ...(view.replays === 0 ? [] : [["Replays", String(view.replays)] as const]),
  ];
}

function Attempts({ attempts }: { attempts: InsideView["attempts"] }) {
  return (
    <ol className="flex flex-col text-sm">
      {attempts.map((attempt) => (
        <li key={attempt.number} className="flex flex-wrap gap-x-6 gap-y-1 border-t py-2 first:border-t-0">
          <span className="font-medium">{`${attempt.number}. ${[attempt.editor, attempt.model].filter(Boolean).join(", ")}`}</span>
          <span className="text-muted-foreground">
            {attempt.sentAt === null ? "not sent" : `sent ${timeWord(attempt.sentAt)} UTC`}
          </span>
          <span>{attempt.outcome ?? "still open"}</span>
          {attempt.code !== null && <span className="font-mono text-xs leading-5">{attempt.code}</span>}
          <span className="text-muted-foreground">
            {attempt.costUsd === null ? `charged: ${attempt.charge}` : dollars(attempt.costUsd)}
          </span>
          {attempt.providerId !== null && (
            <span className="font-mono text-xs leading-5 break-all text-muted-foreground">{attempt.providerId}</span>
          )}
        </li>
      ))}
    </ol>
  );
}
