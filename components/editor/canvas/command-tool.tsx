import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { COMMANDS } from "../commands";
import { useEditor } from "../editor-context";
import { printKeys } from "../help/print-keys";
import { ICON_TOOL } from "./tool";

type CommandToolProps = {
  command: "zoomOut" | "zoomIn" | "zoomActual" | "zoomFit" | "swap" | "turn" | "stopComparing";
  /** What it is called, where that says more than the command's own name. */
  label?: string;
  pressed?: boolean;
  children: ReactNode;
};

/** A command of the canvas as an icon, named and with its key. */
export function CommandTool({ command, label, pressed, children }: CommandToolProps) {
  const { run } = useEditor();
  const { label: name, shortcut } = COMMANDS[command];
  return (
    <Button
      variant="ghost"
      className={ICON_TOOL}
      aria-label={label ?? name}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut?.keys}
      title={shortcut === undefined ? name : `${name} (${printKeys(shortcut.keys, false)})`}
      onClick={() => run(command)}
    >
      {children}
    </Button>
  );
}
