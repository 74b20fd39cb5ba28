import { LUMA } from "../../../pixels/colour-matrix";
import { inRows } from "../../../pixels/in-slices";
import type { Raster } from "../../../pixels/raster";
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
  // Rounds and limits what is written to it.
  const levels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  const own = saturation * light;
  const ofLuma = (1 - saturation) * light;
  const [airRed, airGreen, airBlue] = veil.colour;
  const [red, green, blue] = colour;
  await inRows(width, height, signal, (y) => {
    rows.moveTo(y);
    const { row } = rows;
    const mist = veil.top + ((veil.bottom - veil.top) * (y + 0.5)) / height;
    const clear = 1 - mist;
    for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
      const wasRed = data[at] ?? 0;
      const wasGreen = data[at + 1] ?? 0;
      const wasBlue = data[at + 2] ?? 0;
      const grey = (wasRed * LUMA[0] + wasGreen * LUMA[1] + wasBlue * LUMA[2]) * ofLuma;
      const over = row[x] ?? 0;
      const noise = dither(x, y);
      const newRed = (grey + wasRed * own) * clear + airRed * mist;
      const newGreen = (grey + wasGreen * own) * clear + airGreen * mist;
      const newBlue = (grey + wasBlue * own) * clear + airBlue * mist;
      levels[at] = newRed + (red - newRed) * over + noise;
      levels[at + 1] = newGreen + (green - newGreen) * over + noise;
      levels[at + 2] = newBlue + (blue - newBlue) * over + noise;
    }
  });
  return raster;
}
