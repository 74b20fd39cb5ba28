import type { FigureSource } from "@/lib/providers/known-models";

type ImageSize = "1K" | "2K" | "4K";

const TEN = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
const FOURTEEN = [...TEN, "1:4", "4:1", "1:8", "8:1"];

type GeminiImageModel = FigureSource & {
  /** US dollars per picture. */
  prices: Readonly<Record<ImageSize, number>>;
  ratios: readonly string[];
  /** False: it has one size and is not asked for any. */
  hasSizes: boolean;
  /** When Google shuts it down, YYYY-MM-DD; `null`: no date is known. */
  ends: string | null;
};

/**
 * The image models. Google bills by tokens; a price is their usual number for a size times the price of a million. The
 * first pattern that a name matches counts, so what a newer model costs counts like the newest known.
 */
const IMAGE_MODELS: readonly [name: RegExp, model: GeminiImageModel][] = [
  [
    /^gemini-nano-banana-2\.1/,
    {
      // 30 dollars for a million: 1,120 tokens (1K) to 3,780 (4K). That 2K has 1,680, as its predecessor's, is not confirmed.
      prices: { "1K": 0.0336, "2K": 0.0504, "4K": 0.1134 },
      ratios: FOURTEEN,
      hasSizes: true,
      ends: null,
      asOf: "2026-11-06",
      source: "inference.sh and LiteLLM's discussion 44983; 2K unconfirmed",
    },
  ],
  [
    /^gemini-3\.1-flash-image/,
    {
      prices: { "1K": 0.067, "2K": 0.101, "4K": 0.151 },
      ratios: FOURTEEN,
      hasSizes: true,
      ends: "2026-10-29",
      asOf: "2026-03-24",
      source: "ai.google.dev/gemini-api/docs/pricing",
    },
  ],
  [
    /lite/,
    {
      // 30 dollars for a million, 1,120 tokens; it makes 1K alone.
      prices: { "1K": 0.0336, "2K": 0.0336, "4K": 0.0336 },
      ratios: TEN,
      hasSizes: false,
      ends: null,
      asOf: "2026-06-30",
      source: "Google Cloud's price list for Vertex AI, as read by pollinations/pollinations pull request 12132",
    },
  ],
  [
    /pro/,
    {
      prices: { "1K": 0.134, "2K": 0.134, "4K": 0.24 },
      ratios: TEN,
      hasSizes: true,
      ends: null,
      asOf: "2026-03-24",
      source: "ai.google.dev/gemini-api/docs/pricing",
    },
  ],
];

/** What is known of an image model; of one that is not, what is of the default one, with the ratios that all have. */
export function geminiImageModel(model: string): GeminiImageModel {
  const known = IMAGE_MODELS.find(([name]) => name.test(model))?.[1];
  if (known !== undefined) return known;
  const [[, usual]] = IMAGE_MODELS as [(typeof IMAGE_MODELS)[number]];
  return { ...usual, ratios: /nano-banana-2/.test(model) ? FOURTEEN : TEN };
}

/** When Google shuts a model down, of those with a date that is known. */
export const geminiEnd = (model: string): string | null =>
  IMAGE_MODELS.find(([name]) => name.test(model))?.[1].ends ?? null;

type ImageFormat = { aspectRatio: string; imageSize?: ImageSize };

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
  const { ratios, hasSizes } = geminiImageModel(model);
  const off = (ratio: string): number => {
    const [across = 1, down = 1] = ratio.split(":").map(Number);
    return Math.abs(Math.log(((width / height) * down) / across));
  };
  const aspectRatio = ratios.reduce((best, ratio) => (off(ratio) < off(best) ? ratio : best));
  if (!hasSizes) return { aspectRatio };
  const [imageSize] = SIZES.find(([, pixels]) => width * height <= pixels) ?? SIZES[2];
  return { aspectRatio, imageSize };
}

/** About what one picture costs, in US dollars. An estimate: Google bills by tokens. */
export const geminiImagePrice = (model: string, imageSize: ImageSize = "1K"): number =>
  geminiImageModel(model).prices[imageSize];

/** Google refuses keys of the old form since September 2026 (ai.google.dev/gemini-api/docs/api-key). */
export const OLD_KEY =
  "Keys that begin with AIza are refused since September 2026: make a new one, which begins with AQ., in Google AI Studio.";

export const isOldKey = (apiKey: string): boolean => apiKey.startsWith("AIza");
