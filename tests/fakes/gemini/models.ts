const TEN = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
const FOURTEEN = [...TEN, "1:4", "4:1", "1:8", "8:1"];

export type FakeModel = { makesImages: boolean; ratios: readonly string[]; sizes: readonly string[] };

const text: FakeModel = { makesImages: false, ratios: [], sizes: [] };

/** The models there are, as documented; any other is not found. */
export const MODELS: Readonly<Record<string, FakeModel>> = {
  "gemini-3.8-flash": text,
  "gemini-3.5-flash-lite": text,
  "gemini-3.1-flash-lite": text,
  "gemini-4-argon": text,
  "gemini-nano-banana-2.1": { makesImages: true, ratios: FOURTEEN, sizes: ["1K", "2K", "4K"] },
  "gemini-3.1-flash-image": { makesImages: true, ratios: FOURTEEN, sizes: ["512", "1K", "2K", "4K"] },
  "gemini-3.1-flash-lite-image": { makesImages: true, ratios: TEN, sizes: ["1K"] },
  "gemini-3-pro-image": { makesImages: true, ratios: TEN, sizes: ["1K", "2K", "4K"] },
};
