import { z } from "zod";
import { httpUrl, price, secret } from "@/lib/config/fields";
import { defineProvider, type ProviderCheck } from "@/lib/providers/provider";

export type GeminiConfig = {
  apiKey: string;
  /** `null`: Google's own. */
  baseUrl: string | null;
  textModel: string;
  imageModel: string;
  /** US dollars per edit, where the list price is not right; `null`: about the list price. */
  imagePriceUsd: number | null;
};

const checkOf = (model: "textModel" | "imageModel", variable: string): ProviderCheck<GeminiConfig> => ({
  subject: "Gemini",
  remedy: `Look at GEMINI_API_KEY and ${variable} (and GEMINI_BASE_URL, if it is set).`,
  look: async (config, signal) =>
    (await import("./check")).checkGemini({ ...config, model: config[model] }, signal, variable),
});

/** Google Gemini: its image models edit, its text models enhance prompts; both answer at once. */
export const gemini = defineProvider({
  name: "gemini",
  title: "Gemini",
  key: "GEMINI_API_KEY",
  preference: 20,
  variables: {
    GEMINI_API_KEY: secret.describe(
      "Google Gemini: enhances prompts, and edits pictures. Begins with AQ.; keys that begin with AIza are refused.",
    ),
    GEMINI_TEXT_MODEL: z.string().describe("Defaults: gemini-3.8-flash and gemini-nano-banana-2.1"),
    GEMINI_IMAGE_MODEL: z.string(),
    GEMINI_IMAGE_PRICE_USD: price.describe(
      "US dollars per edit by the image model, where your price is not the list price.",
    ),
    GEMINI_BASE_URL: httpUrl.describe("Another address of the Gemini API, for a proxy or a local stand-in."),
  },
  readme: [
    {
      set: ["GEMINI_API_KEY"],
      gives: "Gemini enhances prompts, and edits after FLUX",
      insteadOf: "local rules, the local engine",
    },
  ],
  tuning: ["GEMINI_BASE_URL", "GEMINI_IMAGE_MODEL", "GEMINI_IMAGE_PRICE_USD", "GEMINI_TEXT_MODEL"],
  read(env): GeminiConfig | null {
    if (env.GEMINI_API_KEY === undefined) return null;
    return {
      apiKey: env.GEMINI_API_KEY,
      baseUrl: env.GEMINI_BASE_URL ?? null,
      textModel: env.GEMINI_TEXT_MODEL ?? "gemini-3.8-flash",
      imageModel: env.GEMINI_IMAGE_MODEL ?? "gemini-nano-banana-2.1",
      imagePriceUsd: env.GEMINI_IMAGE_PRICE_USD ?? null,
    };
  },
  editor: {
    create: async ({ apiKey, baseUrl, imageModel: model, imagePriceUsd: priceUsd }, { pictures: tools }) =>
      (await import("./editor")).createGeminiEditor({ apiKey, baseUrl, model, priceUsd, tools }),
    check: checkOf("imageModel", "GEMINI_IMAGE_MODEL"),
    promptStyle: `
The editor is Gemini's image model. It follows natural sentences addressed to it. Where only one thing changes, say so
by describing that thing precisely; a request for the whole picture is passed on as such.
`.trim(),
  },
  enhancer: {
    create: async ({ apiKey, baseUrl, textModel: model }, styles) =>
      (await import("./enhancer")).createGeminiEnhancer({ apiKey, baseUrl, model, styles }),
    check: checkOf("textModel", "GEMINI_TEXT_MODEL"),
  },
  judge: {
    create: async ({ apiKey, baseUrl, textModel: model }) =>
      (await import("./judge")).createGeminiJudge({ apiKey, baseUrl, model }),
  },
});
