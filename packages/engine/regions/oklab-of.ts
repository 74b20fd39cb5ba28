import { lightToOklab, type Triple } from "../pixels/oklab";
import { toLight } from "../pixels/srgb";

/** Linear light of an sRGB level, by level. */
const LINEAR = Float32Array.from({ length: 256 }, (_, level) => toLight(level / 255));

/** Lightness 0..1, and how far an 8-bit sRGB colour is from grey towards red (a) and yellow (b), about −0.35..0.35, in Oklab. */
export const oklabOf = (red: number, green: number, blue: number): Triple =>
  lightToOklab(LINEAR[red] ?? 0, LINEAR[green] ?? 0, LINEAR[blue] ?? 0);
