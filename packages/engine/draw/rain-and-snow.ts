import type { StopSignal } from "../stop-signal";
import { LUMA } from "../pixels/colour-matrix";
import { inRows, inSlices } from "../pixels/in-slices";
import { dither, fractalNoise, seeded } from "../pixels/noise";
import { type Layer, emptyLayer } from "../pixels/plane";
import type { Raster } from "../pixels/raster";
import { smallSize } from "../pixels/resize";
import { layerRows } from "../pixels/stretched-rows";
import { drawSpot, drawStreak } from "./lens-flare";

type Rgb = readonly [red: number, green: number, blue: number];

/** What weather does to a picture. Colours are levels 0..255, shares 0..1. */
type Weather = {
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
export function layWeather(raster: Raster, weather: Weather, signal: StopSignal): Raster {
  const { data, width, height, channels } = raster;
  const { falling, colour, veil, saturation, light } = weather;
  const rows = layerRows(falling, width, height);
  // Rounds and limits what is written to it.
  const levels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  const own = saturation * light;
  const ofLuma = (1 - saturation) * light;
  const [airRed, airGreen, airBlue] = veil.colour;
  const [red, green, blue] = colour;
  inRows(width, height, signal, (y) => {
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

/** Shorter side of the layer, in pixels at most: streaks are soft, and larger pictures show them larger. */
const SMALL = 1400;

/** A shorter side below this many pixels is treated as if it were this long, or nothing would be seen. */
const SMALLEST = 300;

/** Pixels to the right for each pixel down. */
const SLANT = -0.17;

/**
 * Rain at three distances: how many drops there are on a square of the shorter side, and their length,
 * width (standard deviation) and strength; lengths as shares of the shorter side.
 */
const DISTANCES = [
  { count: 4200, length: 0.028, width: 0.00042, strength: 0.22 },
  { count: 1000, length: 0.065, width: 0.0008, strength: 0.32 },
  { count: 170, length: 0.15, width: 0.0019, strength: 0.24 },
] as const;

/** What of falling rain lies over each place of a picture of this size: 0 nothing … 1 only rain. */
export function fallingRain(size: { width: number; height: number }, amount: number, signal: StopSignal): Layer {
  const { width, height } = smallSize(size, SMALL);
  const shorter = Math.max(SMALLEST, Math.min(width, height));
  const layer = emptyLayer(width, height, 1);
  const gusts = fractalNoise(64, 64, { cellX: 13, cellY: 26, octaves: 2, seed: 11 });
  for (const [distance, { count, length, width: thickness, strength }] of DISTANCES.entries()) {
    const next = seeded(31 + distance);
    const drops = Math.ceil((count * amount ** 0.8 * width * height) / (shorter * shorter));
    inSlices(
      drops,
      signal,
      (from, to) => {
        for (let drop = from; drop < to; drop++) {
          const [across, down, vary, lean] = [next(), next(), next(), next()];
          const gust = gusts.values[Math.floor(down * 64) * 64 + Math.floor(across * 64)] ?? 0;
          const near = 0.7 + 0.6 * vary;
          drawStreak(layer, {
            x: (across * 1.1 - 0.05) * width,
            y: (down * 1.2 - 0.1) * height,
            length: length * near * shorter,
            width: thickness * near * shorter,
            slope: SLANT + (lean - 0.5) * 0.05,
            strength: Math.min(0.75, strength * (0.35 + 1.3 * gust) * (0.6 + 0.4 * amount)),
          });
        }
      },
      64,
    );
  }
  return layer;
}

/** Shorter side of the layer, in pixels at most. */
const SNOW_SMALL = 1400;

/** A shorter side below this many pixels is treated as if it were this long, or nothing would be seen. */
const SNOW_SMALLEST = 300;

/**
 * Snow at four distances: how many flakes there are on a square of the shorter side, their radius as a
 * share of it, how much of the radius is soft, and their strength. The nearest are out of focus.
 */
const SNOW_DISTANCES = [
  { count: 3800, radius: 0.0012, soft: 1, strength: 0.5 },
  { count: 900, radius: 0.0022, soft: 0.95, strength: 0.72 },
  { count: 190, radius: 0.0042, soft: 0.9, strength: 0.8 },
  { count: 30, radius: 0.017, soft: 0.85, strength: 0.3 },
] as const;

/** Flakes are lumps of this many spots. */
const LUMPS = 3;

/** What of falling snow lies over each place of a picture of this size: 0 nothing … 1 only snow. */
export function fallingSnow(size: { width: number; height: number }, amount: number, signal: StopSignal): Layer {
  const { width, height } = smallSize(size, SNOW_SMALL);
  const shorter = Math.max(SNOW_SMALLEST, Math.min(width, height));
  const layer = emptyLayer(width, height, 1);
  const gusts = fractalNoise(64, 64, { cellX: 20, cellY: 16, octaves: 3, seed: 5 });
  for (const [distance, { count, radius, soft, strength }] of SNOW_DISTANCES.entries()) {
    const next = seeded(71 + distance);
    const flakes = Math.ceil((count * amount * width * height) / (shorter * shorter));
    inSlices(
      flakes,
      signal,
      (from, to) => {
        for (let flake = from; flake < to; flake++) {
          const [across, down, vary, turn] = [next(), next(), next(), next()];
          const gust = gusts.values[Math.floor(down * 64) * 64 + Math.floor(across * 64)] ?? 0;
          const own = radius * (0.6 + 0.9 * vary * vary) * shorter;
          for (let lump = 0; lump < LUMPS; lump++) {
            drawSpot(layer, {
              x: (across * 1.06 - 0.03) * width + (next() - 0.5) * own,
              y: (down * 1.06 - 0.03) * height + (next() - 0.5) * own,
              radius: own * (0.7 + 0.3 * next()),
              soft,
              // They fall: a little longer than wide, mostly downwards.
              stretch: 1.15 + 0.35 * next(),
              angle: Math.PI / 2 + (turn - 0.4) * 0.9,
              strength: Math.min(0.9, (strength * (0.3 + 1.4 * gust)) / (lump === 0 ? 1 : 1.6)),
            });
          }
        }
      },
      64,
    );
  }
  return layer;
}
