"use client";

import { CircleHelp } from "lucide-react";
import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { laterPart } from "@/components/later-part";
import { HEADER_LINK, SiteHeader } from "@/components/site-header";
import { registerWorker } from "./client/app-worker";
import { ConnectionBanner } from "./connection-banner";
import { EditorContext, useEditor } from "./editor-context";
import { pageTitle } from "./editor-view";
import { Home } from "./home";
import { useKeyboardInset } from "./hooks/browser-state";
import { useFocusKeeper } from "./hooks/use-focus-keeper";
import { useShortcuts } from "./hooks/use-shortcuts";
import { type StudioProps, useStudio } from "./hooks/use-studio";
import { DropOverlay, usePictureIntake } from "./picture-intake";

// Nothing of it before it is asked for.
const Palette = laterPart(() => import("./help/palette"));
const Notice = laterPart(() => import("./notice"));
const HelpDialog = laterPart(() => import("./help/help-dialog"));

type EditorProps = StudioProps & {
  /** What shows a picture; `null` while it is not there yet: until then the home page stays. */
  workspace: ComponentType | null;
  /** There is a picture, and nothing to show it. */
  onWorkspaceMissing?: () => void;
  /** The pictures that were made last, for the home page. */
  latest?: ReactNode;
};

/** The editor: the home page, with the pictures that were made last, or one picture and everything around it. */
export function Editor({ workspace: Workspace, onWorkspaceMissing, latest, ...props }: EditorProps) {
  const { spoken, ...editor } = useStudio(props);
  const { view, run } = editor;
  const { dragging } = usePictureIntake((files) => void run("takeFiles", files));
  useKeyboardInset();
  useFocusKeeper();
  useEffect(registerWorker, []);
  useShortcuts(editor);

  // Once it is there it stays: its going would end what waits to be deleted, as leaving the page does.
  const [wasNoticed, setWasNoticed] = useState(false);
  if (!wasNoticed && (view.state.notice !== null || view.state.deleting !== null)) setWasNoticed(true);

  const isHome = view.phase === "home" || Workspace === null;
  const isMissing = view.phase !== "home" && Workspace === null;
  useEffect(() => {
    if (isMissing) onWorkspaceMissing?.();
  }, [isMissing, onWorkspaceMissing]);
  return (
    <EditorContext value={editor}>
      <div
        className={
          isHome
            ? "flex min-h-dvh flex-col"
            : "flex min-h-dvh flex-col lg:h-dvh lg:min-h-120 lg:[--header-height:2.75rem]"
        }
      >
        <title>{pageTitle(view)}</title>
        <SiteHeader
          onNew={() => view.phase !== "sending" && run("removeDraft")}
          {...(isHome ? {} : { help: <HelpButton onPress={() => run("showGuide")} /> })}
        />
        <ConnectionBanner connection={view.state.connection} />
        {isHome ? <Home latest={latest} /> : <Workspace />}
        <Sheets />
        {wasNoticed && <Notice />}
        {dragging && <DropOverlay />}
        <div role="status" aria-live="polite" className="sr-only">
          {spoken}
        </div>
      </div>
    </EditorContext>
  );
}

/** What lies over the page, where something does. */
function Sheets() {
  const { sheet } = useEditor().view.state;
  if (sheet === null) return null;
  return sheet === "palette" ? <Palette /> : <HelpDialog sheet={sheet} />;
}

function HelpButton({ onPress }: { onPress: () => void }) {
  return (
    <button type="button" aria-haspopup="dialog" onClick={onPress} className={HEADER_LINK}>
      <CircleHelp aria-hidden="true" />
      <span className="max-sm:sr-only">Help</span>
    </button>
  );
}
