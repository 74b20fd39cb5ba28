import { AppError } from "@/lib/errors";
import type { Cost, ImageEditor, Picture, PictureTools, SubmitRequest } from "@/lib/providers/port";
import type { GeminiAnswer } from "./answer";
import { createGeminiClient, GeminiFailure } from "./client";
import { geminiAnswerError, geminiCallError, isRefused } from "./errors";
import { geminiImageFormat, geminiImagePrice } from "./models";

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
      priceUsd: priceUsd ?? geminiImagePrice(model, "2K"),
      fullPriceUsd: priceUsd ?? geminiImagePrice(model, "4K"),
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
        isSource: parts.some(({ inlineData }) => sameBytes(edited, inlineData.data)),
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

/**
 * The picture that was paid for: the last that is no thought, else the last of all, whatever type it is said to be. A
 * thought of an answer that was refused is what was refused.
 * What the bytes are is judged after they are kept. `null`: nothing of the answer could be one.
 */
function lastImage(answer: GeminiAnswer): Picture | null {
  const found = (isRefused(answer) ? answer.parts : answer.allParts).flatMap(({ inlineData, thought = false }) => {
    const bytes = inlineData === undefined ? null : decodeBase64(inlineData.data);
    return inlineData === undefined || bytes === null ? [] : [{ bytes, contentType: inlineData.mimeType, thought }];
  });
  const pictures = found.filter(({ contentType }) => contentType.startsWith("image/"));
  const last = pictures.findLast(({ thought }) => !thought) ?? pictures.at(-1) ?? found.at(-1);
  return last === undefined ? null : { bytes: last.bytes, contentType: last.contentType };
}

/** Base64 however a sender writes it: broken into lines, in either alphabet, padded or not; `null` for anything else. */
function decodeBase64(text: string): Uint8Array | null {
  const data = text.replaceAll(/\s/g, "").replace(/^data:[^,]*,/, "");
  return /^[\w+/-]+={0,2}$/.test(data) ? Buffer.from(data, "base64") : null;
}

/** Whether a picture is the very file that was sent, in base64. */
const sameBytes = ({ bytes }: Picture, sent: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).equals(Buffer.from(sent, "base64"));

async function insideMask(tools: PictureTools, mask: Picture, source: Picture, edited: Picture): Promise<Picture> {
  try {
    return await tools.keepOutside(mask, source, edited);
  } catch (cause) {
    throw new AppError("PROVIDER_BAD_RESULT", { cause, charge: "made", retryable: false });
  }
}

const neverAccepted = (): AppError =>
  new AppError("INTERNAL", { cause: new Error("Gemini answers in submit; there is nothing to poll or fetch") });
