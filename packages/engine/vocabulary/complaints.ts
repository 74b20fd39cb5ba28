/** What is wrong with a picture in words that say so by themselves: "dark" asks for light, unless it is wished for. */
export const FLAWS: ReadonlySet<string> = new Set([
  ..."askew bland blurred blurry cold crooked dark drab dull flat fuzzy grainy hazy lifeless noisy overexposed".split(
    " ",
  ),
  ..."oversaturated slanted slanting tilted underexposed wonky".split(" "),
  "out focus",
  "washed out",
]);

/** Flaws that are also verbs or wishes: of a picture that is dim it is meant that it is too dim. */
export const TOO_MUCH: ReadonlySet<string> = new Set(["dim", "gloomy", "murky", "pale", "muted"]);

/**
 * Operations that mend what a picture is said to be: "it is dark", "the horizon is crooked". For all others
 * that is no request: whoever says that the background is white does not want it made white.
 */
export const MENDING: ReadonlySet<string> = new Set([
  "brightness",
  "contrast",
  "punch",
  "shadows",
  "highlights",
  "whites",
  "blacks",
  "auto-levels",
  "clarity",
  "dehaze",
  "warmth",
  "saturation",
  "vibrance",
  "white-balance",
  "colour-balance",
  "sharpen",
  "denoise",
  "straighten",
  "perspective",
  "rotate",
  "flip",
]);
