import { editPlanSchema } from "@/lib/ai/edit-plan";
import { measureBytes } from "@/lib/ai/editor/local/measure";
import type { PictureAnalysis } from "@/lib/ai/editor/local/raster";
import { nameRegions } from "@/lib/ai/local/name-regions";
import { optimise } from "@/lib/ai/local/optimise";
import { understand, type Understanding } from "@/lib/ai/local/understand";
import type { EnhanceRequest, PromptEnhancer } from "@/lib/providers/prompt-enhancer";

type Analysis = Understanding & { facts: PictureAnalysis };

/** An enhancer by rules: no model, no network, the same answer for the same words and picture. */
export function createLocalEnhancer(): PromptEnhancer {
  return {
    name: "local",
    async enhance(request, signal) {
      const analysis = await analyse(request);
      signal.throwIfAborted();
      const plan = editPlanSchema.parse(optimise(analysis, analysis.facts));
      return { prompt: enhance(request, analysis), plan, notes: notesOn(analysis) };
    },
  };
}

/** First pass: which operations the words ask for, and what the picture is like. */
async function analyse({ prompt, picture }: EnhanceRequest): Promise<Analysis> {
  const facts = await measureBytes(picture.bytes, picture.width, picture.height);
  return { ...understand(prompt), facts };
}

/**
 * Second pass: one clear instruction out of the operations' own sentences. Where a part was not
 * understood, the person's words go on unchanged: dropping or guessing would alter the request.
 */
function enhance({ prompt }: EnhanceRequest, { operations, notUnderstood }: Analysis): string {
  if (operations.length === 0 || notUnderstood.length > 0) return prompt;
  return operations
    .map(({ operation, params, exact, within }) => operation.sentence(params, exact, nameRegions(within)))
    .join(" ");
}

function notesOn({ facts, operations, notUnderstood }: Analysis): string[] {
  const { width, height, meanLight, lightSpread, dominantColours } = facts;
  const light = `mean light ${Math.round(meanLight)} of 255, spread ${Math.round(lightSpread)}`;
  const colours = dominantColours.length === 0 ? "" : `, mostly ${dominantColours.join(", ")}`;
  const parts = new Set(operations.flatMap(({ within }) => (within.length === 0 ? [] : [nameRegions(within)])));
  return [
    `${width} × ${height} px, ${light}${colours}`,
    ...[...parts].map((part) => `Only for a part of the picture: ${part}`),
    ...notUnderstood.map((words) => `Not understood: ${words}`),
  ];
}
