import type { SubmitRequest } from "@/lib/providers/port";
import { fluxModel } from "./flux-model";
import { fluxSize, kontextRatio } from "./flux-size";

type Request = Pick<SubmitRequest, "prompt" | "picture" | "webhook">;

const SAFETY = 2;

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");

/** `webhook_url` may not be longer. */
const LONGEST_URL = 2083;

const callback = (webhook: Request["webhook"]): Record<string, string> =>
  webhook === null || webhook.url.length > LONGEST_URL
    ? {}
    : { webhook_url: webhook.url, webhook_secret: webhook.secret };

/**
 * The body of a submit. A request decides prompt, picture and, by the picture's size, the size of the
 * result; everything else is the same for all. The prompt is enhanced already, so the service is told
 * not to rewrite it.
 */
export function fluxBody(model: string, { prompt, picture, webhook }: Request): Record<string, unknown> {
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
    case "other":
      return always;
  }
}

/** The body for the model that removes what is white in the mask, and takes no words. */
export function eraseBody(picture: Uint8Array, mask: Uint8Array, webhook: Request["webhook"]): Record<string, unknown> {
  return {
    image: base64(picture),
    mask: base64(mask),
    dilate_pixels: 10,
    output_format: "png",
    safety_tolerance: SAFETY,
    ...callback(webhook),
  };
}
