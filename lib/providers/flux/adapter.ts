import { AppError } from "@/lib/errors";
import { createProviderDownload, hostOf, type ProviderDownload, providerUrl } from "@/lib/download";
import { plainSentence } from "@/lib/plain-sentence";
import type { Cost, ImageEditor, PictureTools, SubmitRequest } from "@/lib/providers/port";
import { fetchFluxResult, pollFluxTask, submitFluxTask } from "./client";
import {
  createFluxQuote,
  dollarsOf,
  FLUX_INPUT,
  flux3Resolution,
  fluxEndpoint,
  fluxModel,
  fluxPrice,
  fluxSize,
  kontextRatio,
} from "./models";

export type FluxConfig = {
  apiKey: string;
  /** Of the API, without `/v1`. */
  baseUrl: string;
  /** E.g. `flux-2-pro`. */
  model: string;
  /** Tasks open at once at the provider; null: what the model allows. */
  maxActive: number | null;
  /** US dollars per edit, where the list price is not right; null: the service's own figure, or about the list price. */
  priceUsd: number | null;
  /** Whether it is asked to call back when a task is ready. */
  webhooks: boolean;
  /** Hosts that results may lie on although they are not public. */
  resultHosts: readonly string[];
};

export type FluxOptions = FluxConfig & {
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
  const { apiKey, baseUrl, model, priceUsd, webhooks, tools, submitMs = 60_000, onUnknownStatus } = options;
  const hosts = { domain: DOMAIN, baseUrl, resultHosts: options.resultHosts };
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
      priceUsd: priceUsd ?? fluxPrice(model, { width: 1414, height: 1414 }),
      fullPriceUsd: priceUsd ?? fluxPrice(model, { width: 2048, height: 2048 }),
      usualSeconds,
    },
    maxActive: options.maxActive ?? maxActive,
    // The service may refuse an address without TLS, and the edit with it. A stand-in without TLS takes it.
    callsBack: (url) => webhooks && !(url.startsWith("http:") && baseUrl.startsWith("https:")),
    quote: (size, signal) => quote(sentSize(size), signal),
    async submit(request, signal) {
      const task = await taskOf(model, request, tools);
      const {
        id,
        polling_url: pollingUrl,
        cost,
      } = await submitFluxTask({ apiKey, baseUrl, timeoutMs: submitMs }, task.model, task.body, signal);
      const refusedHost = pollingUrl == null ? null : refusedPollingHost(pollingUrl, hosts);
      const usual = `${fluxEndpoint(baseUrl, "get_result")}?id=${encodeURIComponent(id)}`;
      return {
        state: "accepted",
        providerId: id,
        // The task is paid for: where its address is not one to send a key to, it is asked after at the API itself.
        pollingUrl: refusedHost === null ? (pollingUrl ?? usual) : usual,
        refusedHost,
        model: task.model,
        cost: costOf(cost ?? null, task.model === model ? (priceUsd ?? fluxPrice(model, task.sent)) : null),
      };
    },
    poll: (pollingUrl, signal) => pollFluxTask(download, apiKey, pollingUrl, onUnknown, signal),
    fetch: (resultUrl, signal) => fetchFluxResult(download, resultUrl, signal),
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

/** The host of a polling address that gets no key; `null`: it may have it. */
function refusedPollingHost(pollingUrl: string, hosts: { domain: string; baseUrl: string }): string | null {
  try {
    const { hostname } = providerUrl(pollingUrl, hosts);
    return hostname.startsWith("delivery") ? hostname : null;
  } catch {
    return hostOf(pollingUrl);
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
    const name = plainSentence(status)?.slice(0, 60) ?? "(unnamed)";
    if (seen.has(name) || seen.size >= 50) return;
    seen.add(name);
    tell(name);
  };
}

const REMOVES = /^\s*(?:please\s+)?(?:remove|erase|delete|get rid of|take out|take away|clean up)\b/i;
const DOES_MORE =
  /\b(?:replace|instead|add|put|insert|turn|change|make|swap|paint|draw|give|(?:re)?colou?r|blur|sharpen|darken|brighten|lighten|crop|rotate|flip|extend|enhance|move|show)\b|\bwith\s+(?:a|an|the|some)\b.*\bin (?:its|their) place\b/i;

/** Whether words ask for nothing but to take something away, which the model for that does without words. */
export function onlyRemoves(prompt: string): boolean {
  return REMOVES.test(prompt) && !DOES_MORE.test(prompt);
}

type Sent = Pick<SubmitRequest, "prompt" | "picture" | "webhook">;

const SAFETY = 2;

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");

/** `webhook_url` may not be longer. */
const LONGEST_URL = 2083;

const callback = (webhook: Sent["webhook"]): Record<string, string> =>
  webhook === null || webhook.url.length > LONGEST_URL
    ? {}
    : { webhook_url: webhook.url, webhook_secret: webhook.secret };

/**
 * The body of a submit. A request decides prompt, picture and, by the picture's size, the size of the
 * result; everything else is the same for all. The prompt is enhanced already, so the service is told
 * not to rewrite it.
 */
function fluxBody(model: string, { prompt, picture, webhook }: Sent): Record<string, unknown> {
  const { family } = fluxModel(model);
  const always = { prompt, input_image: base64(picture.bytes), ...callback(webhook) };
  const usual = { ...always, output_format: "png", safety_tolerance: SAFETY };
  switch (family) {
    case "kontext": {
      const ratio = kontextRatio(picture);
      return { ...usual, prompt_upsampling: false, ...(ratio === null ? {} : { aspect_ratio: ratio }) };
    }
    case "pro":
      return { ...usual, ...fluxSize(picture), disable_pup: true };
    case "flex":
      return { ...usual, ...fluxSize(picture), prompt_upsampling: false };
    case "klein":
      return { ...usual, ...fluxSize(picture) };
    case "flux-3":
      // A strict body of its own, without a way to be called back.
      return {
        prompt,
        images: [base64(picture.bytes)],
        aspect_ratio: "auto",
        resolution: flux3Resolution(picture),
        safety_tolerance: SAFETY,
        grounding: false,
      };
    case "other":
      return always;
  }
}

/** The body for the model that removes what is white in the mask, and takes no words. */
function eraseBody(picture: Uint8Array, mask: Uint8Array, webhook: Sent["webhook"]): Record<string, unknown> {
  return {
    image: base64(picture),
    mask: base64(mask),
    dilate_pixels: 10,
    output_format: "png",
    safety_tolerance: SAFETY,
    ...callback(webhook),
  };
}
