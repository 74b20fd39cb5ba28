import { z } from "zod";

const partSchema = z.object({
  text: z.string().optional(),
  /** A thought or a draft on the way, not the answer. */
  thought: z.boolean().optional(),
  inlineData: z.object({ mimeType: z.string(), data: z.string() }).optional(),
});

/** What of Gemini's answer is used; reasons stay strings, because new ones appear. */
export const geminiAnswerSchema = z
  .object({
    candidates: z
      .array(
        z.object({
          finishReason: z.string().optional(),
          content: z.object({ parts: z.array(partSchema).default([]) }).optional(),
        }),
      )
      .default([]),
    promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
    modelVersion: z.string().optional(),
  })
  .transform(({ candidates: [candidate], promptFeedback, modelVersion }) => ({
    /** Why the request was blocked; `null`: it was not, as far as is known. */
    blockReason: promptFeedback?.blockReason ?? (candidate === undefined ? "no reason given" : null),
    finishReason: candidate?.finishReason ?? null,
    /** Without thoughts and drafts. */
    parts: (candidate?.content?.parts ?? []).filter(({ thought }) => thought !== true),
    /** With them: a picture may come as a thought alone. */
    allParts: candidate?.content?.parts ?? [],
    modelVersion: modelVersion ?? null,
  }));

export type GeminiAnswer = z.infer<typeof geminiAnswerSchema>;
