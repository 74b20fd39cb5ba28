import { z } from "zod";
import { AppError } from "@/lib/errors";
import { readCapped } from "@/lib/providers/http";
import { fluxEndpoint } from "./models";

const creditsSchema = z.object({ credits: z.number() });

/**
 * Asks BFL how many credits are left (each a hundredth of a US dollar), and says so to the operator; costs nothing.
 * @throws {AppError} PROVIDER_NOT_CONFIGURED for a wrong key, PROVIDER_UNAVAILABLE without credits and otherwise.
 */
export async function checkFlux(
  { apiKey, baseUrl, model }: { apiKey: string; baseUrl: string; model: string },
  signal: AbortSignal,
): Promise<string> {
  const credits = await creditsLeft(apiKey, baseUrl, signal);
  if (credits <= 0)
    throw new AppError("PROVIDER_UNAVAILABLE", {
      detail: "no credits are left at Black Forest Labs, so it refuses every edit",
    });
  const dollars = (credits / 100).toFixed(2);
  return `FLUX (${model}) takes the key; ${credits} credits are left, worth ${dollars} US dollars.`;
}

async function creditsLeft(apiKey: string, baseUrl: string, signal: AbortSignal): Promise<number> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(fluxEndpoint(baseUrl, "credits"), {
      headers: { "x-key": apiKey, accept: "application/json" },
      redirect: "manual",
      signal,
    });
    status = response.status;
    text = (await readCapped(response, 100_000)).toString("utf8");
  } catch (cause) {
    throw unavailable(cause);
  }
  if (status === 401 || status === 403)
    throw new AppError("PROVIDER_NOT_CONFIGURED", { detail: "Black Forest Labs does not accept this key." });
  if (status !== 200) throw unavailable(new Error(`the credits answered ${status}`));
  try {
    return creditsSchema.parse(JSON.parse(text)).credits;
  } catch (cause) {
    throw unavailable(cause);
  }
}

const unavailable = (cause: unknown): AppError =>
  new AppError("PROVIDER_UNAVAILABLE", { cause, detail: "Black Forest Labs does not answer right now." });
