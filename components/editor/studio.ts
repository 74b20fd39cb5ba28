import type { RefObject } from "react";
import type { CanvasLens } from "./canvas/lens";
import type { Announcer } from "./client/announcer";
import type { Dispatch } from "./editor-state";
import type { EditorView } from "./editor-view";

/** What a command works with: what is shown, and the ways to change it. */
export type Studio = {
  /** What the page shows now; after a wait, ask again. */
  view: () => EditorView;
  dispatch: Dispatch;
  announcer: Announcer;
  /** Asks the server at once how the running edits are getting on. */
  refresh: () => void;
  /** The prompt box. */
  input: RefObject<HTMLTextAreaElement | null>;
  /** Where one looks at the picture. */
  lens: CanvasLens;
  /** What somebody had begun to type before earlier words were put into the box. */
  typed: { current: string };
  /** Stops the one submission that is under way; `null` while there is none. */
  flight: { current: AbortController | null };
};
