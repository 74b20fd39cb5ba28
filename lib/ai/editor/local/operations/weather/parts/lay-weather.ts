import { LUMA } from "../../../colour-matrix";
import { inRows } from "../../../in-slices";
import type { Raster } from "../../../raster";
import { dither } from "../../focus/parts/dither";
import type { Layer } from "../../focus/parts/layer";
import { layerRows } from "../../focus/parts/layer-rows";

type Rgb = readonly [red: number, green: number, blue: number];

/** What weather does to a picture. Colours are levels 0..255, shares 0..1. */
export type Weather = {
  /** How much of what falls lies over each place (one channel), and its colour. */
  falling: Layer;
  colour: Rgb;
  /** What the air between does: its colour, and how much of it there is at the top and at the bottom. */
  veil: { colour: Rgb; top: number; bottom: number };
  /** How much of the picture's colour and of its light is left. */
  saturation: number;
  light: number;
};

/** Dulls the picture, draws the veil over it and lets it fall. Overwrites the raster. */
export async function layWeather(raster: Raster, weather: Weather, signal: AbortSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const { falling, colour, veil, saturation, light } = weather;
  const rows = layerRows(falling, width, height);
  await inRows(width, height, signal, (y) => {
    rows.moveTo(y);
    const mist = veil.top + ((veil.bottom - veil.top) * (y + 0.5)) / height;
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const luma = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
      const over = rows.row[x] ?? 0;
      const noise = dither(x, y);
      for (let channel = 0; channel < 3; channel++) {
        let level = (luma + ((data[at + channel] ?? 0) - luma) * saturation) * light;
        level += ((veil.colour[channel] ?? 0) - level) * mist;
        level += ((colour[channel] ?? 0) - level) * over + noise;
        data[at + channel] = level <= 0 ? 0 : level >= 255 ? 255 : Math.round(level);
      }
    }
  });
  return raster;
}
