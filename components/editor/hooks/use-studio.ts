import type { Vocabulary } from "@mizual/engine";
import { useLayoutEffect, useReducer, useRef, useState } from "react";
import type { EditTree } from "@/lib/edits/view-schema";
import { isFinal, MAX_PROMPT_LENGTH } from "@/lib/lifecycle";
import { readComparison } from "../canvas/comparison";
import { createLens } from "../canvas/lens";
import { isBudgetTight, type Offers } from "../client/offers";
import { type Can, COMMANDS, runnerOf } from "../commands";
import type { AskPicture, EditorHandle } from "../editor-context";
import { firstState } from "../editor-state";
import { reduce } from "../reduce";
import { asksForOriginal, idInPath, viewOf } from "../editor-view";
import type { Studio } from "../studio";
import { SAMPLES } from "../ideas";
import { useAddress } from "./use-address";
import { useEngineChoice, useSourceName } from "./browser-state";
import { useKeptDraft } from "./use-kept-draft";
import { useAnnouncer, useNews } from "./use-news";
import { useOffers } from "./use-offers";
import { type AskProgress, usePolling } from "./use-polling";
import { useSampleInAddress } from "./use-sample-in-address";
import { useShared } from "./use-shared";

export type StudioProps = {
  /** `null` on the home page. */
  tree: EditTree | null;
  /** Days for which the server keeps pictures. */
  retentionDays: number;
  /** The engines that are set up, before anything is known of the picture. */
  offers: Offers;
  askProgress: AskProgress;
  askVocabulary: () => Promise<Vocabulary | "limited" | null>;
  askPicture: AskPicture;
};

/**
 * The editor's one state, kept up to date, and its commands; with the text of the live region.
 * The address says what is looked at: `/` a new picture, `/edits/{id}` one version, and in `prompt` what the prompt box
 * begins with. It moves by the history alone, so that the page stays alive from the first drop to the last version.
 */
export function useStudio({
  askProgress,
  askVocabulary,
  askPicture,
  retentionDays,
  ...start
}: StudioProps): EditorHandle & { spoken: string } {
  const { path, query } = useAddress();
  const prompt = (query.get("prompt") ?? "").slice(0, MAX_PROMPT_LENGTH);
  const [state, dispatch] = useReducer(reduce, { ...start, prompt }, firstState);
  const compare = readComparison(query);
  const engine = useEngineChoice(state.offers.latest.engines);
  const sourceName = useSourceName(state.versions.get(idInPath(path) ?? "")?.root ?? null);
  const original = asksForOriginal(query);
  const view = viewOf(state, { path, original, compare, engine, sourceName, retentionDays });

  const { spoken, announcer } = useAnnouncer();
  const refresh = usePolling(state, dispatch, askProgress);
  const input = useRef<HTMLTextAreaElement>(null);
  const latest = useRef(view);
  const [studio] = useState<Studio>(() => ({
    view: () => latest.current,
    dispatch,
    announcer,
    refresh,
    input,
    lens: createLens(),
    typed: { current: "" },
    flight: { current: null },
  }));
  const [run] = useState(() => runnerOf(studio));
  const can: Can = (id, ...args) => COMMANDS[id].enabled(view, ...args);

  useLayoutEffect(() => {
    latest.current = view;
  }, [view]);

  const asked = SAMPLES.find(({ id }) => id === query.get("sample"));
  useSampleInAddress(asked, run);
  useShared(query.get("shared"), run, dispatch);
  useNews(view, announcer);
  useKeptDraft(state, dispatch, path);
  const ends = [...state.versions.values()].flatMap(({ edit }) => (isFinal(edit.status) ? [edit.uuid] : []));
  const spending = isBudgetTight(state.offers.latest) ? ends.join() : "";
  const active = state.offers.worthAsking && (view.current !== null || view.original || state.draft !== null);
  useOffers({ size: view.sourceSize, active, spending, settled: view.offers.settled }, dispatch);

  return { view, run, can, dispatch, lens: studio.lens, input, announcer, askVocabulary, askPicture, spoken };
}
