import { AppError } from "@/lib/errors";
import type { Cost, ImageEditor, Picture, PictureTools, SubmitRequest } from "@/lib/providers/port";
import { createGeminiClient, type GeminiAnswer, GeminiFailure } from "./client";
import { geminiAnswerError, geminiCallError } from "./errors";

type Options = {
  apiKey: string;
  /** `null`: Google's own. */
  baseUrl: string | null;
  /** An image model. */
  model: string;
  /** US dollars per edit; `null`: about the list price. */
  priceUsd: number | null;
  tools: PictureTools;
};

/** One 4K picture as PNG, in base64, and room for a draft. */
const MOST_ANSWER_BYTES = 160_000_000;
/** What is sent stays below 15 MB in all, as base64 and with a mask beside it. */
const PICTURE_LIMITS = { pixels: 4096 * 4096, bytes: 9_000_000 };
const MASK_LIMITS = { pixels: 4096 * 4096, bytes: 1_500_000 };

const MASK_WORDS =
  "The second picture is a mask of the first. Change the first picture only where the mask is white, and leave everything under black as it is.";

/** An editor that asks a Gemini image model once and gets its picture in the answer. */
export function createGeminiEditor({ apiKey, baseUrl, model, priceUsd, tools }: Options): ImageEditor {
  const client = createGeminiClient({ apiKey, baseUrl }, MOST_ANSWER_BYTES);
  const costOf = (size: { width: number; height: number }): Cost => ({
    usd: priceUsd ?? geminiImagePrice(model, geminiImageFormat(model, size).imageSize),
    estimated: true,
  });
  return {
    id: "gemini",
    label: "Gemini",
    free: false,
    capabilities: {
      mask: true,
      references: 0,
      maxMegapixels: null,
      aspectRatios: true,
      seed: false,
      fullResolution: false,
      priceUsd: priceUsd ?? geminiImagePrice(model, "4K"),
      usualSeconds: 15,
    },
    maxActive: null,
    quote: async (size) => costOf(size),
    async submit(request, signal) {
      const { picture, prompt, mask } = request;
      const parts = await partsOf(request, tools);
      let answer: GeminiAnswer;
      try {
        answer = await client.generate(
          {
            model,
            parts: [...parts, { text: mask === null ? prompt : `${prompt}\n\n${MASK_WORDS}` }],
            config: { responseModalities: ["IMAGE"], imageConfig: geminiImageFormat(model, picture) },
          },
          signal,
        );
      } catch (error) {
        throw error instanceof GeminiFailure ? geminiCallError(error) : error;
      }
      const edited = lastImage(answer);
      if (edited === null) throw geminiAnswerError(answer);
      return {
        state: "done",
        picture: mask === null ? edited : await insideMask(tools, mask, picture, edited),
        model: answer.modelVersion ?? model,
        cost: costOf(picture),
        notes: [],
      };
    },
    poll: () => Promise.reject(neverAccepted()),
    fetch: () => Promise.reject(neverAccepted()),
  };
}

/** The pictures to send; what goes wrong here has cost nothing. */
async function partsOf({ picture, mask }: SubmitRequest, tools: PictureTools) {
  try {
    const shrunk = await tools.shrink(picture, PICTURE_LIMITS);
    const pictures = [shrunk];
    if (mask !== null) {
      const { width, height } = picture;
      pictures.push(await tools.shrink({ ...mask, width, height }, MASK_LIMITS));
    }
    return pictures.map(({ bytes, contentType }) => ({
      inlineData: { mimeType: contentType, data: Buffer.from(bytes).toString("base64") },
    }));
  } catch (cause) {
    throw new AppError("INTERNAL", { cause, charge: "none", retryable: false });
  }
}

/** The last picture that is neither thought nor draft; `null`: none that could be one. */
function lastImage({ parts }: GeminiAnswer): Picture | null {
  for (const { inlineData } of parts.toReversed()) {
    if (inlineData === undefined || !/^image\/(?:png|jpeg|webp)$/.test(inlineData.mimeType)) continue;
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(inlineData.data)) continue;
    return { bytes: Buffer.from(inlineData.data, "base64"), contentType: inlineData.mimeType };
  }
  return null;
}

async function insideMask(tools: PictureTools, mask: Picture, source: Picture, edited: Picture): Promise<Picture> {
  try {
    return await tools.keepOutside(mask, source, edited);
  } catch (cause) {
    throw new AppError("PROVIDER_BAD_RESULT", { cause, charge: "made", retryable: false });
  }
}

const neverAccepted = (): AppError =>
  new AppError("INTERNAL", { cause: new Error("Gemini answers in submit; there is nothing to poll or fetch") });

type ImageFormat = { aspectRatio: string; imageSize?: "1K" | "2K" | "4K" };

const TEN = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
const FOURTEEN = [...TEN, "1:4", "4:1", "1:8", "8:1"];

/** Pixels up to which a smaller size holds a picture without losing much. */
const SIZES = [
  ["1K", 1_600_000],
  ["2K", 6_300_000],
  ["4K", Infinity],
] as const;

/**
 * What to ask an image model for, so that the result is most like a source of this size: the nearest
 * ratio that it has, and a size that keeps its detail. A model of one size is not asked for any.
 */
export function geminiImageFormat(model: string, { width, height }: { width: number; height: number }): ImageFormat {
  const ratios = /nano-banana-2|3\.1-flash-image/.test(model) ? FOURTEEN : TEN;
  const off = (ratio: string): number => {
    const [across = 1, down = 1] = ratio.split(":").map(Number);
    return Math.abs(Math.log(((width / height) * down) / across));
  };
  const aspectRatio = ratios.reduce((best, ratio) => (off(ratio) < off(best) ? ratio : best));
  if (/lite/.test(model)) return { aspectRatio };
  const [imageSize] = SIZES.find(([, pixels]) => width * height <= pixels) ?? SIZES[2];
  return { aspectRatio, imageSize };
}

type Sizes = Readonly<Record<"1K" | "2K" | "4K", number>>;

/** US dollars per picture. What a newer model costs is not known here, so it counts like the one before. */
const FLASH: Sizes = { "1K": 0.067, "2K": 0.101, "4K": 0.151 };
const PRO: Sizes = { "1K": 0.134, "2K": 0.134, "4K": 0.24 };
const LITE: Sizes = { "1K": 0.04, "2K": 0.04, "4K": 0.04 };

/** About what one picture costs, in US dollars. An estimate: Google bills by tokens. */
function geminiImagePrice(model: string, imageSize: "1K" | "2K" | "4K" = "1K"): number {
  const prices = /lite/.test(model) ? LITE : /pro/.test(model) ? PRO : FLASH;
  return prices[imageSize];
}
