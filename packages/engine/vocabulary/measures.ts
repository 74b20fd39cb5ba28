/** Of what a picture has more or less: named alone or one after the other, "brightness 1.5x", "increase contrast saturation". */
export const MEASURES: ReadonlySet<string> = new Set(
  "brightness contrast saturation exposure sharpness vibrance clarity warmth gamma".split(" "),
);
