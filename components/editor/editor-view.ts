import type { EditNode } from "@/lib/edits/view-schema";
import { isFinal, MAX_CHAIN_LENGTH } from "@/lib/lifecycle";
import { type Comparison, FIRST_COMPARISON } from "./canvas/comparison";
import { type EngineOffer, type KnownOffers, LOCAL_ENGINE, offersFor } from "./client/offers";
import {
  type EditorState,
  type PictureSize,
  type Sending,
  type Source,
  type Version,
  isUnderWay,
} from "./editor-state";
import { failureLook } from "./failure/failure-look";
import {
  keeperOf,
  numberVersions,
  ORIGINAL,
  originalShown,
  resultOf,
  type Shown,
  type Side,
  sidesOf,
} from "./versions";

/** What the page is about, by what stands below its picture. `home` has none; `gone` neither. */
export type Phase = "home" | "draft" | "sending" | "refused" | "running" | "done" | "failed" | "original" | "gone";

/** What the page knows from elsewhere: its address, and what the browser keeps. */
export type Surroundings = {
  /** The address's path: `/` a new picture, `/edits/{id}` one version. */
  path: string;
  /** The address asks for the original of that version, which is version 0. */
  original: boolean;
  /** What the address says of comparing; `null`: one picture alone. */
  compare: Comparison | null;
  /** Id of the engine that the person picked; `null`: the server's order. */
  engine: string | null;
  /** The file name that the chain began with, where this browser knows it. */
  sourceName: string | null;
  /** Days for which the server keeps pictures. */
  retentionDays: number;
};

/** What the page shows: all of it follows from the state and its surroundings. */
export type EditorView = Surroundings & {
  state: EditorState;
  phase: Phase;
  /** The version that the address names, while it is there; `null` also where its original is looked at. */
  current: Version | null;
  /** The version that keeps the original, where that is there. */
  keeper: Version | null;
  /** The versions of its picture, by their numbers. */
  versions: readonly Version[];
  /** Their numbers, by id; what failed or was canceled has none. */
  numbers: ReadonlyMap<string, number>;
  /** The current version's number, from 1; 0 without one. */
  number: number;
  /** What was sent from this page and is not accepted yet. */
  sending: Sending | null;
  /** Why nothing can be sent from here: it runs still, something is being sent elsewhere, the chain is full. */
  blocked: "running" | "elsewhere" | "full" | null;
  /** What an edit that is sent from here would be made of. */
  source: Source | null;
  /** Pixels of that, where they are known. */
  sourceSize: PictureSize | null;
  /** Something makes the words clearer for the engine that is to get them; the rules of the local one read any words. */
  improves: boolean;
  /** Engines, prices and budget for it. */
  offers: KnownOffers;
  /** What is on the canvas: the source, and the result once there is one. */
  before: Shown | null;
  after: Shown | null;
  /** The picture that everything began with. */
  first: Shown | null;
  /** All that can be compared with the current version, and with each other. */
  sides: readonly Side[];
  /** The two that are compared, the first one under the second; `null` where there are no two. */
  pair: readonly [Side, Side] | null;
};

/** What an address says after a version where the original is looked at. */
export const ORIGINAL_QUERY = "?version=0";

/** Whether an address says so. */
export const asksForOriginal = (query: Pick<URLSearchParams, "get">): boolean => query.get("version") === "0";

/** Id of the version that a path of the editor names; `null` on the home page. */
export function idInPath(path: string): string | null {
  return /^\/edits\/([0-9a-f-]{36})\/?$/i.exec(path)?.[1]?.toLowerCase() ?? null;
}

/** Works out what the page shows. Pure: the same state and surroundings give the same view. */
export function viewOf(state: EditorState, around: Surroundings): EditorView {
  const id = idInPath(around.path);
  const named = (id === null ? undefined : state.versions.get(id)) ?? null;
  const versions = chainOf(state, named);
  const keeper = keeperOf(versions);
  const isOriginal = around.original && keeper !== null;
  const current = isOriginal ? null : named;
  const sending = state.sending?.intent.path === around.path ? state.sending : null;
  const sourceSize = isOriginal ? (keeper.sourceSize ?? null) : sizeOf(state, current);
  const numbers = numberVersions(versions);
  const pictures = isOriginal
    ? { before: originalShown(versions), after: null }
    : picturesOf(state, current, versions, numbers);
  const sides = sidesOf(versions, numbers);
  return {
    ...around,
    state,
    original: isOriginal,
    phase: id !== null && named === null ? "gone" : phaseOf(state, current, sending, isOriginal),
    current,
    keeper,
    versions,
    numbers,
    number: numbers.get(current?.edit.uuid ?? "") ?? 0,
    sending,
    blocked: blockedBy(state, current, sending),
    source: isOriginal ? { original: keeper.edit.uuid } : sourceOf(state, current),
    sourceSize,
    improves: improvesFor(state.offers.latest.engines, around.engine),
    offers: offersFor(state.offers, sourceSize),
    ...pictures,
    first: named === null ? pictures.before : originalShown(versions),
    sides,
    pair: pairOf(around.compare ?? FIRST_COMPARISON, current, sides, pictures.before),
  };
}

const improvesFor = (engines: readonly EngineOffer[], choice: string | null): boolean =>
  (choice ?? engines[0]?.id) !== LOCAL_ENGINE;

/** Words can be put into a box here. */
export function hasPromptBox({ phase }: Pick<EditorView, "phase">): boolean {
  return phase !== "home" && phase !== "gone";
}

