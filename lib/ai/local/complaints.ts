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
