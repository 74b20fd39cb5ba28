import { asksToHide } from "./language/constraints";
import { notUnderstood } from "./not-understood";
import { FAMILIES, type Operation } from "./operation";
import { OPERATIONS } from "./operations";
import { measureBytes } from "./pixels/measure";
import type { PictureAnalysis } from "./pixels/raster";
import type { EditPlan, PlannedOperation } from "./plan";
import { planFor, READER } from "./reader";
import { nameRegions } from "./vocabulary/region-names";
import { type ReadVersion, readVersions } from "./work";
import { runOnWorker } from "./worker/run-on-worker";
import type { Turn } from "./worker/thread";

/** An encoded picture of a format that sharp reads, and its size in pixels; upright, for nothing is turned here. */
export type EncodedPicture = { bytes: Uint8Array; width: number; height: number };

export type ReadRequest = {
  /** What to do, and the words that were not understood. */
  plan: EditPlan;
  /** The operations in one clear instruction; `null` where something was not understood or nothing is to be done. */
  sentence: string | null;
  /** Names of the parts of the picture to which something is confined, such as "the sky"; each once. */
  parts: readonly string[];
  /** What the picture is like. */
  facts: PictureAnalysis;
};

export type EditRequest = EncodedPicture & {
  prompt: string;
  /** A plan made earlier by `readRequest`, or by a model; left out or empty: the prompt is read. */
  plan?: EditPlan | null;
  /** Carries out what is understood instead of refusing the whole; `false` when left out. */
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
  const { operations, notUnderstood: leftOver } = understanding;
  const named = operations.map(({ within }) => (within.length === 0 ? null : nameRegions(within)));
  return {
    plan: planFor(understanding, facts),
    sentence:
      operations.length === 0 || leftOver.length > 0
        ? null
        : operations
            .map(({ operation, params, exact, within }) => operation.sentence(params, exact, nameRegions(within)))
            .join(" "),
    parts: [...new Set(named.filter((part) => part !== null))],
    facts,
  };
}

/**
 * Edits a picture on a thread of the engine's own, at full size; the same bytes for the same picture and plan.
 *
 *     const { bytes, notes } = await editPicture({ ...picture, prompt: "make it warmer" }, AbortSignal.timeout(60_000));
 *
 * @returns a PNG, and what was left out, told to a person.
 * @throws {EngineError} `NOT_UNDERSTOOD`, `NOTHING_CHANGED`, or `BROKEN`, which may be tried again.
 * @throws what `signal` was aborted with.
 */
export async function editPicture(
  request: EditRequest,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array; contentType: "image/png"; notes: string[] }> {
  const plan = await planOf(request);
  if (plan.operations.length === 0 || (plan.notUnderstood.length > 0 && request.bestEffort !== true)) {
    throw notUnderstood(plan.notUnderstood.length > 0 ? plan.notUnderstood : [request.prompt], OPERATIONS);
  }
  const notes: string[] = [];
  const bytes = await runOnWorker({
    bytes: request.bytes,
    operations: plan.operations,
    versions: await readVersions(needsOf(plan.operations), request.version),
    signal,
    progress: request.onProgress ?? (() => {}),
    note: (text) => notes.push(text),
    turn: request.turn,
  });
  return { bytes, contentType: "image/png", notes: [...notes, ...plan.notUnderstood.map(noteOn)] };
}

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

const noteOn = (words: string): string =>
  asksToHide(words)
    ? `Not hidden, because it cannot be found for certain: ${words}`
    : `Not done, because it was not understood: ${words}`;
