import { createElement, createRef, type ReactNode, useState } from "react";
import type { EditNode } from "@/lib/edits/view-schema";
import { readComparison } from "./canvas/comparison";
import { type CanvasLens, createLens } from "./canvas/lens";
import { pendingEdit } from "./client/pending-edit";
import type { EngineOffer } from "./client/offers";
import type { LocalPicture } from "./client/pictures";
import { type CommandId, COMMANDS } from "./commands";
import { EditorContext, type EditorHandle } from "./editor-context";
import { type EditorState, firstState, type Sending, type Version } from "./editor-state";
import { reduce } from "./reduce";
import { asksForOriginal, type Surroundings, viewOf } from "./editor-view";
import type { Studio } from "./studio";

/** An edit for a component's test: just accepted, but for what the test says of it. */
export function testEdit(change: Partial<EditNode> = {}): EditNode {
  const id = "00000000-0000-4000-8000-00000000000a";
  const edit = pendingEdit({
    id,
    prompt: "make it blue",
    parent: null,
    version: 1,
    sourceUrl: null,
    retentionDays: 30,
    usualSeconds: null,
  });
  return { ...edit, ...change };
}

/** An engine for a component's test; `priceUsd` 0: a free one. */
export function testOffer(id: string, label: string, priceUsd: number | null, estimated = false): EngineOffer {
  return { id, label, free: priceUsd === 0, priceUsd, priceEstimated: estimated, fullPriceUsd: null, usualSeconds: 12 };
}

/** A picture of this browser's. */
export function testLocalPicture(bytes = 5): LocalPicture {
  return { file: new Blob([new Uint8Array(bytes)], { type: "image/png" }), name: "a.png", url: "blob:a" };
}

/** What is on its way from the home page, but for what the test says of it. */
export function testSending(change: Partial<Sending> = {}): Sending {
  const source = { picture: testLocalPicture() };
  const intent = { prompt: "make it blue", enhance: "auto", fullSize: false, engine: null, path: "/", source } as const;
  return { intent, key: "k", startedAt: Date.now(), tries: 1, share: 0, failure: null, ...change };
}

type StateChange = Partial<Omit<EditorState, "versions">> & {
  /** Of one chain, which this browser made. */
  edits?: readonly EditNode[];
  /** For each of them. */
  version?: Partial<Version>;
};

/** A state of the editor: the home page as it is opened, but for what the test says of it. */
export function testState({ edits = [], version, ...change }: StateChange = {}): EditorState {
  const tree = { edits: [...edits], current: edits[0]?.uuid ?? "", is_owner: true, original: null };
  const offers = { engines: [testOffer("flux", "FLUX", 0.045)], budget: null };
  const state = firstState({ tree, offers });
  const versions = new Map([...state.versions].map(([id, known]) => [id, { ...known, ...version }]));
  return { ...state, versions, ...change };
}

/** What surrounds the page of this edit, or of none. */
export function testSurroundings(edit: EditNode | null = null, change: Partial<Surroundings> = {}): Surroundings {
  const path = edit === null ? "/" : `/edits/${edit.uuid}`;
  return { path, original: false, compare: null, engine: null, sourceName: "meadow.jpg", retentionDays: 30, ...change };
}

/** A studio without React: events count at once, the address is the window's; `said` is what was announced. */
export function testStudio(start: EditorState = testState()) {
  let state = start;
  const said: string[] = [];
  const studio: Studio = {
    view: () => {
      const { pathname: path, search } = window.location;
      const query = new URLSearchParams(search);
      const around = { path, original: asksForOriginal(query), compare: readComparison(query) };
      return viewOf(state, testSurroundings(null, around));
    },
    dispatch: (event) => {
      state = reduce(state, event);
    },
    announcer: { progress: (text) => said.push(text), outcome: (text) => said.push(text), stop: () => undefined },
    refresh: () => undefined,
    input: createRef(),
    lens: createLens(),
    typed: { current: "" },
    flight: { current: null },
  };
  return { studio, said };
}

type TestEditorProps = {
  state?: EditorState;
  around?: Surroundings;
  /** Told of each command that is called. */
  run?: (id: CommandId, ...args: unknown[]) => undefined;
  lens?: CanvasLens;
  /** What the server says can be asked for. */
  vocabulary?: Awaited<ReturnType<EditorHandle["askVocabulary"]>>;
  children: ReactNode;
};

/** The editor around a part of it. */
export function TestEditor({
  state = testState(),
  around = testSurroundings(),
  run,
  lens = createLens(),
  vocabulary = [{ family: "light", entries: [{ title: "brightness", examples: ["make it brighter"], parts: "also" }] }],
  children,
}: TestEditorProps) {
  const view = viewOf(state, around);
  const [input] = useState(() => createRef<HTMLTextAreaElement>());
  const editor: EditorHandle = {
    view,
    run: run ?? (() => undefined),
    can: (id, ...args) => COMMANDS[id].enabled(view, ...args),
    dispatch: () => undefined,
    input,
    lens,
    announcer: { progress: () => undefined, outcome: () => undefined, stop: () => undefined },
    askPicture: async () => ({ picture: null, limited: true }),
    askVocabulary: async () => vocabulary,
  };
  return createElement(EditorContext, { value: editor }, children);
}
