import { lazy, Suspense, useRef, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { ConfirmDialogProps } from "./confirm-dialog";

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

const ConfirmDialog = lazy(() => import("./confirm-dialog"));

/** The button of one way on, with a question in between where there is one; a page opens in a tab of its own. */
export function FailureActionButton({ action, ...rest }: FailureActionButtonProps) {
  if ("run" in action) return <DeedButton action={action} {...rest} />;
  return (
    <Button asChild variant="outline" className={LOOK}>
      <a href={action.href} target="_blank">
        {action.icon}
        {action.label}
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
        {action.label}
      </Button>
      {asking && confirm !== undefined && (
        <Suspense>
          <ConfirmDialog
            {...confirm}
            opener={button}
            onYes={() => void onRun(action)}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
