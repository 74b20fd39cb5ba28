import { CircleHelp, CircleSlash, Coins, type LucideIcon, ShieldAlert, TriangleAlert, Unplug } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { laterPart } from "@/components/later-part";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { Problem } from "../problem";
import { TechnicalDetails } from "../technical-details";
import type { ConfirmDialogProps } from "./confirm-dialog";
import type { FailureLook } from "./failure-look";

type FailureCardProps = {
  look: FailureLook;
  /** What happened and what it cost, in the server's own words. */
  message: string;
  /** What may have been paid; `null` when nothing was. */
  cost: string | null;
  /** Until when trying again is of no use, where that is known. */
  wait?: ReactNode;
  /** The ways on, the best one first. */
  actions: readonly FailureAction[];
  /** Prompts that can be carried out instead, and what happens when one is picked. */
  instead?: { prompts: readonly string[]; onPick: (prompt: string) => void };
  ids: readonly { label: string; value: string }[];
};

const LOOKS: Record<FailureLook["kind"], { icon: LucideIcon; tint: string; surface: string }> = {
  failed: { icon: TriangleAlert, tint: "text-destructive", surface: "bg-card" },
  refused: { icon: ShieldAlert, tint: "text-destructive", surface: "bg-card" },
  unavailable: { icon: Unplug, tint: "text-destructive", surface: "bg-card" },
  uncertain: { icon: CircleHelp, tint: "text-caution", surface: "border-caution-border bg-caution-surface" },
  budget: { icon: Coins, tint: "text-caution", surface: "border-caution-border bg-caution-surface" },
  canceled: { icon: CircleSlash, tint: "text-muted-foreground", surface: "bg-card" },
};

/** An edit that did not come to be: why, what it cost, and the ways on. Picture and prompt are kept. */
export function FailureCard({ look, message, cost, wait, actions, instead, ids }: FailureCardProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  const run = async (action: FailureDeed) => {
    setBusy(true);
    setProblem(null);
    try {
      await action.run();
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };

  const { icon: Icon, tint, surface } = LOOKS[look.kind];
  return (
    <section aria-label={look.title} className={cn("flex w-full flex-col gap-3 rounded-lg border p-4", surface)}>
      <div role={look.kind === "canceled" ? undefined : "alert"} className="flex items-start gap-3">
        <Icon className={cn("mt-0.5 size-5 shrink-0", tint)} aria-hidden="true" />
        <div className="flex min-w-0 flex-col gap-1">
          <p className="font-medium">{look.title}</p>
          <Message text={message} />
          {look.advice !== null && <p className="text-sm text-muted-foreground">{look.advice}</p>}
          {cost !== null && (
            <p className="flex items-center gap-1.5 text-sm font-medium text-caution tabular-nums">
              <Coins className="size-4 shrink-0" aria-hidden="true" />
              <span>{cost}</span>
            </p>
          )}
        </div>
      </div>
      <div className="empty:hidden">{wait}</div>
      {instead !== undefined && instead.prompts.length > 0 && <Instead {...instead} />}
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
        {actions.map((action, index) => (
          <FailureActionButton
            key={action.label}
            action={action}
            // What has to be asked about first is not what the eye should fall on.
            primary={index === 0 && !("confirm" in action)}
            busy={busy}
            onRun={run}
          />
        ))}
        {ids.length > 0 && <TechnicalDetails ids={ids} className="px-2 open:basis-full" />}
      </div>
      {problem !== null && <Problem error={problem} />}
    </section>
  );
}

/** More than this a phone has no room for beside the ways on. */
const SHORT_TEXT = 110;

/** What happened; on a phone the first lines of it, and all where that is wanted. */
function Message({ text }: { text: string }) {
  const isLong = text.length > SHORT_TEXT;
  return (
    <div className="group/message text-sm text-muted-foreground">
      <p dir="auto" className={cn(isLong && "max-sm:line-clamp-2 max-sm:group-has-[[open]]/message:line-clamp-none")}>
        {text}
      </p>
      {isLong && (
        <details className="open:hidden sm:hidden">
          <summary className="flex min-h-6 w-fit items-center underline underline-offset-4">Read all of it</summary>
        </details>
      )}
    </div>
  );
}

/** Prompts that do work, each put into the prompt box by a button: there it can be changed before it is sent. */
function Instead({ prompts, onPick }: NonNullable<FailureCardProps["instead"]>) {
  const id = useId();
  return (
    <div className="flex flex-col gap-2">
      <p id={id} className="text-sm">
        This can be done instead; a click puts it into the prompt:
      </p>
      <ul aria-labelledby={id} className="flex flex-wrap gap-2">
        {prompts.map((prompt) => (
          <li key={prompt}>
            <Button
              variant="secondary"
              className="h-auto min-h-11 rounded-full text-left whitespace-normal"
              onClick={() => onPick(prompt)}
            >
              {prompt}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Something that can be done about a failure from here. */
export type FailureDeed = {
  label: string;
  icon: ReactNode;
  run: () => Promise<void> | void;
  /** What is asked before it is done, where it may cost something. */
  confirm?: Pick<ConfirmDialogProps, "title" | "text" | "yes" | "no">;
};

/** One way on from a failure: something to do, or a page to read beside it. */
export type FailureAction = FailureDeed | { label: string; icon: ReactNode; href: string };

type FailureActionButtonProps = {
  action: FailureAction;
  primary: boolean;
  /** One of the actions is under way. */
  busy: boolean;
  onRun: (action: FailureDeed) => Promise<void>;
};

type DeedButtonProps = Omit<FailureActionButtonProps, "action"> & { action: FailureDeed };

const LOOK = "h-auto min-h-11 shrink py-2 text-left whitespace-normal";

const ConfirmDialog = laterPart(() => import("./confirm-dialog"));

/** The button of one way on, with a question in between where there is one; a page opens in a tab of its own. */
export function FailureActionButton({ action, ...rest }: FailureActionButtonProps) {
  if ("run" in action) return <DeedButton action={action} {...rest} />;
  return (
    <Button asChild variant="outline" className={LOOK}>
      <a href={action.href} target="_blank">
        {action.icon}
        <span>{action.label}</span>
      </a>
    </Button>
  );
}

function DeedButton({ action, primary, busy, onRun }: DeedButtonProps) {
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { confirm } = action;
  return (
    <>
      <Button
        ref={button}
        variant={primary ? "default" : "outline"}
        disabled={busy}
        className={LOOK}
        {...(confirm === undefined ? {} : { "aria-haspopup": "dialog" as const })}
        onClick={() => {
          if (confirm === undefined) void onRun(action);
          else setAsking(true);
        }}
      >
        {action.icon}
        <span>{action.label}</span>
      </Button>
      {asking && confirm !== undefined && (
        <ConfirmDialog {...confirm} opener={button} onYes={() => void onRun(action)} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
