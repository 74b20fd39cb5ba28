"use client";

import type { Vocabulary } from "@mizual/engine";
import type { PictureNow } from "@/lib/edits/view-schema";
import { createContext, type RefObject, useContext } from "react";
import type { CanvasLens } from "./canvas/lens";
import type { Announcer } from "./client/announcer";
import type { Can, Run } from "./commands";
import type { Dispatch } from "./editor-state";
import type { EditorView } from "./editor-view";

/** Asks for all versions of the picture that a version belongs to, as they are now. */
export type AskPicture = (id: string) => Promise<PictureNow>;

/** What a part of the editor is made from: what to show, and the commands to call. */
export type EditorHandle = {
  view: EditorView;
  /** Calls a command, e.g. `run("select", id)`. */
  run: Run;
  /** Whether a command would do anything now. */
  can: Can;
  /** For what is no command: words as they are typed, pictures as they are measured. */
  dispatch: Dispatch;
  /** Where one looks at the picture. */
  lens: CanvasLens;
  /** What can be said to the local engine; `null` where there is none. */
  askVocabulary: () => Promise<Vocabulary | "limited" | null>;
  /** What a screen reader is told. */
  announcer: Announcer;
  /** All versions of the picture that a version belongs to, as they are now. */
  askPicture: AskPicture;
  /** The prompt box. */
  input: RefObject<HTMLTextAreaElement | null>;
};

export const EditorContext = createContext<EditorHandle | null>(null);

/** The editor that this component is a part of. */
export function useEditor(): EditorHandle {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("Used outside of the editor.");
  return editor;
}
