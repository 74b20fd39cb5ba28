import { inRows } from "../../../in-slices";
import { keepAlpha } from "../../../keep-alpha";
import type { Raster } from "../../../raster";
import { smoothstep } from "../../../regions/sky/smoothstep";
import { throughSharp } from "../../../through-sharp";
import type { Work } from "../../../work";

/** Each pass doubles how many positions are averaged: 2 to this power. */
const PASSES = 5;

/** Pixels of the copy that is worked on, at most: beyond, the blur hides what is lost. */
const MOST = 1_300_000;

/**
 * Averages the picture over a zoom by `zoom` (share of the distance to the centre) and a turn by `spin`
 * (radians), half to each side. Where nothing moves, the picture's own pixels stay.
 */
export async function whirl(
  raster: Raster,
  { zoom, spin }: { zoom: number; spin: number },
  work: Work,
): Promise<Raster> {
  const { width, height } = raster;
  const scale = Math.min(1, Math.sqrt(MOST / (width * height)));
  let image =
    scale === 1
      ? raster
      : await throughSharp(raster, (picture) =>
          picture.resize(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), {
            fit: "fill",
          }),
        );
  for (let pass = 0; pass < PASSES; pass++) {
    // Half the whole way in all: a quarter to each side in the first pass, half as much in the next.
    const part = 0.5 ** (pass + 2);
    image = await between(image, zoom * part, spin * part, work.signal);
    work.progress((pass + 1) / (PASSES + 1));
  }
  if (scale === 1) return keepAlpha(image, raster, work.signal);
  const whole = await throughSharp(image, (picture) =>
    picture.resize(width, height, { fit: "fill", kernel: "linear" }),
  );
  const blurred = await keepAlpha(whole, raster, work.signal);
  return keepCentre(raster, blurred, Math.max(zoom, spin), scale, work.signal);
}

/** The mean of the picture zoomed and turned one way, and the other way. */
async function between(raster: Raster, zoom: number, spin: number, signal: AbortSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const out = Buffer.from(data);
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const ways = [1, -1].map((sign) => ({
    cos: Math.cos(spin * sign) * (1 + zoom * sign),
    sin: Math.sin(spin * sign) * (1 + zoom * sign),
  }));
  const line = width * channels;
  const [mostX, mostY] = [width - 1, height - 1];
  const places = [new Int32Array(width), new Int32Array(width)];
  await inRows(width * 2, height, signal, (y) => {
    for (const [way, { cos, sin }] of ways.entries()) {
      const place = places[way] ?? new Int32Array(0);
      // The nearest pixel will do: what is wrong by half a pixel is averaged away over the passes.
      let fx = cx - cx * cos - (y - cy) * sin + 0.5;
      let fy = cy - cx * sin + (y - cy) * cos + 0.5;
      for (let x = 0; x < width; x++) {
        const px = Math.min(mostX, Math.max(0, fx | 0));
        place[x] = Math.min(mostY, Math.max(0, fy | 0)) * line + px * channels;
        fx += cos;
        fy += sin;
      }
    }
    const [first, second] = places;
    for (let x = 0, at = y * line; x < width; x++, at += channels) {
      const from = first?.[x] ?? 0;
      const other = second?.[x] ?? 0;
      // Rounded up and down in turn, or each pass would make the picture lighter.
      const half = (x + y) & 1;
      out[at] = ((data[from] ?? 0) + (data[other] ?? 0) + half) >> 1;
      out[at + 1] = ((data[from + 1] ?? 0) + (data[other + 1] ?? 0) + half) >> 1;
      out[at + 2] = ((data[from + 2] ?? 0) + (data[other + 2] ?? 0) + half) >> 1;
    }
  });
  return { ...raster, data: out };
}

/** Lays the sharp picture over the centre, where the blur is finer than the copy it was made on. */
async function keepCentre(
  sharp: Raster,
  blurred: Raster,
  amount: number,
  scale: number,
  signal: AbortSignal,
): Promise<Raster> {
  const { width, height, channels } = sharp;
  const line = width * channels;
  await inRows(width, height, signal, (y) => {
    for (let x = 0; x < width; x++) {
      const moved = Math.hypot(x - width / 2, y - height / 2) * amount * scale;
      const share = smoothstep(0, 3, moved);
      if (share === 1) continue;
      for (let at = y * line + x * channels; at < y * line + (x + 1) * channels; at++) {
        const was = sharp.data[at] ?? 0;
        blurred.data[at] = Math.round(was + ((blurred.data[at] ?? 0) - was) * share);
      }
    }
  });
  return blurred;
}
