"use client";

import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from "react";
import { Editor } from "./editor";
import type { StudioProps } from "./hooks/use-studio";

/** What a person does before there is a picture to show, with a pointer, a finger, keys or a reader's click. */
const SIGNS = ["pointermove", "pointerdown", "keydown", "focusin", "click", "dragenter"] as const;

/** The editor of the home page: what a picture needs comes once somebody is there, before there is one. */
export function HomeEditor(props: StudioProps & { latest: ReactNode }) {
  const workspace = useSyncExternalStore(watchWorkspace, workspaceNow, () => null);
  useEffect(() => {
    // One that was made before the page came alive counts.
    if (document.activeElement !== document.body) loadWorkspace();
    for (const sign of SIGNS) addEventListener(sign, loadWorkspace, { passive: true, once: true });
    return () => {
      for (const sign of SIGNS) removeEventListener(sign, loadWorkspace);
    };
  }, []);
  useEffect(() => {
    // Once the browser has nothing better to do; it is not there everywhere.
    if (typeof requestIdleCallback !== "function") return deleteWhatIsLeft();
    const idle = requestIdleCallback(() => deleteWhatIsLeft(), { timeout: 1_000 });
    return () => cancelIdleCallback(idle);
  }, []);
  return <Editor {...props} workspace={workspace} onWorkspaceMissing={loadWorkspace} />;
}

function deleteWhatIsLeft(): void {
  import("./client/deletion").then((deletion) => deletion.deleteWhatIsLeft()).catch(() => undefined);
}

let workspace: ComponentType | null = null;
let loading = false;
const watchers = new Set<() => void>();

const workspaceNow = (): ComponentType | null => workspace;

function watchWorkspace(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

function loadWorkspace(): void {
  if (loading || workspace !== null) return;
  loading = true;
  import("./workspace")
    .then((module) => {
      workspace = module.Workspace;
      for (const notify of watchers) notify();
    })
    .catch(() => {
      loading = false;
      // Until it is there the home page stays, with the picture kept.
      setTimeout(loadWorkspace, 2_000);
    });
}
