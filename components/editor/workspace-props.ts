import type { RefObject } from "react";
import type { EditNode } from "@/lib/edits/schema";
import type { LocalPicture } from "./client/pictures";
import type { KnownOffers } from "./hooks/use-offers";
import type { Intent, Sending } from "./hooks/use-submission";

/** What the editor hands to the view of one picture. */
export type WorkspaceProps = {
  /** The versions of this chain, oldest first. */
  versions: readonly EditNode[];
  current: EditNode | null;
  /** The address names an edit that is not there any more. */
  isGone: boolean;
  isOwner: boolean;
  draft: LocalPicture | null;
  /** Sources that this browser has itself, by edit. */
  sources: ReadonlyMap<string, LocalPicture>;
  sourceName: string | null;
  /** On its way from here. */
  sending: Sending | null;
  sendingElsewhere: boolean;
  path: string;
  compare: boolean;
  prompt: string;
  improve: boolean;
  /** Engines, prices and budget for the picture that is looked at. */
  offers: KnownOffers;
  /** The engine that was picked; `null`: the server's order. */
  engine: string | null;
  /** When the provider was last asked again, by edit, in milliseconds since the epoch. */
  checkedAt: ReadonlyMap<string, number>;
  refusal: string | null;
  retentionDays: number;
  input: RefObject<HTMLTextAreaElement | null>;
  onPrompt: (prompt: string) => void;
  onImprove: (improve: boolean) => void;
  onEngine: (engine: string | null) => void;
  onSubmit: (intent: Intent) => void;
  onResubmit: () => void;
  onStop: () => void;
  onRetry: (edit: EditNode) => Promise<void>;
  onCheck: (edit: EditNode) => Promise<void>;
  onCancel: (edit: EditNode) => Promise<void>;
  onDelete: (edit: EditNode) => Promise<void>;
  onFeedback: (edit: EditNode, rating: 0 | 1) => void;
  onStartAnew: (address: string, name: string) => void;
  onRemoveDraft: () => void;
  onPixels: (width: number, height: number) => void;
};
