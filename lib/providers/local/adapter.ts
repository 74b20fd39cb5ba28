import { isEditKind } from "@/lib/edit-kinds";
import type { EngineError } from "@mizual/engine";
import { AppError } from "@/lib/errors";
import { pictureMemory } from "@/lib/fair-share";
import { offerReading } from "@/lib/observe";
import type { EnhanceRequest, ImageEditor, PromptEnhancer, SubmitRequest } from "../port";

/** The engine, with its vocabulary and libvips, when something is edited or read: not where one only looks at an edit. */
const engine = () => import("@mizual/engine");

const ID = "local";

/** Bytes that an edit takes for each pixel: 15 to 17 on 49 megapixels with one operation and with three (2026-12-01). */
const EDITING = 18;

const MODEL = "mizual-local-2";

/**
 * An editor without a generative model: carries out a known vocabulary on the pixels, at full resolution, the
 * same bytes for the same picture and words. Always answers in `submit`. Refuses with
 * `REQUEST_NOT_UNDERSTOOD` what it does not know, and with `NOTHING_CHANGED` what changes no pixel.
 */
export function createLocalEditor(): ImageEditor {
  return {
    id: ID,
    label: "Local engine (no generative model)",
    free: true,
    capabilities: {
      mask: false,
      references: 0,
      maxMegapixels: Math.min(50, Math.floor(pictureMemory.most / EDITING / 1e6)),
      aspectRatios: false,
      seed: false,
      fullResolution: true,
      priceUsd: 0,
      fullPriceUsd: 0,
      usualSeconds: 1,
      secondsPerMegapixel: 0.3,
    },
    vocabulary: async () => (await engine()).vocabulary,
    maxActive: null,
    quote: async () => ({ usd: 0, estimated: false }),
    async submit(request, signal) {
      const { bytes, contentType, notes, leftOut } = await edit(request, signal).catch(async (error: unknown) => {
        throw error instanceof (await engine()).EngineError ? toAppError(error) : error;
      });
      return { state: "done", picture: { bytes, contentType }, model: MODEL, cost: null, notes, leftOut };
    },
    poll: () => Promise.reject(neverAccepted()),
    fetch: () => Promise.reject(neverAccepted()),
  };
}

async function edit(request: SubmitRequest, signal: AbortSignal) {
  const { picture, prompt, plan, bestEffort, version, onProgress, turn } = request;
  const { bytes, width, height } = picture;
  const { editPicture } = await engine();
  const job = beginJob(turn);
  const edited = () =>
    editPicture({ bytes, width, height, prompt, plan, bestEffort, version, onProgress, turn: job.turn }, signal);
  try {
    return await pictureMemory.run(edited, width * height * EDITING, { signal, ...job.turn });
  } finally {
    job.end();
  }
}

// Next loads this module once for its routes and once for what runs beside them: one count for both.
const shared = globalThis as { mizualEngineJobs?: { busy: number; waiting: number } };
const jobs = (shared.mizualEngineJobs ??= { busy: 0, waiting: 0 });
offerReading("engine", () => jobs);

/** Counts a job as at work, and as waiting from where its turn says that it waits until it says that it begins. */
function beginJob(turn: SubmitRequest["turn"]): { turn: SubmitRequest["turn"]; end(): void } {
  let state: keyof typeof jobs = "busy";
  const count = (next: keyof typeof jobs): void => {
    jobs[state] -= 1;
    state = next;
    jobs[state] += 1;
  };
  jobs.busy += 1;
  return {
    turn: turn && {
      ...turn,
      wait: () => {
        count("waiting");
        turn.wait();
      },
      begin: () => {
        count("busy");
        return turn.begin();
      },
    },
    end: () => void (jobs[state] -= 1),
  };
}

// The error itself is no cause of a refusal: its message quotes the person, whose words log and runner are not to keep.
function toAppError(error: EngineError): AppError {
  const { code, cause, detail, suggestions } = error;
  switch (code) {
    case "NOT_UNDERSTOOD":
      return new AppError("REQUEST_NOT_UNDERSTOOD", { cause, detail, suggestions });
    case "NOTHING_CHANGED":
      return new AppError("NOTHING_CHANGED", { cause, detail, suggestions });
    case "BROKEN":
      return new AppError("INTERNAL", { cause: cause ?? error });
  }
}

const neverAccepted = (): AppError =>
  new AppError("INTERNAL", {
    cause: new Error("The local engine answers in submit; there is nothing to poll or fetch"),
  });

/** An enhancer by rules: no generative model, no network, the same answer for the same words and picture. */
export function createLocalEnhancer(): PromptEnhancer {
  return { name: "local", enhance };
}

/**
 * Where a part was not understood, the person's words go on unchanged: dropping or guessing would alter the request. Only
 * where the local engine is to do what is understood, that alone is said; the plan names the rest.
 */
async function enhance({ prompt, picture, editor, bestEffort = false }: EnhanceRequest, signal: AbortSignal) {
  const { familyOf, readRequest } = await engine();
  const { plan, sentence, local, isWhole, parts, facts } = await readRequest(prompt, picture);
  signal.throwIfAborted();
  const { width, height, meanLight, lightSpread, dominantColours } = facts;
  const light = `mean light ${Math.round(meanLight)} of 255, spread ${Math.round(lightSpread)}`;
  const colours = dominantColours.length === 0 ? "" : `, mostly ${dominantColours.join(", ")}`;
  return {
    prompt: sentence !== null && (isWhole || (bestEffort && editor === ID)) ? sentence : prompt,
    plan,
    kinds: [...new Set(plan.operations.map(({ name }) => familyOf(name) ?? "").filter(isEditKind))],
    notes: [
      `${width} × ${height} px, ${light}${colours}`,
      ...(local === null ? [] : [local]),
      ...parts.map((part) => `Only for a part of the picture: ${part}`),
      ...plan.notUnderstood.map((words) => `Not understood: ${words}`),
    ],
  };
}
