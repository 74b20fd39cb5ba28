import type { Env } from "@/lib/config/env";
import type { probes } from "@/lib/services";
import { type Examination, known, ok } from "./finding";

/** What enhances prompts. */
export function examineEnhancer(
  { gemini, openai }: Env,
  { checkGemini, checkOpenAi }: Pick<typeof probes, "checkGemini" | "checkOpenAi">,
): Examination[] {
  if (gemini === null && openai === null)
    return [known("not set", "Local rules, nothing to check.", "GEMINI_API_KEY or OPENAI_API_KEY turns an AI on.")];
  const examinations: Examination[] = [];
  if (gemini !== null)
    examinations.push({
      subject: "Gemini",
      remedy: "Look at GEMINI_API_KEY and GEMINI_TEXT_MODEL (and GEMINI_BASE_URL, if it is set).",
      look: async (signal) => {
        const { model } = await checkGemini({ ...gemini, model: gemini.textModel }, signal);
        return ok(`Gemini takes the key and has the model ${model}.`);
      },
    });
  if (openai !== null && gemini === null)
    examinations.push({
      subject: "The OpenAI endpoint",
      remedy: "Look at OPENAI_API_KEY (and OPENAI_BASE_URL, if it is set).",
      look: async (signal) => {
        await checkOpenAi(openai, signal);
        return ok(`The OpenAI endpoint takes the key; asked will be ${openai.model}.`);
      },
    });
  if (openai !== null && gemini !== null)
    examinations.push(known("not used", "OPENAI_API_KEY is set, but GEMINI_API_KEY goes first."));
  return examinations;
}
