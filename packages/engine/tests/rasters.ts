import type { Raster } from "../pixels/raster";

/** Red, green, blue and, when it is not 255, alpha. */
export type Pixel = readonly [red: number, green: number, blue: number, alpha?: number];

/** A raster whose pixels are computed; it has alpha when the first of them names one. */
export function paint(width: number, height: number, colour: (x: number, y: number) => Pixel): Raster {
  const channels = colour(0, 0).length === 4 ? 4 : 3;
  const data = Buffer.alloc(width * height * channels);
  for (let index = 0; index < width * height; index++) {
    const pixel = colour(index % width, Math.floor(index / width));
    for (let channel = 0; channel < channels; channel++) data[index * channels + channel] = pixel[channel] ?? 255;
  }
  return { data, width, height, channels };
}

/** A copy, for comparing with what an operation makes of the original. */
export const copyOf = (raster: Raster): Raster => ({ ...raster, data: Buffer.from(raster.data) });

/** The pixel at a place. */
export function pixelAt({ data, width, channels }: Raster, x: number, y: number): [number, number, number, number] {
  const at = (y * width + x) * channels;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0, channels === 4 ? (data[at + 3] ?? 0) : 255];
}

/** Patches of many colours and levels with some fine structure: every operation finds something to do. */
export function colourful(width = 120, height = 90, alpha?: (x: number, y: number) => number): Raster {
  return paint(width, height, (x, y) => {
    const fine = (x + y) % 2 === 0 ? 12 : -12;
    const level = (offset: number): number =>
      Math.round(60 + 130 * (0.5 + 0.5 * Math.sin((x * 3 + y * 2) / 40 + offset)) + fine);
    const rgb = [level(0), level(2.1), level(4.2)] as const;
    return alpha === undefined ? rgb : [...rgb, alpha(x, y)];
  });
}

type Area = { left?: number; top?: number; right?: number; bottom?: number };

/** Means over an area: light (Rec. 709 luma), each channel, distance of the channels, and the light's spread and fine structure. */
export function statsOf(
  raster: Raster,
  { left = 0, top = 0, right = raster.width, bottom = raster.height }: Area = {},
) {
  let [red, green, blue, light, squared, colour, edges, count] = [0, 0, 0, 0, 0, 0, 0, 0];
  const lightAt = (x: number, y: number): number => {
    const [r, g, b] = pixelAt(raster, x, y);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const [r, g, b] = pixelAt(raster, x, y);
      const here = lightAt(x, y);
      red += r;
      green += g;
      blue += b;
      light += here;
      squared += here * here;
      colour += Math.max(r, g, b) - Math.min(r, g, b);
      if (x + 1 < right) edges += Math.abs(lightAt(x + 1, y) - here);
      count++;
    }
  }
  const mean = (sum: number): number => sum / count;
  return {
    red: mean(red),
    green: mean(green),
    blue: mean(blue),
    light: mean(light),
    spread: Math.sqrt(Math.max(0, mean(squared) - mean(light) ** 2)),
    colour: mean(colour),
    edges: mean(edges),
  };
}

/** The alpha of every pixel, in one buffer. */
export const alphaOf = (raster: Raster): Buffer =>
  Buffer.from(
    Array.from({ length: raster.width * raster.height }, (_, index) =>
      raster.channels === 4 ? (raster.data[index * 4 + 3] ?? 0) : 255,
    ),
  );
