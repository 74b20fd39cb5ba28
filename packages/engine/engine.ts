import { EngineError, joinWords, quote } from "./errors";
import { asksToHide } from "./language/hiding";
import { changesMeaning } from "./language/leftover";
import { isForeign, languageOf } from "./language/translation/choose";
import { asksToHideIn } from "./language/translation/hiding";
import { changesMeaningIn } from "./language/translation/leftover";
import { sayPlan } from "./language/translation/say-plan";
import { notUnderstood, type Tongue } from "./not-understood";
import { FAMILIES, type Operation } from "./operation";
import { OPERATIONS } from "./operations";
import { measureBytes } from "./pixels/measure";
import type { PictureAnalysis } from "./pixels/raster";
import type { EditPlan, PlannedOperation } from "./plan";
import type { Intent } from "./language/coreference";
import { planFor, READER } from "./reader";
import type { Language } from "./vocabulary/languages/language";
import { nameRegions } from "./vocabulary/region-names";
import { type ReadVersion, readVersions } from "./work";
import { runOnWorker } from "./worker/run-on-worker";
import type { Turn } from "./worker/thread";

/** An encoded picture of a format that sharp reads, and its size in pixels; upright, for nothing is turned here. */
export type EncodedPicture = { bytes: Uint8Array; width: number; height: number };

export type ReadRequest = {
  /** What to do, and the words that were not understood. */
  plan: EditPlan;
  /**
   * What is understood in one clear instruction; `null` where nothing is to be done. Where `plan.notUnderstood` names
   * something it is only done with the best effort, and not at all where the rest means something else without it.
   */
  sentence: string | null;
  /** Whether all that was asked for is understood. */
  isWhole: boolean;
  /** The same in the language of the request, after what that is called; `null` for English. */
  local: string | null;
  /** Names of the parts of the picture to which something is confined, such as "the sky"; each once. */
  parts: readonly string[];
  /** What the picture is like. */
  facts: PictureAnalysis;
};

export type EditRequest = EncodedPicture & {
  prompt: string;
  /** A plan made earlier by `readRequest`, or by a model; left out or empty: the prompt is read. */
  plan?: EditPlan | null;
  /**
   * Carries out what is understood instead of refusing the whole, unless what is left over may change the meaning of the
   * rest: it forbids something, or limits it. `false` when left out.
   */
  bestEffort?: boolean;
  /** For requests that name another version of the picture's chain; only what is asked for is read. */
  version?: ReadVersion | undefined;
  /** Hears how much is done, 0..1; must not throw. */
  onProgress?: ((share: number) => void) | undefined;
  /** How to wait where all threads are at work. */
  turn?: Turn | undefined;
};

/** One thing that the engine can do, as it is told to people. */
export type VocabularyEntry = {
  title: string;
  /** Requests as a person may write them. */
  examples: readonly string[];
  /** Whether it can be asked for a part of the picture, such as the sky, or only for one. */
  parts: "never" | "also" | "only";
};

/** All that the engine understands, by families such as `light`. */
export type Vocabulary = ReadonlyArray<{ family: string; entries: readonly VocabularyEntry[] }>;

/** All that can be asked for, in the order of families as they are shown. */
export const vocabulary: Vocabulary = Object.entries(FAMILIES)
  .map(([family, name]) => ({
    family: name,
    entries: OPERATIONS.filter((operation) => operation.family === family).map(entryOf),
  }))
  .filter(({ entries }) => entries.length > 0);

/** The family of an operation that a plan names, such as `light`; `null` for a name that is not known. */
export const familyOf = (operation: string): string | null =>
  OPERATIONS.find(({ name }) => name === operation)?.family ?? null;

function entryOf({ title, examples, regional, partsOnly }: Operation): VocabularyEntry {
  if (!regional) return { title, examples, parts: "never" };
  return { title, examples, parts: partsOnly === null ? "also" : "only" };
}

/**
 * Reads what a person asks for, for one picture: amounts that were not said in figures fit the picture. Changes nothing.
 *
 *     const { plan, sentence } = await readRequest("make the sky a bit darker", { bytes, width, height });
 */
export async function readRequest(prompt: string, { bytes, width, height }: EncodedPicture): Promise<ReadRequest> {
  const facts = await measureBytes(bytes, width, height);
  const understanding = READER.understand(prompt);
  const { operations, notUnderstood: leftOver, language } = understanding;
  const isRead = operations.length > 0 && !leftOver.some(isNeeded);
  const said = operations.map(({ operation, params, exact, within }) =>
    operation.sentence(params, exact, nameRegions(within)),
  );
  const named = operations.map(({ within }) => (within.length === 0 ? null : nameRegions(within)));
  return {
    plan: planFor(understanding, facts),
    sentence: isRead ? said.join(" ") : null,
    isWhole: operations.length > 0 && leftOver.length === 0,
    local: isRead && language !== null ? `${language.plan}: ${planIn(language, operations, said)}` : null,
    parts: [...new Set(named.filter((part) => part !== null))],
    facts,
  };
}

const planIn = (language: Language, operations: readonly Intent[], said: readonly string[]): string =>
  sayPlan(
    language,
    operations.map(({ operation, params, within }, index) => ({
      operation,
      params,
      within,
      english: said[index] ?? "",
    })),
  );