/** What the stage of a running edit is called: no AI is spoken of where there is none. */
export function stageSentence(
  { status, message, editor }: EditNode,
  { improves }: Pick<EditorView, "improves">,
): string {
  const isLocal = editor === null ? !improves : editor === LOCAL_ENGINE;
  return status === "enhancing_prompt" && isLocal ? "Reading your request…" : message;
}

function chainOf({ versions }: EditorState, current: Version | null): readonly Version[] {
  if (current === null) return [];
  return [...versions.values()]
    .filter(({ root }) => root === current.root)
    .toSorted((a, b) => a.edit.version - b.edit.version);
}

function phaseOf({ draft }: EditorState, current: Version | null, sending: Sending | null, isOriginal: boolean): Phase {
  if (sending !== null) return sending.failure === null ? "sending" : "refused";
  if (isOriginal) return "original";
  if (current === null) return draft === null ? "home" : "draft";
  if (!isFinal(current.edit.status)) return "running";
  return current.edit.status === "completed" ? "done" : "failed";
}

function blockedBy(state: EditorState, current: Version | null, here: Sending | null): EditorView["blocked"] {
  if (current !== null && !isFinal(current.edit.status)) return "running";
  if (here === null && isUnderWay(state.sending)) return "elsewhere";
  const isFull = current?.edit.status === "completed" && current.edit.chain_position >= MAX_CHAIN_LENGTH;
  return isFull && !isFromOriginal(state, current) ? "full" : null;
}

/** The next edit from a finished version is to be one of the picture's original. */
export function isFromOriginal({ fromOriginal }: EditorState, current: Version | null): boolean {
  return current?.edit.status === "completed" && fromOriginal === current.edit.uuid;
}

function sourceOf(state: EditorState, current: Version | null): Source | null {
  const { draft } = state;
  if (current === null) return draft === null ? null : { picture: draft.picture };
  if (isFromOriginal(state, current)) return { original: current.edit.uuid };
  return current.edit.status === "completed" ? { parent: current.edit.uuid } : sameSource(current);
}

/** What a version was made of, to make it again. */
export function sameSource({ edit }: Version): Source {
  return edit.parent_edit_uuid === null ? { original: edit.uuid } : { parent: edit.parent_edit_uuid };
}

function sizeOf({ draft }: Pick<EditorState, "draft">, current: Version | null): PictureSize | null {
  if (current === null) return draft?.size ?? null;
  const { width, height } = current.edit;
  return width === null || height === null ? null : { width, height };
}

function picturesOf(
  { draft }: EditorState,
  current: Version | null,
  versions: readonly Version[],
  numbers: ReadonlyMap<string, number>,
): Pick<EditorView, "before" | "after"> {
  if (current === null) {
    if (draft === null) return { before: null, after: null };
    const { url } = draft.picture;
    return { before: { src: url, alt: "Your picture", label: "Original", full: null, size: draft.size }, after: null };
  }
  const { edit, source } = current;
  const parent = versions.find((version) => version.edit.uuid === edit.parent_edit_uuid);
  const number = parent === undefined ? undefined : numbers.get(parent.edit.uuid);
  const label = edit.parent_edit_uuid === null ? "Original" : number === undefined ? "Before" : `v${number}`;
  const alt =
    label === "Original"
      ? "Original photo"
      : `Before this edit: ${parent?.edit.alt_text ?? parent?.edit.prompt ?? "earlier version"}`;
  const src = source?.url ?? edit.original_preview_url;
  const size = parent === undefined ? null : sizeOf({ draft }, parent);
  return {
    before: src === null ? null : { src, alt, label, full: edit.original_image_url, size },
    after: resultOf(current, numbers.get(edit.uuid) ?? 0),
  };
}

/** What is compared: the version that is looked at, over another one or what it was made of. */
function pairOf(
  { other, swapped }: Comparison,
  current: Version | null,
  sides: readonly Side[],
  before: Shown | null,
): EditorView["pair"] {
  const own = sides.find(({ id }) => id === current?.edit.uuid);
  if (own === undefined) return null;
  const others = sides.filter(({ id }) => id !== own.id);
  const usual = others.find(({ id }) => id === (current?.edit.parent_edit_uuid ?? ORIGINAL));
  const made = before === null ? others[0] : { id: "before", shown: before };
  const chosen = others.find(({ id }) => id === other) ?? usual ?? made;
  if (chosen === undefined) return null;
  return swapped ? [own, chosen] : [chosen, own];
}

/** Says in the tab what state the page is in, so that one can look elsewhere meanwhile. */
export function pageTitle({ sending, current, number, phase }: EditorView): string {
  if (isUnderWay(sending)) return "Sending… · Mizual";
  if (phase === "original") return "Original · Mizual";
  return current === null ? "Mizual" : titleOf(current.edit, number);
}

function titleOf(edit: EditNode, number: number): string {
  const prompt = edit.prompt.length > 40 ? `${edit.prompt.slice(0, 39)}…` : edit.prompt;
  const state = isFinal(edit.status) ? outcomeOf(edit, number) : `${edit.progress_percent}%`;
  return `${state} · ${prompt} · Mizual`;
}

function outcomeOf(edit: EditNode, number: number): string {
  if (edit.status === "completed") return `✓ v${number}`;
  if (edit.status === "canceled") return "Canceled";
  return failureLook(edit).kind === "uncertain" ? "Uncertain" : "Failed";
}
