import type { EditPlan } from "@/lib/ai/edit-plan";
import type { ImageEditor, SubmitRequest } from "@/lib/providers/port";
import { asksToHide } from "@/lib/ai/local/asks-to-hide";
import { optimise } from "@/lib/ai/local/optimise";
import { understand } from "@/lib/ai/local/understand";
import { AppError } from "@/lib/errors";
import { measureBytes } from "./measure";
import { notUnderstood } from "./not-understood";
import { OPERATIONS } from "./operations";
import { readVersions } from "./read-versions";
import { vocabularyOf } from "./vocabulary-of";
import { runOnWorker } from "./worker/run-on-worker";

const MODEL = "mizual-local-2";

/**
 * An editor without a model: carries out a known vocabulary on the pixels, at full resolution, the
 * same bytes for the same picture and words. Always answers in `submit`. Refuses with
 * `REQUEST_NOT_UNDERSTOOD` what it does not know, and with `NOTHING_CHANGED` what changes no pixel.
 */
export function createLocalEditor(): ImageEditor {
  return {
    id: "local",
    label: "Local engine (no AI model)",
    free: true,
    capabilities: {
      mask: false,
      references: 0,
      maxMegapixels: 50,
      aspectRatios: false,
      seed: false,
      fullResolution: true,
      priceUsd: 0,
      usualSeconds: 1,
    },
    vocabulary: vocabularyOf(OPERATIONS),
    maxActive: null,
    quote: async () => ({ usd: 0, estimated: false }),
    async submit(request, signal) {
      const plan = await planOf(request);
      if (plan.operations.length === 0 || (plan.notUnderstood.length > 0 && !request.bestEffort)) {
        throw notUnderstood(plan.notUnderstood.length > 0 ? plan.notUnderstood : [request.prompt]);
      }
      const bytes = await runOnWorker({
        bytes: request.picture.bytes,
        operations: plan.operations,
        versions: await readVersions(needsOf(plan.operations), request),
        signal,
        progress: request.onProgress ?? (() => {}),
        turn: request.turn,
      });
      return {
        state: "done",
        picture: { bytes, contentType: "image/png" },
        model: MODEL,
        cost: null,
        notes: plan.notUnderstood.map(noteOn),
      };
    },
    poll: () => Promise.reject(neverAccepted()),
    fetch: () => Promise.reject(neverAccepted()),
  };
}

const noteOn = (words: string): string =>
  asksToHide(words)
    ? `Not hidden, because it cannot be found for certain: ${words}`
    : `Not done, because it was not understood: ${words}`;

const neverAccepted = (): AppError =>
  new AppError("INTERNAL", {
    cause: new Error("The local engine answers in submit; there is nothing to poll or fetch"),
  });

/** The plan to carry out; operations that this engine lacks count as not understood. */
async function planOf({ plan, prompt, picture }: SubmitRequest): Promise<EditPlan> {
  if (plan === null || (plan.operations.length === 0 && plan.notUnderstood.length === 0)) {
    return optimise(understand(prompt), await measureBytes(picture.bytes, picture.width, picture.height));
  }
  const isKnown = (planned: EditPlan["operations"][number]): boolean =>
    operationOf(planned)?.accepts(planned.params) ?? false;
  const unknown = plan.operations.filter((operation) => !isKnown(operation));
  return {
    operations: plan.operations.filter(isKnown),
    notUnderstood: [...plan.notUnderstood, ...unknown.map(({ words }) => words)],
  };
}

const operationOf = ({ name }: Pick<EditPlan["operations"][number], "name">) =>
  OPERATIONS.find((operation) => operation.name === name);

const needsOf = (operations: EditPlan["operations"]): number[] =>
  operations.flatMap((planned) => operationOf(planned)?.needs(planned.params) ?? []);