/**
 * Edits a picture on a thread of the engine's own, at full size; the same bytes for the same picture and plan.
 *
 *     const { bytes, notes } = await editPicture({ ...picture, prompt: "make it warmer" }, AbortSignal.timeout(60_000));
 *
 * @returns a PNG, what is to be said of it, and what was left out, in sentences without their full stops.
 * @throws {EngineError} `NOT_UNDERSTOOD`, `NOTHING_CHANGED`, or `BROKEN`, which may be tried again.
 * @throws what `signal` was aborted with.
 */
export async function editPicture(
  request: EditRequest,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array; contentType: "image/png"; notes: string[]; leftOut: string[] }> {
  const plan = await planOf(request);
  const isRefused = request.bestEffort === true ? plan.notUnderstood.some(isNeeded) : plan.notUnderstood.length > 0;
  if (plan.operations.length === 0 || isRefused) {
    const parts = plan.notUnderstood.length > 0 ? plan.notUnderstood : [request.prompt];
    const tongue = tongueOf(request.prompt);
    throw notUnderstood(parts, OPERATIONS, { ...tongue, understood: joinWords(plan.operations), isUnderstood });
  }
  const { bytes, notes, leftOut } = await carryOut(request, plan.operations, signal).catch((error: unknown) => {
    throw error instanceof EngineError ? withWhatWorks(error) : error;
  });
  const { language } = tongueOf(request.prompt);
  return {
    bytes,
    contentType: "image/png",
    notes,
    leftOut: [...plan.notUnderstood.map((words) => noteOn(words, language)), ...leftOut],
  };
}

type Done = { bytes: Uint8Array; notes: string[]; leftOut: string[] };

/**
 * Carries operations out on a thread; with the best effort without those that find nothing to do in this picture, which
 * are told, unless one of them was to hide something.
 */
async function carryOut(request: EditRequest, operations: EditPlan["operations"], signal: AbortSignal): Promise<Done> {
  const notes: string[] = [];
  const job = {
    bytes: request.bytes,
    operations,
    versions: await readVersions(needsOf(operations), request.version),
    signal,
    progress: request.onProgress ?? (() => {}),
    note: (text: string) => notes.push(text),
    turn: request.turn,
  };
  try {
    return { bytes: await runOnWorker(job), notes, leftOut: [] };
  } catch (error) {
    const at = error instanceof EngineError && error.code === "NOTHING_CHANGED" ? error.at : null;
    const failed = at === null ? undefined : operations[at];
    if (request.bestEffort !== true || failed === undefined || operationOf(failed)?.hides !== null) throw error;
    const { leftOut, ...done } = await carryOut(request, operations.toSpliced(at ?? 0, 1), signal).catch(() => {
      signal.throwIfAborted();
      throw error;
    });
    return { ...done, leftOut: [error instanceof EngineError ? whyLeftOut(error) : "", ...leftOut] };
  }
}

/** Why a part was left out, where the rest was done all the same. */
const whyLeftOut = ({ detail }: EngineError): string =>
  detail
    .replace(/,? so nothing was (?:changed|done)/u, "")
    .replace(/(?: Nothing was (?:changed|done)[^.]*\.| It cost nothing\.)+$/u, "")
    .replace(/\.$/u, "");

/** The same error, suggesting what is understood alone. */
function withWhatWorks(error: EngineError): EngineError {
  const { code, cause, detail, modelCould } = error;
  const suggestions = error.suggestions.filter(isUnderstood);
  return Object.assign(new EngineError(code, { cause, detail, modelCould, suggestions }), { stack: error.stack });
}

/** Whether a request is understood to its last word. */
function isUnderstood(request: string): boolean {
  const { operations, notUnderstood: left } = READER.understand(request);
  return operations.length > 0 && left.length === 0;
}

/** Whether a request may mean something else without these words of it, in whatever language they are. */
function isNeeded(words: string): boolean {
  const language = languageOf(words, (word) => READER.lexicon.speller.knows(word))?.language ?? null;
  return changesMeaning(words) || (language !== null && changesMeaningIn(language, words));
}

/** What language a request is in, told once more from its words. */
const tongueOf = (prompt: string): Tongue => ({
  language: READER.understand(prompt).language,
  isForeign: isForeign(prompt, (word) => READER.lexicon.speller.knows(word)),
});

/** The plan to carry out; operations that this engine lacks count as not understood. */
async function planOf({ plan = null, prompt, bytes, width, height }: EditRequest): Promise<EditPlan> {
  if (plan === null || (plan.operations.length === 0 && plan.notUnderstood.length === 0)) {
    return planFor(READER.understand(prompt), await measureBytes(bytes, width, height));
  }
  const isKnown = (planned: PlannedOperation): boolean => operationOf(planned)?.accepts(planned.params) ?? false;
  const unknown = plan.operations.filter((operation) => !isKnown(operation));
  return {
    operations: plan.operations.filter(isKnown),
    notUnderstood: [...plan.notUnderstood, ...unknown.map(({ words }) => words)],
  };
}

const operationOf = ({ name }: PlannedOperation) => OPERATIONS.find((operation) => operation.name === name);

const needsOf = (operations: EditPlan["operations"]): number[] =>
  operations.flatMap((planned) => operationOf(planned)?.needs(planned.params) ?? []);

const noteOn = (words: string, language: Language | null): string =>
  asksToHide(words) || (language !== null && asksToHideIn(language, words))
    ? `Not hidden, because it cannot be found for certain: “${quote(words)}”`
    : `Left out, because it was not understood: “${quote(words)}”`;
