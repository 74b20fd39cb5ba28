import { z } from "zod";
import { AppError } from "@/lib/errors";
import { readCapped } from "@/lib/providers/http";
import { endNotice } from "@/lib/providers/known-models";
import type { Looked } from "@/lib/providers/provider";
import { openAiModel } from "./models";

/** OpenAI adds the day of a model's end as a date or as seconds; what speaks its protocol may add nothing. */
const listSchema = z.object({
  data: z.array(z.object({ id: z.string(), shutdown_date: z.union([z.string(), z.number()]).nullish().catch(null) })),
});

/**
 * Asks OpenAI, or what speaks its protocol, for its list of models, and says to the operator that it answers, has the
 * model, and when that ends; costs nothing.
 * @throws {AppError} PROVIDER_NOT_CONFIGURED for a wrong key, PROVIDER_UNAVAILABLE otherwise.
 */
export async function checkOpenAi(
  { apiKey, baseUrl, model }: { apiKey: string; baseUrl: string; model: string },
  signal: AbortSignal,
): Promise<Looked> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(`${baseUrl.replace(/\/$/, "")}/models`, {
      headers: { authorization: `Bearer ${apiKey}` },
      redirect: "manual",
      signal,
    });
    status = response.status;
    text = (await readCapped(response, 4_000_000)).toString("utf8");
  } catch (cause) {
    throw unavailable(cause);
  }
  if (status === 401 || status === 403)
    throw new AppError("PROVIDER_NOT_CONFIGURED", { detail: "The OpenAI endpoint does not accept this key." });
  if (status !== 200) throw unavailable(new Error(`the list of models answered ${status}`));
  const listed = modelsIn(text);
  const found = `The OpenAI endpoint takes the key; asked will be ${model}.`;
  const its = listed?.find(({ id }) => id === model);
  // Others that speak the protocol list what they like.
  if (listed !== null && its === undefined && isOpenAi(baseUrl))
    return { found, todo: `${model} is not in its list of models: name another with OPENAI_MODEL.` };
  const ends = dayOf(its?.shutdown_date) ?? openAiModel(model).ends;
  return { found, todo: endNotice(model, ends, "OPENAI_MODEL") };
}

const isOpenAi = (baseUrl: string): boolean => new URL(baseUrl).hostname.endsWith(".openai.com");

function modelsIn(text: string): z.infer<typeof listSchema>["data"] | null {
  try {
    return listSchema.parse(JSON.parse(text)).data;
  } catch {
    return null;
  }
}

/** YYYY-MM-DD of a date as text or in seconds; `null`: it is neither. */
function dayOf(value: string | number | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  const date = new Date(typeof value === "number" ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

const unavailable = (cause: unknown): AppError =>
  new AppError("PROVIDER_UNAVAILABLE", { cause, detail: "The OpenAI endpoint does not answer right now." });
