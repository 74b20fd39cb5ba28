import { z } from "zod";
import { httpUrl, secret } from "@/lib/config/fields";
import { defineProvider } from "@/lib/providers/provider";
import type { OpenAiConfig } from "./adapter";
import { DEFAULT_OPENAI_MODEL } from "./models";

/** OpenAI, or what speaks its chat completions: enhances prompts. */
export const openai = defineProvider({
  name: "openai",
  title: "OpenAI",
  key: "OPENAI_API_KEY",
  preference: 30,
  variables: {
    OPENAI_API_KEY: secret.describe(
      "OpenAI, or whatever speaks its protocol: enhances prompts where there is no GEMINI_API_KEY.",
    ),
    OPENAI_MODEL: z.string().describe(`Default: ${DEFAULT_OPENAI_MODEL}`),
    OPENAI_BASE_URL: httpUrl.describe("Default: https://api.openai.com/v1"),
  },
  readme: [
    {
      set: ["OPENAI_API_KEY"],
      gives: "OpenAI, or what speaks its protocol, enhances prompts",
      insteadOf: "local rules",
    },
  ],
  tuning: ["OPENAI_BASE_URL", "OPENAI_MODEL"],
  read(env): OpenAiConfig | null {
    if (env.OPENAI_API_KEY === undefined) return null;
    return {
      apiKey: env.OPENAI_API_KEY,
      baseUrl: env.OPENAI_BASE_URL ?? "https://api.openai.com/v1",
      model: env.OPENAI_MODEL ?? DEFAULT_OPENAI_MODEL,
    };
  },
  enhancer: {
    create: async (config, styles) => (await import("./adapter")).createOpenAiEnhancer({ ...config, styles }),
    check: {
      subject: "The OpenAI endpoint",
      remedy: "Look at OPENAI_API_KEY (and OPENAI_BASE_URL, if it is set).",
      look: async (config, signal) => (await import("./check")).checkOpenAi(config, signal),
    },
  },
});
