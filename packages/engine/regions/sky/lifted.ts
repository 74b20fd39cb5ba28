import { LUMA } from "../../pixels/colour-matrix";
import { inSlices } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";

/** Share of the picture that is lighter than its brightest parts are counted from. */
const LIGHTEST = 0.02;

/** Light (0..255) of the brightest parts below which a picture is one of the night, and to which it is lifted. */
const NIGHT = 125;
const DAY = 220;

/** Most that light is multiplied by: beyond there is only noise. */
const MOST = 6;

/** A picture of the night as light as one of the day, so that what is known of skies holds for it; `null` for any other. */
export async function lifted({ data, ...raster }: Raster, signal: AbortSignal): Promise<Raster | null> {
  const { width, height, channels } = raster;
  const counts = new Uint32Array(256);
  await inSlices(width * height, signal, (from, to) => {
    for (let at = from * channels; at < to * channels; at += channels) {
      const light = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
      counts[Math.round(light)] = (counts[Math.round(light)] ?? 0) + 1;
    }
  });
  let lightest = 255;
  for (let count = counts[255] ?? 0; lightest > 0 && count <= LIGHTEST * width * height;) {
    lightest--;
    count += counts[lightest] ?? 0;
  }
  if (lightest >= NIGHT) return null;
  const gain = Math.min(MOST, DAY / Math.max(1, lightest));
  const levels = Uint8Array.from({ length: 256 }, (_, level) => Math.min(255, Math.round(level * gain)));
  const out = Buffer.from(data);
  await inSlices(width * height, signal, (from, to) => {
    for (let at = from * channels; at < to * channels; at += channels) {
      for (let byte = at; byte < at + 3; byte++) out[byte] = levels[out[byte] ?? 0] ?? 0;
    }
  });
  return { ...raster, data: out };
}
