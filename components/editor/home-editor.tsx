"use client";

import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from "react";
import { Editor } from "./editor";
import type { StudioProps } from "./hooks/use-studio";

/** The editor of the home page: what a picture needs comes after the page, before there is one. */
export function HomeEditor(props: StudioProps & { latest: ReactNode }) {
  const workspace = useSyncExternalStore(watchWorkspace, workspaceNow, () => null);
  useEffect(() => {
    // Once the browser has nothing better to do; it is not there everywhere.
    if (typeof requestIdleCallback !== "function") return loadWorkspace();
    const idle = requestIdleCallback(() => loadWorkspace(), { timeout: 1_000 });
    return () => cancelIdleCallback(idle);
  }, []);
  return <Editor {...props} workspace={workspace} onWorkspaceMissing={loadWorkspace} />;
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
      import("./client/deletion").then(({ deleteWhatIsLeft }) => deleteWhatIsLeft()).catch(() => undefined);
      for (const notify of watchers) notify();
    })
    .catch(() => {
      loading = false;
      // Until it is there the home page stays, with the picture kept.
      setTimeout(loadWorkspace, 2_000);
    });
}
