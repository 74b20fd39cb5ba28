/** Requests that the draft of a picture suggests: every engine can carry them out. */
export const SUGGESTIONS: readonly string[] = [
  "Make the sky more dramatic",
  "Warm it up a little",
  "Black and white with more contrast",
  "Turn it into a watercolour",
  "Crop to 16:9 and sharpen",
  "Blur the background",
];
