type Sizes = Readonly<Record<"1K" | "2K" | "4K", number>>;

/** US dollars per picture. What a newer model costs is not known here, so it counts like the one before. */
const FLASH: Sizes = { "1K": 0.067, "2K": 0.101, "4K": 0.151 };
const PRO: Sizes = { "1K": 0.134, "2K": 0.134, "4K": 0.24 };
const LITE: Sizes = { "1K": 0.04, "2K": 0.04, "4K": 0.04 };

/** About what one picture costs, in US dollars. An estimate: Google bills by tokens. */
export function geminiImagePrice(model: string, imageSize: "1K" | "2K" | "4K" = "1K"): number {
  const prices = /lite/.test(model) ? LITE : /pro/.test(model) ? PRO : FLASH;
  return prices[imageSize];
}
