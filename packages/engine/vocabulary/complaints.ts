/** What is wrong with a picture in words that say so by themselves: "dark" asks for light, unless it is wished for. */
export const FLAWS: ReadonlySet<string> = new Set([
  ..."askew backlit bland blurred blurry cold crooked dark drab dull flat fuzzy grainy hazy lifeless noisy overexposed".split(
    " ",
  ),
  ..."oversaturated slanted slanting tilted underexposed wonky".split(" "),
  "out focus",
  "washed out",
]);

/** Flaws that are moods as well: by themselves, said of nothing, they are wished for ("cold and foggy"). */
export const MOODS: ReadonlySet<string> = new Set(["cold"]);

/** Flaws that are also verbs or wishes: of a picture that is dim it is meant that it is too dim. */
export const TOO_MUCH: ReadonlySet<string> = new Set([
  "dim",
  "gloomy",
  "murky",
  "pale",
  "muted",
  "foggy",
  "misty",
  "smoggy",
]);

/** What may be observed of a picture or a part of it without saying what would mend it: "the background is too busy". */
export const OBSERVATIONS: ReadonlySet<string> = new Set(
  "too busy distracting messy cluttered boring ugly empty plain cloudy overcast blank bland white grey".split(" "),
);

/** Too much of these is too little of what one wants. */
export const LITTLE: ReadonlySet<string> = new Set(
  "dark dim dull pale muted faded flat low weak faint small soft blurry grey gloomy murky cold".split(" "),
);

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
  "enhance",
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
