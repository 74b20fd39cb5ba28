/** A size in pixels that something is made for. */
export type NamedSize = {
  /** How people name it, as parts of patterns: each word or words for either, separated by `/`. */
  say: readonly string[];
  width: number;
  height: number;
};

/**
 * Sizes that the services recommend on their help pages, as of 2025; they change now and then. Stories, reels and
 * wallpapers are shapes, for each screen has its own number of pixels.
 */
export const NAMED_SIZES: readonly NamedSize[] = [
  {
    say: ["youtube thumbnail", "yt thumbnail", "youtube video thumbnail", "thumbnail for? youtube"],
    width: 1280,
    height: 720,
  },
  { say: ["youtube banner", "youtube channel? banner/art/header", "youtube cover"], width: 2560, height: 1440 },
  {
    say: ["facebook/fb cover picture?", "facebook/fb banner/header", "facebook/fb page cover"],
    width: 851,
    height: 315,
  },
  { say: ["facebook/fb event cover/banner/header picture?"], width: 1920, height: 1005 },
  { say: ["linkedin banner/cover/header/background picture?", "linkedin profile banner"], width: 1584, height: 396 },
  { say: ["linkedin company/page cover/banner/header"], width: 1128, height: 191 },
  { say: ["twitter/x header/banner/cover picture?"], width: 1500, height: 500 },
  { say: ["pinterest pin"], width: 1000, height: 1500 },
  { say: ["etsy shop? banner/cover"], width: 1600, height: 400 },
  { say: ["twitch banner/header"], width: 1200, height: 480 },
  { say: ["open graph", "opengraph", "link preview"], width: 1200, height: 630 },
  { say: ["zoom/teams background"], width: 1920, height: 1080 },
];
