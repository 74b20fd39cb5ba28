import { editPlanSchema } from "@/lib/ai/edit-plan";
import { measureBytes } from "@/lib/ai/editor/local/measure";
import type { PictureFacts } from "@/lib/ai/editor/local/raster";
import { optimise } from "@/lib/ai/local/optimise";
import { understand, type Understanding } from "@/lib/ai/local/understand";
import type { EnhanceRequest, PromptEnhancer } from "./prompt-enhancer";

type Analysis = Understanding & { facts: PictureFacts };

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
  return operations.map(({ operation, params, exact }) => operation.sentence(params, exact)).join(" ");
}

function notesOn({ facts, notUnderstood }: Analysis): string[] {
  const { width, height, meanLight, lightSpread } = facts;
  const picture = `${width} × ${height} px, mean light ${Math.round(meanLight)} of 255, spread ${Math.round(lightSpread)}`;
  return [picture, ...notUnderstood.map((words) => `Not understood: ${words}`)];
}
