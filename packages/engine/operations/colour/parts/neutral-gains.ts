import { LUMA } from "../../../pixels/colour-matrix";
import { clamp } from "../../../how-much";
import { toOklab } from "../../../pixels/oklab";
import type { Raster } from "../../../pixels/raster";
import { toLight, toSrgb } from "../../../pixels/srgb";
import { throughSharp } from "../../../pixels/through-sharp";

/** Longer side of the copy that is judged, in pixels. */
const JUDGED = 80;

/** Levels 0..255 outside of which a pixel says nothing about the light that fell on it, and alpha from which on it counts. */
const TOO_DARK = 12;
const CLIPPED = 250;
const VISIBLE = 128;

/** Power of the mean ("shades of grey", Finlayson and Trezzi): between the plain mean and the lightest pixel. */
const POWER = 4;

/** How often the estimate is made again from what then looks grey. */
const ROUNDS = 4;

/** Strength of colour (Oklab chroma) up to which a pixel is nearly grey, and what more colourful ones still count. */
const NEARLY_GREY = 0.06;
const COLOURFUL_SHARE = 0.04;

/** Never more than this factor, or its inverse: some pictures have nothing grey. */
const MOST = 1.9;

type Light = { red: number; green: number; blue: number };

/** Factors on the light of red, green and blue after which what should be grey is grey; the luma of greys stays. */
export async function neutralGains(raster: Raster): Promise<[red: number, green: number, blue: number]> {
  const lights = await judged(raster);
  let gains: Light = { red: 1, green: 1, blue: 1 };
  for (let round = 0; round < ROUNDS; round++) gains = estimate(lights, gains);
  return [gains.red, gains.green, gains.blue];
}

async function judged(raster: Raster): Promise<Light[]> {
  const { data, channels } = await throughSharp(raster, (image) =>
    image.resize(JUDGED, JUDGED, { fit: "inside", withoutEnlargement: true }),
  );
  const lights: Light[] = [];
  for (let at = 0; at + channels <= data.length; at += channels) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    const most = Math.max(red, green, blue);
    if (most > CLIPPED || most < TOO_DARK || (channels === 4 && (data[at + 3] ?? 0) < VISIBLE)) continue;
    lights.push({ red: toLight(red / 255), green: toLight(green / 255), blue: toLight(blue / 255) });
  }
  return lights;
}

/** The gains that make the mean of what `before` leaves nearly grey wholly grey. */
function estimate(lights: readonly Light[], before: Light): Light {
  const sums = { red: 0, green: 0, blue: 0 };
  for (const { red, green, blue } of lights) {
    const level = (light: number, gain: number): number => toSrgb(Math.min(1, light * gain));
    const [, a, b] = toOklab(level(red, before.red), level(green, before.green), level(blue, before.blue));
    const chroma = Math.hypot(a, b) / NEARLY_GREY;
    const share = COLOURFUL_SHARE + Math.exp(-chroma * chroma);
    sums.red += share * red ** POWER;
    sums.green += share * green ** POWER;
    sums.blue += share * blue ** POWER;
  }
  if (Math.min(sums.red, sums.green, sums.blue) <= 0) return before;
  const [red, green, blue] = [sums.red ** (-1 / POWER), sums.green ** (-1 / POWER), sums.blue ** (-1 / POWER)];
  const luma = 1 / (LUMA[0] / red + LUMA[1] / green + LUMA[2] / blue);
  const limited = (gain: number): number => clamp(gain / luma, 1 / MOST, MOST);
  return { red: limited(red), green: limited(green), blue: limited(blue) };
}
