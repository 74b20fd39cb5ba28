import { lazy, Suspense, useRef, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { ConfirmDialogProps } from "./confirm-dialog";

/** One way on from a failure. */
export type FailureAction = {
  label: string;
  icon: ReactNode;
  run: () => Promise<void> | void;
  /** What is asked before it is done, where it may cost something. */
  confirm?: Pick<ConfirmDialogProps, "title" | "text" | "yes" | "no">;
};

type FailureActionButtonProps = {
  action: FailureAction;
  primary: boolean;
  /** One of the actions is under way. */
  busy: boolean;
  onRun: (action: FailureAction) => Promise<void>;
};

const ConfirmDialog = lazy(() => import("./confirm-dialog"));

/** The button of one way on, with a question in between where there is one. */
export function FailureActionButton({ action, primary, busy, onRun }: FailureActionButtonProps) {
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { confirm } = action;
  return (
    <>
      <Button
        ref={button}
        variant={primary ? "default" : "outline"}
        disabled={busy}
        className="h-auto min-h-11 shrink py-2 text-left whitespace-normal"
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
