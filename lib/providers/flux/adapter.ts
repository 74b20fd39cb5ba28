import { AppError } from "@/lib/errors";
import { eraseBody, fluxBody } from "./flux-body";
import { dollarsOf } from "./flux-answers";
import { fetchResult } from "./fetch-result";
import { fluxEndpoint } from "./flux-endpoint";
import { FLUX_INPUT } from "./flux-limits";
import { fluxModel } from "./flux-model";
import { fluxPrice } from "./flux-price";
import { createFluxQuote } from "./flux-quote";
import { onlyRemoves } from "./only-removes";
import { pollTask } from "./poll-task";
import { sendTask } from "./send-task";
import type { Cost, ImageEditor, SubmitRequest } from "@/lib/providers/port";
import type { PictureTools } from "@/lib/providers/picture-tools";
import { plainReason } from "@/lib/providers/plain-reason";
import { createProviderDownload, type ProviderDownload } from "@/lib/providers/download";
import { providerUrl } from "@/lib/providers/provider-url";

export type FluxOptions = {
  apiKey: string;
  /** Of the API, without `/v1`. */
  baseUrl: string;
  /** E.g. `flux-2-pro`. */
  model: string;
  /** Tasks open at once; `null`: what the model allows. */
  maxActive: number | null;
  /** US dollars per edit; `null`: the service's own figure, or about the list price. */
  priceUsd: number | null;
  tools: Pick<PictureTools, "shrink">;
  /** Longest time for one submit, in milliseconds. */
  submitMs?: number;
  /** Told each status of a task that is not known, once. */
  onUnknownStatus?: (status: string) => void;
  /** How addresses of an answer are asked; for tests. */
  download?: ProviderDownload;
};

const DOMAIN = "bfl.ai";
const ERASE = "flux-tools/erase-v1";

/** An editor that lets FLUX of Black Forest Labs change the picture: a task that is submitted, polled and fetched. */
export function createFluxEditor(options: FluxOptions): ImageEditor {
  const { apiKey, baseUrl, model, priceUsd, tools, submitMs = 60_000, onUnknownStatus } = options;
  const hosts = { domain: DOMAIN, baseUrl };
  const download = options.download ?? createProviderDownload(hosts);
  const quote = createFluxQuote({ apiKey, baseUrl, model, priceUsd });
  const { maxActive, usualSeconds } = fluxModel(model);
  const onUnknown = once(onUnknownStatus ?? (() => {}));
  return {
    id: "flux",
    label: "FLUX",
    free: false,
    capabilities: {
      // Only what is marked to be removed, see `taskOf`.
      mask: false,
      references: 0,
      maxMegapixels: null,
      aspectRatios: false,
      seed: false,
      fullResolution: false,
      priceUsd: priceUsd ?? fluxPrice(model, { width: 2048, height: 2048 }),
      usualSeconds,
    },
    maxActive: options.maxActive ?? maxActive,
    quote: (size, signal) => quote(sentSize(size), signal),
    async submit(request, signal) {
      const task = await taskOf(model, request, tools);
      const {
        id,
        polling_url: pollingUrl,
        cost,
      } = await sendTask({ apiKey, baseUrl, timeoutMs: submitMs }, task.model, task.body, signal);
      return {
        state: "accepted",
        providerId: id,
        pollingUrl: allowed(pollingUrl ?? `${fluxEndpoint(baseUrl, "get_result")}?id=${encodeURIComponent(id)}`, hosts),
        model: task.model,
        cost: costOf(cost ?? null, task.model === model ? (priceUsd ?? fluxPrice(model, task.sent)) : null),
      };
    },
    poll: (pollingUrl, signal) => pollTask(download, apiKey, pollingUrl, onUnknown, signal),
    fetch: (resultUrl, signal) => fetchResult(download, resultUrl, signal),
  };
}

/** The size of a picture once it is made to fit, about. */
function sentSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, Math.sqrt(FLUX_INPUT.pixels / (width * height)));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

/** Which model is sent what; what goes wrong here has cost nothing. */
async function taskOf(model: string, request: SubmitRequest, tools: FluxOptions["tools"]) {
  const { prompt, mask, webhook } = request;
  if (mask !== null && !onlyRemoves(prompt)) {
    throw new AppError("PROVIDER_REJECTED", {
      charge: "none",
      retryable: false,
      detail: "FLUX can remove what is marked, and do nothing else to a marked part. It cost nothing.",
    });
  }
  try {
    const picture = await tools.shrink(request.picture, FLUX_INPUT);
    if (mask === null) return { model, body: fluxBody(model, { prompt, picture, webhook }), sent: picture };
    const { width, height } = request.picture;
    const marked = await tools.shrink({ ...mask, width, height }, FLUX_INPUT);
    if (marked.width !== picture.width || marked.height !== picture.height)
      throw new Error("picture and mask cannot be made the same size");
    return { model: ERASE, body: eraseBody(picture.bytes, marked.bytes, webhook), sent: picture };
  } catch (cause) {
    throw new AppError("INTERNAL", { cause, charge: "none", retryable: false });
  }
}

/** The task is paid for, and yet its address is not one to send a key to. */
function allowed(pollingUrl: string, hosts: { domain: string; baseUrl: string }): string {
  try {
    const { hostname } = providerUrl(pollingUrl, hosts);
    if (hostname.startsWith("delivery")) throw new Error("the polling address is on the delivery host");
    return pollingUrl;
  } catch (cause) {
    throw new AppError("PROVIDER_BAD_RESULT", { charge: "made", retryable: false, cause });
  }
}

function costOf(credits: number | null, estimate: number | null): Cost | null {
  if (credits !== null) return { usd: dollarsOf(credits), estimated: false };
  return estimate === null ? null : { usd: estimate, estimated: true };
}

/** Passes each status on the first time it is seen. */
function once(tell: (status: string) => void): (status: string) => void {
  const seen = new Set<string>();
  return (status) => {
    const name = plainReason(status)?.slice(0, 60) ?? "(unnamed)";
    if (seen.has(name) || seen.size >= 50) return;
    seen.add(name);
    tell(name);
  };
}
