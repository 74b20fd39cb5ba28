import { smoothstep } from "../../../pixels/smoothstep";
import type { Rgb } from "./grade";

/** Hue in degrees (red 0, green 120, blue 240) and distance of the highest and the lowest channel, 0..1. */
export function hueOf([red, green, blue]: Rgb): { hue: number; chroma: number } {
  const most = Math.max(red, green, blue);
  const chroma = most - Math.min(red, green, blue);
  if (chroma === 0) return { hue: 0, chroma };
  const sixth =
    most === red ? (green - blue) / chroma : most === green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
  return { hue: (sixth * 60 + 360) % 360, chroma };
}

/** 1 between two hues, falling softly to 0 within `soft` degrees outside. `from` < `to`, both 0..360. */
export const isBetween = (hue: number, from: number, to: number, soft: number): number =>
  smoothstep(from - soft, from, hue) * (1 - smoothstep(to, to + soft, hue));
