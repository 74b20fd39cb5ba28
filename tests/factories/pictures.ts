import sharp from "sharp";
import type { SubmitRequest } from "@/lib/providers/port";

type Picture = SubmitRequest["picture"];

/** A PNG of one colour, as an editor or an enhancer gets a picture. */
export async function plainPicture(width = 48, height = 32, background = "#446688"): Promise<Picture> {
  const image = sharp({ create: { width, height, channels: 3, background } });
  return { bytes: await image.png().toBuffer(), contentType: "image/png", width, height };
}

/** A PNG that no encoder makes small; with 4 channels half transparent. */
export async function noisyPicture(width: number, height: number, channels: 3 | 4 = 3): Promise<Picture> {
  const image = sharp({
    create: { width, height, channels, background: "#888888", noise: { type: "gaussian", mean: 128, sigma: 60 } },
  });
  const bytes = await (channels === 4 ? image.ensureAlpha(0.5) : image).png().toBuffer();
  return { bytes, contentType: "image/png", width, height };
}

/** What an editor is asked for: a picture and words, without a plan, a mask or a webhook. */
export function submitRequest(picture: Picture, prompt: string, overrides: Partial<SubmitRequest> = {}): SubmitRequest {
  return {
    attemptId: "00000000-0000-4000-8000-000000000001",
    prompt,
    plan: null,
    picture,
    mask: null,
    webhook: null,
    bestEffort: false,
    ...overrides,
  };
}
