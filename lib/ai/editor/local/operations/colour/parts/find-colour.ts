import { spokenColour } from "@/lib/ai/local/colours";
import { AppError } from "@/lib/errors";
import type { Raster } from "../../../raster";
import { colourFamily } from "./colour-family";
import { sampleLab } from "./sample-lab";

/** Share of the picture that a colour must have to be worked on. */
const HARDLY_ANY = 0.0015;

/** How much a colour of Oklab is the one that was looked for, and what those of the picture are like in the mean. */
export type FoundColour = {
  weight: (lightness: number, a: number, b: number) => number;
  lightness: number;
  strength: number;
  hue: number;
};

/**
 * Looks for a named colour in a picture.
 * @throws {AppError} `NOTHING_CHANGED`, naming the colour, when there is hardly any of it.
 */
export async function findColour(raster: Raster, name: string): Promise<FoundColour> {
  const weight = colourFamily(name);
  const colours = await sampleLab(raster);
  let [sum, light, sumA, sumB, strength] = [0, 0, 0, 0, 0];
  for (const [lightness, a, b] of colours) {
    const share = weight(lightness, a, b);
    sum += share;
    light += lightness * share;
    sumA += a * share;
    sumB += b * share;
    strength += Math.hypot(a, b) * share;
  }
  if (sum === 0 || sum < colours.length * HARDLY_ANY) {
    throw new AppError("NOTHING_CHANGED", {
      detail: `Hardly anything in this picture is ${spokenColour(name)}, so nothing was changed. It cost nothing.`,
    });
  }
  return { weight, lightness: light / sum, strength: strength / sum, hue: Math.atan2(sumB, sumA) };
}
