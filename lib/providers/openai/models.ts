import type { FigureSource } from "@/lib/providers/known-models";

type OpenAiModel = FigureSource & {
  /** When OpenAI shuts it down, YYYY-MM-DD; `null`: no date is known. */
  ends: string | null;
  /** Of a model that reasons unless told otherwise: how little is enough for a prompt. */
  effort: "low" | null;
};

const DEPRECATIONS = "developers.openai.com/api/docs/deprecations of 2026-10-14, as quoted by others";

/** What is known of models that enhance. `gpt-6-luna` costs 0.10 and 0.50 US dollars per million tokens in and out. */
const MODELS: readonly [name: RegExp, model: OpenAiModel][] = [
  [/^gpt-(?:4o|4\.1)/, { ends: "2027-01-14", effort: null, asOf: "2026-11-29", source: DEPRECATIONS }],
  [/^gpt-6/, { ends: null, effort: "low", asOf: "2026-11-29", source: DEPRECATIONS }],
];

/** The model that is asked unless the operator names another. */
export const DEFAULT_OPENAI_MODEL = "gpt-6-luna";

/** What is known of a model by its name; nothing of one that is not OpenAI's. */
export const openAiModel = (model: string): Pick<OpenAiModel, "ends" | "effort"> =>
  MODELS.find(([name]) => name.test(model))?.[1] ?? { ends: null, effort: null };
